import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatChallenge, parseChallenge } from '../../../src/core/request/challenge.ts';

describe('formatChallenge', () => {
  test('RFC 6750 §3', () => {
    expect(formatChallenge({ realm: 'example' })).toBe('Bearer realm="example"');
    expect(
      formatChallenge({
        realm: 'example',
        error: 'invalid_token',
        description: 'The token expired',
        uri: 'https://x/y',
      }),
    ).toBe(
      'Bearer realm="example", error="invalid_token", error_description="The token expired", error_uri="https://x/y"',
    );
  });

  test('nothing gets out of its quotes', () => {
    const value = formatChallenge({
      realm: 'a"b\\c',
      error: 'invalid_token',
      description: 'x", evil="1\r\nSet-Cookie: é\\',
    });
    expect(value).toBe(
      'Bearer realm="a\\"b\\\\c", error="invalid_token", error_description="x\', evil=\'1 Set-Cookie: ?/"',
    );
  });

  test('any words give one line of printable ASCII that reads back', () => {
    const words = fc.string({ unit: 'binary', maxLength: 30 });
    fc.assert(
      fc.property(words, words, (realm, description) => {
        const value = formatChallenge({ realm, error: 'invalid_token', description });
        expect(value).toMatch(/^[ -~]*$/);
        expect(parseChallenge(value)).toMatchObject({ error: 'invalid_token' });
        expect(Object.keys(parseChallenge(value) ?? {})).toEqual(['realm', 'error', 'description']);
        if (/^[ -~]*$/.test(realm) && !/\s\s/.test(realm)) expect(parseChallenge(value)?.realm).toBe(realm);
      }),
    );
  });
});

describe('parseChallenge', () => {
  test.each([
    ['Bearer', {}],
    ['bearer realm=example', { realm: 'example' }],
    ['Basic realm="a, b", Bearer realm="c", error="invalid_token"', { realm: 'c', error: 'invalid_token' }],
    ['Bearer realm="c", Basic realm="d"', { realm: 'c' }],
    [
      'Negotiate abc==, Bearer error=invalid_token, error_description="x=y"',
      { error: 'invalid_token', description: 'x=y' },
    ],
    ['Bearer realm="a\\"b"', { realm: 'a"b' }],
  ])('%j', (value, challenge) => {
    expect(parseChallenge(value)).toEqual(challenge);
  });

  test.each(['', 'Basic realm="x"', 'realm="Bearer"'])('%j holds none', (value) => {
    expect(parseChallenge(value)).toBeUndefined();
  });
});
