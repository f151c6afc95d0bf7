import { describe, expect, test } from 'vitest';
import { gateProfile } from '../../../src/core/claims/gate-profile.ts';
import { PROFILES } from '../../../src/core/claims/profiles/index.ts';
import { jwt } from '../../../src/core/claims/profiles/jwt.ts';
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
    // What an API of one's own adds to them is below.
    if (profile.isGeneral) return expect(profile.id).toBe('jwt');
    expect({ ...rules, algorithms: [], claims: others(rules.claims) }).toEqual({
      ...rest,
      algorithms: [],
      claims: others(profile.claims),
    });
  });
});

describe("an API of one's own", () => {
  const rules = gateProfile(jwt);
  const ruleOf = (profile: typeof jwt, name: string) => profile.claims.find((rule) => rule.name === name);

  test('takes tokens that end, unless others are allowed', () => {
    expect(ruleOf(rules, 'exp')).toMatchObject({ required: true });
    // No other claim for that.
    for (const name of ['sub', 'nbf', 'iat']) expect(ruleOf(rules, name)).toEqual(ruleOf(jwt, name));
    expect(ruleOf(gateProfile(jwt, { missingExp: true }), 'exp')).toMatchObject({ required: false });
    const ending = { ...jwt, lifetime: { ...jwt.lifetime, defaultSeconds: 60 } };
    expect(ruleOf(gateProfile(ending), 'exp')).toMatchObject({ required: false });
  });

  test('takes access tokens, and none that is bound to a key', () => {
    // Of media types the beginning `application/` may be left out (RFC 7515 §4.1.9).
    expect(rules.header.find(({ name }) => name === 'typ')).toMatchObject({
      accepts: ['JWT', 'at+jwt'],
      isMediaType: true,
    });
    const withKid = { ...jwt, header: [...jwt.header, { name: 'kid', required: true }] };
    expect(gateProfile(withKid).header.at(-1)).toEqual({ name: 'kid', required: true });
    expect(rules.takesBound).toBe(false);
    const own = { ...jwt, header: [{ name: 'typ', required: true, accepts: ['lamp+jwt'] }] };
    expect(gateProfile(own).header).toEqual(own.header);
  });
});

test('the rules of Vonage are those of its gate', () => {
  expect(gateProfile(vonage)).toEqual(vonage);
});
