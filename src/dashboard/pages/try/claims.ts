import type { JsonObject } from '../../../core/encoding/json.ts';
import type { Rules } from '../../server/session.ts';
import { newId } from '../../token/sign-token.ts';

/** A good token, and some that go wrong in the ways that are met most. */
const KINDS = {
  good: 'as they should be',
  expired: 'over an hour ago',
  ahead: 'from a clock that is 10 minutes ahead',
  milliseconds: 'with times in milliseconds',
  'other-audience': 'for another API',
  'no-jti': 'without jti',
  misnamed: 'with applicationId instead of application_id',
  'other-acl': 'with an acl for other paths',
} as const;
export type Kind = keyof typeof KINDS;

const OF_VONAGE: readonly Kind[] = ['no-jti', 'misnamed', 'other-acl'];

/** Those that go wrong by these rules, with their words. */
export function kindsFor({ profile, claims }: Rules): readonly (readonly [Kind, string])[] {
  const isMet = (kind: Kind) =>
    kind === 'other-audience' ? claims.aud !== undefined : profile === 'vonage' || !OF_VONAGE.includes(kind);
  return (Object.entries(KINDS) as [Kind, string][]).filter(([kind]) => isMet(kind));
}

/** Since it ended: no whole number of quarters of an hour, which would look like a time zone. */
const LONG_AGO_SECONDS = 4100;

/** Claims of that kind; `now` in NumericDate seconds. */
export function claimsOf(kind: Kind, applicationId: string, now: number, rules: Rules): JsonObject {
  const seconds = rules.lifetime_seconds;
  const timed = (iat: number, claims: JsonObject) => ({ ...claims, iat, exp: iat + seconds });
  const good = timed(now, { [rules.identity_claim]: applicationId, jti: newId(), ...rules.claims });
  switch (kind) {
    case 'good':
      return good;
    case 'expired':
      return timed(now - seconds - LONG_AGO_SECONDS, good);
    case 'ahead':
      return timed(now + 600, good);
    case 'milliseconds':
      return { ...good, iat: now * 1000, exp: (now + seconds) * 1000 };
    case 'other-audience':
      return { ...good, aud: 'https://another-api.example' };
    case 'no-jti': {
      const { jti: _left, ...rest } = good as JsonObject;
      return rest;
    }
    case 'misnamed': {
      const { application_id: id, ...rest } = good as JsonObject;
      return { applicationId: id as string, ...rest };
    }
    case 'other-acl':
      return { ...good, acl: { paths: { '/v1/media/**': {} } } };
  }
}
