import type { JsonObject } from '../../encoding/json.ts';
import { issuerOf } from './index.ts';

/**
 * The version that an access token of Microsoft Entra says it is of (claim `ver`), which the app registration of the API
 * chooses for all tokens for it: `requestedAccessTokenVersion`, in older manifests `accessTokenAcceptedVersion`.
 */
export function entraVersionOf(claims: JsonObject): '1.0' | '2.0' | undefined {
  const issuer = issuerOf(claims)?.id;
  const { ver } = claims;
  if (issuer !== 'entra-v1' && issuer !== 'entra-v2') return undefined;
  return ver === '1.0' || ver === '2.0' ? ver : undefined;
}

/** What such a token has, and what a verifier that is set up for the other version expects. */
export const ENTRA_VERSIONS = {
  '1.0': {
    iss: 'ver of the token is 1.0: its iss is sts.windows.net; an API that is set up for v2.0 expects login.microsoftonline.com/…/v2.0',
    aud: 'ver of the token is 1.0: its aud is the API as it was asked for, mostly api://…; an API that is set up for v2.0 expects its client id',
  },
  '2.0': {
    iss: 'ver of the token is 2.0: its iss is login.microsoftonline.com/…/v2.0; an API that is set up for v1.0 expects sts.windows.net',
    aud: 'ver of the token is 2.0: its aud is the client id of the API, never its URI',
  },
} as const;

/** Where the version is changed. */
export const ENTRA_VERSION_STEP =
  'The API chooses the version: requestedAccessTokenVersion (older manifests: accessTokenAcceptedVersion) 2 for v2.0, null or 1 for v1.0.';
