import type { ClaimRule, Profile } from './profile.ts';

/** What the gate of an API of one's own is asked to let through that others refuse. */
export interface GateAllowances {
  /** A token without `exp`, which then never expires. */
  readonly missingExp?: boolean;
}

/**
 * The rules of a profile as a gate holds them. The token travels in Authorization; it is signed with a private key, for
 * a gate has public keys alone (RFC 8725 §2.1); and it names who sent it, or there is nobody to look keys up for. For an
 * API of one's own it ends, is an access token or of no other kind (RFC 8725 §3.11), and is bound to no key.
 */
export function gateProfile(profile: Profile, allowed: GateAllowances = {}): Profile {
  const { carriedIn: _elsewhere, ...rest } = profile.isGeneral ? ofOneself(profile, allowed) : profile;
  return {
    ...rest,
    algorithms: profile.algorithms.filter((name) => !name.startsWith('HS')),
    claims: rest.claims.map((rule) => (rule.name === profile.identityClaim ? always(rule) : rule)),
  };
}

function ofOneself(profile: Profile, { missingExp = false }: GateAllowances): Profile {
  const mustEnd = !missingExp && profile.lifetime.defaultSeconds === undefined;
  return {
    ...profile,
    takesBound: false,
    header: profile.header.map((rule) =>
      rule.name === 'typ' && rule.accepts === undefined ? { ...rule, accepts: ACCESS_TOKENS, isMediaType: true } : rule,
    ),
    claims: profile.claims.map((rule) => (rule.name === 'exp' && mustEnd ? { ...rule, required: true } : rule)),
  };
}

/** RFC 7519 §5.1 and RFC 9068 §2.1. */
const ACCESS_TOKENS: readonly string[] = ['JWT', 'at+jwt'];

function always({ unless: _other, ...rule }: ClaimRule): ClaimRule {
  return { ...rule, required: true };
}
