import { beforeEach, describe, expect, test, vi } from 'vitest';
import { readStrictToken } from '../../../src/core/jws/read-strict-token.ts';
import { readAnyToken } from '../../../src/core/jws/read-token.ts';

const encode = (text: string | Uint8Array) => Buffer.from(text).toString('base64url');
const HEADER = encode('{"alg":"RS256","typ":"JWT"}');
const PAYLOAD = encode('{"iat":1}');
const SIGNATURE = encode('signature');

describe('readStrictToken', () => {
  // What it remembers of a header is of this one.
  beforeEach(() => void readStrictToken(`${encode('{"alg":"none"}')}.${PAYLOAD}.${SIGNATURE}`));

  test('remembers nothing at first', async () => {
    vi.resetModules();
    const fresh = await import('../../../src/core/jws/read-strict-token.ts');
    const text = `${HEADER}.${PAYLOAD}.${SIGNATURE}`;
    expect(fresh.readStrictToken(text)).toEqual(readAnyToken(text));
  });

  test('what is no token takes nothing from the bytes of one', () => {
    const text = `${HEADER}.${PAYLOAD}.${SIGNATURE}`;
    const before = readStrictToken(text);
    for (let time = 0; time < 40; time++) readStrictToken(HEADER);
    readStrictToken(`${HEADER}.${encode('{"iat":2}')}.${encode('something else')}`);
    expect(before).toEqual(readAnyToken(text));
  });

  test.each([
    ['no dot', HEADER],
    ['one dot', `${HEADER}.${PAYLOAD}`],
    ['no signature', `${HEADER}.${PAYLOAD}.`],
    ['no header', `.${PAYLOAD}.${SIGNATURE}`],
    ['no payload', `${HEADER}..${SIGNATURE}`],
    ['three dots', `${HEADER}.${PAYLOAD}.${SIGNATURE}.${SIGNATURE}`],
    ['three dots and no payload', `${HEADER}..${PAYLOAD}.${SIGNATURE}`],
    ['a header with padding', `${HEADER}=.${PAYLOAD}.${SIGNATURE}`],
    ['a payload with a blank', `${HEADER}.${PAYLOAD} .${SIGNATURE}`],
    ['a signature with a line break', `${HEADER}.${PAYLOAD}.${SIGNATURE}\n`],
    ['a signature in the other alphabet', `${HEADER}.${PAYLOAD}.+/+/`],
    ['a header that is no object', `${encode('["RS256"]')}.${PAYLOAD}.${SIGNATURE}`],
    ['a header that names a member twice', `${encode('{"alg":"RS256","alg":"none"}')}.${PAYLOAD}.${SIGNATURE}`],
    ['a payload that is no UTF-8', `${HEADER}.${encode(Uint8Array.of(0x7b, 0xff, 0x7d))}.${SIGNATURE}`],
    ['a payload that is no JSON', `${HEADER}.${encode('{"iat":1')}.${SIGNATURE}`],
  ])('leaves to others what has %s', (_, text) => {
    expect(readStrictToken(text)).toBeUndefined();
    expect(readAnyToken(text).faults).not.toEqual([]);
  });

  test('reads whatever length, one after the other, as it is read without haste', () => {
    const lengths = [...Array.from({ length: 300 }, (_, at) => at * 7), 8189, 8192, 8200, 70_000];
    const texts = lengths.map((length) => {
      const payload = encode(JSON.stringify({ text: 'ab'.repeat(length) }));
      return `${HEADER}.${payload}.${encode(Uint8Array.from({ length: length + 1 }, (_, at) => at))}`;
    });
    const readings = texts.map((text) => readStrictToken(text));
    // All of them again: none was written over by those that came after it.
    expect(readings).toEqual(texts.map((text) => readAnyToken(text)));
  });

  test('the header of one sender is read once', () => {
    const first = readStrictToken(`${HEADER}.${PAYLOAD}.${SIGNATURE}`);
    const second = readStrictToken(`${HEADER}.${encode('{"iat":2}')}.${SIGNATURE}`);
    expect(second?.header).toBe(first?.header);
    const longer = `${encode('{"alg":"RS256","typ":"JWT"}    ')}.${PAYLOAD}.${SIGNATURE}`;
    const other = `${encode('{"alg":"ES256","typ":"JWT"}')}.${PAYLOAD}.${HEADER}`;
    for (const text of [other, longer]) {
      readStrictToken(`${HEADER}.${PAYLOAD}.${SIGNATURE}`);
      expect(readStrictToken(text)).toEqual(readAnyToken(text));
    }
  });

  test('what tokens share nobody can change', () => {
    const header = encode('{"alg":"RS256","none":null,"x":[{"y":{}}]}');
    const members = readStrictToken(`${header}.${PAYLOAD}.${SIGNATURE}`)?.header.members;
    const list = members?.['x'] as readonly { y: object }[];
    for (const shared of [members, list, list[0], list[0]?.y]) expect(Object.isFrozen(shared)).toBe(true);
  });
});
