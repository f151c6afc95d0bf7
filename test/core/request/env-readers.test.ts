import { describe, expect, test } from 'vitest';
import { ENV_READERS } from '../../../src/core/request/captures/env-readers.ts';

const PEM = '-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----';
const ONE_LINE = PEM.replaceAll('\n', '\\n');

/** What each reader gives the variable: the key with its line breaks, or something else. */
function holds(text: string) {
  return Object.fromEntries(ENV_READERS.map(({ name, read }) => [name, read(text, 'KEY') === PEM]));
}

describe('a .env file is read in different ways', () => {
  test.each([
    ['\\n in double quotes', `A=1\nKEY="${ONE_LINE}"\n`, [true, true, false, false, false]],
    ['several lines in double quotes', `KEY="${PEM}"\nB=2`, [true, true, false, true, true]],
    ['several lines in single quotes', `KEY='${PEM}'\n`, [true, true, false, true, true]],
    ['\\n in single quotes', `KEY='${ONE_LINE}'`, [false, false, false, false, false]],
    ['backticks', `KEY=\`${PEM}\``, [true, true, false, false, false]],
    ['\\n without quotes', `KEY=${ONE_LINE}`, [false, false, false, false, false]],
    ['several lines without quotes', `KEY=${PEM}`, [false, false, false, false, false]],
    ['export', `export KEY="${PEM}"`, [true, true, false, false, true]],
  ])('%s', (_, text, expected) => expect(Object.values(holds(text))).toEqual(expected));

  test('a value alone is read alike, but for its quotes and what stands behind it', () => {
    const values = (text: string) => ENV_READERS.map(({ read }) => read(text, 'KEY'));
    expect(values('KEY=abc')).toEqual(Array(5).fill('abc'));
    expect(values('KEY="abc"')).toEqual(['abc', 'abc', '"abc"', 'abc', 'abc']);
    expect(values('KEY=abc # mine')).toEqual(['abc', 'abc', 'abc # mine', 'abc # mine', 'abc']);
    expect(values('KEY=a#b')).toEqual(['a', 'a', 'a#b', 'a#b', 'a#b']);
    expect(values('KEY="a\\"b"')).toEqual(['a\\', 'a\\"b', '"a\\"b"', 'a"b', 'a"b']);
    expect(values('\uFEFFKEY=abc')).toEqual([undefined, 'abc', 'abc', undefined, undefined]);
    expect(values('KEY="abc"\r\n')).toEqual(['abc', 'abc', '"abc"', 'abc', 'abc\r']);
    expect(values('KEY=old\nKEY=new')).toEqual(Array(5).fill('new'));
    expect(values('OTHER=1')).toEqual(Array(5).fill(undefined));
  });
});
