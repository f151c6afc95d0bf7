import type { Cause } from '../diagnosis/cause.ts';
import { authorizationMissing } from './authorization-missing.ts';
import { authorizationStrippedInTransit } from './authorization-stripped-in-transit.ts';
import { basicCredentialsOnJwtEndpoint } from './basic-credentials-on-jwt-endpoint.ts';
import { bearerSchemeMalformed } from './bearer-scheme-malformed.ts';
import { credentialsContainWhitespace } from './credentials-contain-whitespace.ts';
import { multipleCredentials } from './multiple-credentials.ts';
import { pathAmbiguous } from './path-ambiguous.ts';
import { schemeNotBearer } from './scheme-not-bearer.ts';

/**
 * Every cause, in order of precedence: the root of a diagnosis is the first one found. Stages come in the order of
 * `STAGES`; within a stage a specific cause stands before the general one that it explains.
 */
export const CAUSES: readonly Cause[] = [
  // transport
  authorizationMissing,
  multipleCredentials,
  basicCredentialsOnJwtEndpoint,
  schemeNotBearer,
  credentialsContainWhitespace,
  bearerSchemeMalformed,
  authorizationStrippedInTransit,
  pathAmbiguous,
  // shape
  // header
  // claims
  // registry
  // signature
  // time
  // replay
  // permission
];
