import type { JsonObject } from '../../../core/encoding/json.ts';
import { newId } from '../../token/sign-token.ts';

/** A good token, and some that go wrong in the ways that are met most. */
export const KINDS = {
  good: 'as they should be',
  expired: 'over an hour ago',
  ahead: 'from a clock that is 10 minutes ahead',
  milliseconds: 'with times in milliseconds',
  'no-jti': 'without jti',
  misnamed: 'with applicationId instead of application_id',
  'other-acl': 'with an acl for other paths',
} as const;
export type Kind = keyof typeof KINDS;

const LIFETIME_SECONDS = 900;
/** No whole number of quarters of an hour, which would look like a time zone. */
const LONG_AGO_SECONDS = 5000;

/** Claims of that kind; `now` in NumericDate seconds. */
export function claimsOf(kind: Kind, applicationId: string, now: number): JsonObject {
  const good = timed(now, { application_id: applicationId, jti: newId() });
  switch (kind) {
    case 'good':
      return good;
    case 'expired':
      return timed(now - LONG_AGO_SECONDS, good);
    case 'ahead':
      return timed(now + 600, good);
    case 'milliseconds':
      return { ...good, iat: now * 1000, exp: (now + LIFETIME_SECONDS) * 1000 };
    case 'no-jti': {
      const { jti: _left, ...rest } = good;
      return rest;
    }
    case 'misnamed': {
      const { application_id: id, ...rest } = good;
      return { applicationId: id as string, ...rest };
    }
    case 'other-acl':
      return { ...good, acl: { paths: { '/v1/media/**': {} } } };
  }
}

function timed(iat: number, claims: JsonObject): JsonObject {
  return { ...claims, iat, exp: iat + LIFETIME_SECONDS };
}
