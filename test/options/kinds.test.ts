import { isIP } from 'node:net';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { account, duration, httpUrl, integer, list, oneOf, postgresUrl, proxy } from '../../src/options/kinds.ts';
import type { Option } from '../../src/options/option.ts';
import { OPTIONS } from '../../src/options/options.ts';

test.each([
  [90, 90],
  ['90', 90],
  ['90s', 90],
  ['15m', 900],
  ['24h', 86_400],
  ['1d', 86_400],
  ['', undefined],
  ['1w', undefined],
  ['-5', undefined],
  ['1.5h', undefined],
  ['99999999999d', undefined],
  [1.5, undefined],
  [null, undefined],
])('duration %j is %j s', (text, seconds) => {
  expect(duration(0, 86_400).parse(text)).toBe(seconds);
});

describe('a proxy', () => {
  test.each(['loopback', 'none', '10.0.0.1', '10.0.0.0/8', '::1', 'fd00::/8', '2001:db8::1/128'])('%s', (text) => {
    expect(proxy().parse(text)).toBe(text);
  });
  test.each(['', '10.0.0', '10.0.0.256', '10.0.0.0/33', '01.2.3.4', '::1/129', ':::', '1::2::3', 'fe80', '10.0.0.1/'])(
    'not %j',
    (text) => {
      expect(proxy().parse(text)).toBeUndefined();
    },
  );
  test('what is taken as an address is one', () => {
    const part = fc.constantFrom('0', '1', '255', '256', '.', ':', '::', 'a', 'ffff', 'fffff', '01');
    fc.assert(
      fc.property(fc.array(part, { maxLength: 12 }), (parts) => {
        const text = parts.join('');
        if (proxy().parse(text) !== undefined) expect(isIP(text)).not.toBe(0);
      }),
    );
    fc.assert(fc.property(fc.ipV4(), (text) => proxy().parse(text) === text));
  });
});

test.each([
  [integer(0, 10), ['0', '10', 5], ['11', '-1', '1e1', '', ' 5', true, 1.5]],
  [oneOf('a', 'b'), ['a', 'b'], ['A', '', 'toString']],
  [httpUrl(), ['http://a', 'https://a.example/x'], ['a', 'ftp://a', 'http://u:p@a', 'http://a?b', '']],
  [postgresUrl(), ['postgres://u@h/d', 'postgresql://h'], ['mysql://h', 'h', '']],
  [account(), ['abcd1234:Secret1234', 'a:b:c'], ['abcd1234', ':x', 'a:', 'a b:c', 'a:b c']],
  [list(oneOf('a', 'b')), ['a', 'a,b', 'a, b', ['a']], ['', 'a,c', [], {}]],
])('$expected', (kind, good: readonly unknown[], bad: readonly unknown[]) => {
  for (const value of good) expect(kind.parse(value), JSON.stringify(value)).toBeDefined();
  for (const value of bad) expect(kind.parse(value), JSON.stringify(value)).toBeUndefined();
});

test('an address loses its final slash, so that paths can be put after it', () => {
  expect(httpUrl().parse('http://a.example/base/')).toBe('http://a.example/base');
});

describe.each(Object.entries(OPTIONS))('option %s', (name, { flag, env, ...option }: Option<unknown>) => {
  test('has one name in every place', () => {
    expect(env[0]).toMatch(/^MINTMARK_[A-Z_]+$/);
    expect(env[0]).toBe(`MINTMARK_${name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`);
    expect(flag).toMatch(/^[a-z]+(-[a-z]+)*$/);
    expect(option.sentence).toMatch(/^[A-Z].*\.$/);
  });
  test('has a default that it would take', () => {
    if (option.default !== undefined) expect(option.parse(option.default)).toEqual(option.default);
  });
});
