import type { Cause } from '../diagnosis/cause.ts';
import { authorizationMissing } from './authorization-missing.ts';
import { authorizationStrippedInTransit } from './authorization-stripped-in-transit.ts';
import { basicCredentialsOnJwtEndpoint } from './basic-credentials-on-jwt-endpoint.ts';
import { bearerSchemeMalformed } from './bearer-scheme-malformed.ts';
import { clockAhead } from './clock-ahead.ts';
import { clockBehind } from './clock-behind.ts';
import { credentialsContainWhitespace } from './credentials-contain-whitespace.ts';
import { durationInPlaceOfTime } from './duration-in-place-of-time.ts';
import { lifetimeAtLimit } from './lifetime-at-limit.ts';
import { lifetimeImpossible } from './lifetime-impossible.ts';
import { lifetimeTooLong } from './lifetime-too-long.ts';
import { multipleCredentials } from './multiple-credentials.ts';
import { pathAmbiguous } from './path-ambiguous.ts';
import { schemeNotBearer } from './scheme-not-bearer.ts';
import { timeInMilliseconds } from './time-in-milliseconds.ts';
import { timeUnitsMixed } from './time-units-mixed.ts';
import { timeZoneOffset } from './time-zone-offset.ts';
import { tokenCachedPastExpiry } from './token-cached-past-expiry.ts';
import { tokenExpired } from './token-expired.ts';
import { tokenNotYetValid } from './token-not-yet-valid.ts';

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
  timeUnitsMixed,
  timeInMilliseconds,
  durationInPlaceOfTime,
  timeZoneOffset,
  clockAhead,
  clockBehind,
  lifetimeAtLimit,
  lifetimeImpossible,
  lifetimeTooLong,
  tokenCachedPastExpiry,
  tokenNotYetValid,
  tokenExpired,
  // replay
  // permission
];
