import { describe, expect, it } from 'vitest';
import { diagnose } from '../../../src/core/diagnosis/diagnose.ts';
import { readSaid } from '../../../src/core/said/read-said.ts';

const statesOf = (text: string) => readSaid(text)[0]?.states;

describe('both values of a message, in whatever words', () => {
  it.each([
    ['wrong audience: expected "orders", got "web"', { audience: 'orders', received: 'web' }],
    ["audience: expected 'orders' but received ['web','account']", { audience: 'orders', received: "web','account" }],
    [
      'Invalid issuer. Expected a.example, received https://a.example',
      { issuer: 'a.example', received: 'https://a.example' },
    ],
    ['the audience was expected to be kept', {}],
    [`audience: expected "orders" got "eyJhbGciOiJub25lIn0"`, {}],
  ])('%s', (text, states) => {
    expect(statesOf(text)).toEqual(states);
  });

  it('also where the message is a value of JSON, escaped once or more', () => {
    const line = String.raw`{"err":"oidc: expected audience \"kubernetes\" got [\"headlamp\"]"}`;
    const states = { audience: 'kubernetes', received: 'headlamp' };
    expect(statesOf(line)).toEqual(states);
    expect(statesOf(JSON.stringify({ line }))).toEqual(states);
  });
});

describe('what the values show by themselves', () => {
  it.each([
    [
      'Expected https://securetoken.google.com/undefined, but got https://securetoken.google.com/lamp',
      'a variable is not set',
    ],
    ['wrong audience: expected "\nlamp\n" but got "lamp"', 'a space or a line break'],
    ['wrong audience: expected "lamp" got []', 'the token has no audience'],
    ['wrong audience: expected "api://lamp" got "lamp"', 'one application'],
    ['wrong audience: expected "lamp" got "Lamp"', 'only in upper and lower case'],
    ['wrong audience: expected "lamp" got "4.apps.googleusercontent.com"', 'a client id of Google'],
  ])('%j: %s', (said, shown) => {
    const text = said.includes('audience') ? said : `wrong issuer. ${said}`;
    expect(diagnose({ said: text, profile: 'jwt' }).candidates?.[0]?.because).toContain(shown);
  });

  it('two values that are two things are told as they are', () => {
    const said = 'wrong audience: expected "lamp" got "sofa"';
    expect(diagnose({ said, profile: 'jwt' }).candidates?.[0]?.because).toMatch(
      /expected audience: lamp; received: sofa$/,
    );
  });
});

describe('the common words, in the name of an error', () => {
  it.each([
    ['InvalidAudienceException', 'audience-not-expected'],
    ['ExpiredTokenError', 'token-expired'],
  ])('%s', (said, cause) => {
    expect(diagnose({ said, profile: 'jwt' }).candidates?.[0]?.cause).toBe(cause);
  });

  it('a word that only stands in another one is none', () => {
    expect(readSaid('the unexpireds of skidoo')).toEqual([]);
  });
});
