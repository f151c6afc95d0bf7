import { ENTRA_VERSIONS, entraVersionOf } from '../claims/issuers/entra-version.ts';
import type { JsonObject } from '../encoding/json.ts';
import type { CauseId } from '../evidence/cause-id.ts';
import type { Evidence } from '../evidence/evidence.ts';
import { excerpt } from '../observe/excerpt.ts';
import { stamp } from '../observe/token-times.ts';
import { isTokenRequest } from '../request/token-request.ts';

/** Where a token shows what a cause turns on. */
const BY_CAUSE: { readonly [cause in CauseId]?: readonly string[] } = {
  'issuer-not-expected': ['iss'],
  'audience-not-expected': ['aud'],
  'audience-form-mismatch': ['aud'],
  'audience-of-other-environment': ['aud'],
  'scope-not-granted': ['scope', 'scp', 'roles'],
  'token-of-other-kind': ['aud', 'token_use'],
  'subject-invalid': ['sub'],
  'token-expired': ['exp'],
  'token-cached-past-expiry': ['exp'],
  'token-not-yet-valid': ['nbf', 'iat'],
  'clock-ahead': ['iat'],
  'clock-behind': ['iat'],
};
const OF_HEADER: { readonly [cause in CauseId]?: readonly string[] } = {
  'algorithm-key-mismatch': ['alg'],
  'algorithm-not-allowed': ['alg'],
  'key-not-in-set': ['kid', 'alg'],
  'kid-unknown': ['kid'],
  'token-of-other-kind': ['typ'],
};
/** What a token is called by, where the provider knows nobody of that name. */
const OF_IDENTITY: readonly CauseId[] = ['application-unknown', 'identity-claim-mistaken'];
const ELSEWHERE =
  'the token is in a different place of the request: a server that reads the Authorization header alone finds none there';
const TIMES = ['exp', 'nbf', 'iat'];

/** The request has a token, and not in its Authorization header. */
export function isElsewhere({ request, token, credentials }: Evidence): boolean {
  return request !== undefined && token !== undefined && credentials === undefined && !isTokenRequest(request);
}

/** What the token itself has where this cause is decided, in words: `aud is "orders"`. */
export function shownOf(cause: CauseId, evidence: Evidence): string[] {
  const { token } = evidence;
  if (cause === 'authorization-missing' && isElsewhere(evidence)) return [ELSEWHERE];
  const claims = token?.payload.members;
  if (OF_IDENTITY.includes(cause)) return told(claims, [evidence.profile.identityClaim]);
  return [
    ...told(token?.header.members, OF_HEADER[cause]),
    ...told(claims, BY_CAUSE[cause]),
    ...byVersion(cause, claims),
  ];
}

/** Two versions of one tenant differ in issuer and audience: which one the token is of tells what may be expected. */
function byVersion(cause: CauseId, claims: JsonObject | undefined): string[] {
  const version = claims && entraVersionOf(claims);
  if (version === undefined) return [];
  if (cause === 'issuer-not-expected') return [ENTRA_VERSIONS[version].iss];
  return cause === 'audience-not-expected' ? [ENTRA_VERSIONS[version].aud] : [];
}

function told(members: JsonObject | undefined, names: readonly string[] = []): string[] {
  return names.flatMap((name) => {
    const value = members?.[name];
    if (value === undefined) return [];
    const isTime = TIMES.includes(name) && typeof value === 'number';
    return [`${name} of the token is ${isTime ? stamp(value) : excerpt(value)}`];
  });
}
