import type { ClaimRule, Profile } from './profile.ts';

/**
 * The rules of a profile as a gate holds them. The token travels in Authorization; it is signed with a private key, for
 * a gate has public keys alone (RFC 8725 §2.1); and it names who sent it, or there is nobody to look keys up for.
 */
export function gateProfile(profile: Profile): Profile {
  const { carriedIn: _elsewhere, ...rest } = profile;
  return {
    ...rest,
    algorithms: profile.algorithms.filter((name) => !name.startsWith('HS')),
    claims: profile.claims.map((rule) => (rule.name === profile.identityClaim ? always(rule) : rule)),
  };
}

function always({ unless: _other, ...rule }: ClaimRule): ClaimRule {
  return { ...rule, required: true };
}
