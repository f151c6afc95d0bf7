import { describe, expect, test } from 'vitest';
import { endOfToken, maximumLifetime, usualLifetime } from '../../../src/core/claims/lifetime.ts';

const CUT = { beyondMaximum: 'cut', measuredFrom: 'iat', defaultSeconds: 900, maximumSeconds: 86_400 } as const;
const REJECT = { ...CUT, beyondMaximum: 'reject' } as const;
const PLAIN = { beyondMaximum: 'reject', measuredFrom: 'iat' } as const;

describe('endOfToken', () => {
  test.each([
    ['exp', CUT, 1000, 1500, 1500],
    ['the default after iat', CUT, 1000, undefined, 1900],
    ['the default, where a profile has one', PLAIN, 1000, undefined, undefined],
    ['no time at all', CUT, undefined, undefined, undefined],
    ['exp alone', CUT, undefined, 5_000_000, 5_000_000],
    ['the maximum, to the second', CUT, 1000, 87_400, 87_400],
    ['no later than the maximum', CUT, 1000, 87_401, 87_400],
    ['what is beyond the maximum, where it is refused', REJECT, 1000, 87_401, 87_401],
    ['any time where there is no maximum', { ...PLAIN, beyondMaximum: 'cut' as const }, 1000, 1e9, 1e9],
    [
      'nothing where only the maximum is known',
      { ...PLAIN, beyondMaximum: 'cut' as const, maximumSeconds: 60 },
      1000,
      undefined,
      undefined,
    ],
    ['an exp of 0', CUT, 1000, 0, 0],
  ])('%s', (_, lifetime, iat, exp, end) => {
    expect(endOfToken(lifetime, iat, exp)).toBe(end);
  });
});

describe('maximumLifetime', () => {
  const lifted = { ...CUT, liftedBy: 'wide' };
  test.each([
    [CUT, undefined, 86_400],
    [CUT, { wide: true }, 86_400],
    [CUT, { undefined: true }, 86_400],
    [lifted, undefined, 86_400],
    [lifted, {}, 86_400],
    [lifted, { wide: false }, undefined],
    [PLAIN, {}, undefined],
  ])('%j with the claims %j', (lifetime, claims, seconds) => {
    expect(maximumLifetime(lifetime, claims)).toBe(seconds);
  });
});

describe('usualLifetime', () => {
  test.each([
    ['as long as the old one', CUT, 1000, 1300, 300],
    ['the default where the old one does not say', CUT, undefined, 1300, 900],
    ['the default where the old one does not say', CUT, 1000, undefined, 900],
    ['a quarter of an hour where nobody says', PLAIN, undefined, undefined, 900],
    ['the maximum itself', CUT, 0, 86_400, 86_400],
    ['not more than the maximum', CUT, 0, 86_401, 900],
    ['a second', PLAIN, 0, 1, 1],
    ['not nothing', PLAIN, 1000, 1000, 900],
    ['not less than the minimum', { ...CUT, minimumSeconds: 1200 }, 0, 1199, 1200],
    ['the minimum itself', { ...CUT, minimumSeconds: 1200 }, 0, 1200, 1200],
    ['the maximum where the default is more', { ...CUT, maximumSeconds: 600 }, 0, 700, 600],
  ])('%s', (_, lifetime, iat, exp, seconds) => {
    expect(usualLifetime(lifetime, iat, exp)).toBe(seconds);
  });
});
