import { describe, expect, test } from 'vitest';
import { gateProfile } from '../../../src/core/claims/gate-profile.ts';
import { PROFILES } from '../../../src/core/claims/profiles/index.ts';
import { vonage } from '../../../src/core/claims/profiles/vonage.ts';

describe.each(PROFILES)('a gate of the profile $id', (profile) => {
  const rules = gateProfile(profile);

  test('takes signatures of key pairs alone', () => {
    expect(rules.algorithms).toEqual(profile.algorithms.filter((alg) => /^(?:RS|PS|ES)\d{3}$|^EdDSA$/.test(alg)));
  });

  test('needs a name, whatever else the token says', () => {
    const rule = rules.claims.find(({ name }) => name === profile.identityClaim);
    expect(rule).toMatchObject({ required: true });
    expect(rule).not.toHaveProperty('unless');
  });

  test('reads the token from Authorization', () => {
    expect(rules).not.toHaveProperty('carriedIn');
  });

  test('holds every other rule as it is', () => {
    const others = (claims: typeof profile.claims) => claims.filter(({ name }) => name !== profile.identityClaim);
    const { carriedIn: _, ...rest } = profile;
    expect({ ...rules, algorithms: [], claims: others(rules.claims) }).toEqual({
      ...rest,
      algorithms: [],
      claims: others(profile.claims),
    });
  });
});

test('the rules of Vonage are those of its gate', () => {
  expect(gateProfile(vonage)).toEqual(vonage);
});
