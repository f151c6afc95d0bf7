import type { JsonObject } from '../encoding/json.ts';
import type { Profile } from './profile.ts';

/**
 * NumericDate seconds at which a token ends, leeway not counted: `exp`, or the profile's default after `iat`; never
 * later than the maximum after `iat` where the profile cuts. `undefined` where neither claim says.
 */
export function endOfToken(lifetime: Profile['lifetime'], iat?: number, exp?: number): number | undefined {
  const { defaultSeconds, maximumSeconds, beyondMaximum } = lifetime;
  const asked = exp ?? (iat === undefined || defaultSeconds === undefined ? undefined : iat + defaultSeconds);
  if (asked === undefined || iat === undefined || maximumSeconds === undefined || beyondMaximum !== 'cut') return asked;
  return Math.min(asked, iat + maximumSeconds);
}

/** The longest life of a token with these claims, in seconds; `undefined` where there is no limit to it. */
export function maximumLifetime({ maximumSeconds, liftedBy }: Profile['lifetime'], claims?: JsonObject) {
  return liftedBy !== undefined && claims?.[liftedBy] !== undefined ? undefined : maximumSeconds;
}

/** How long a new token should live, in seconds: as long as the old one did, where the profile takes that. */
export function usualLifetime(lifetime: Profile['lifetime'], iat?: number, exp?: number): number {
  const { defaultSeconds = 900, minimumSeconds = 1, maximumSeconds = Number.POSITIVE_INFINITY } = lifetime;
  // mutants: what is no number is within no bounds, and the default follows
  const asked = iat === undefined || exp === undefined ? defaultSeconds : exp - iat;
  if (asked >= minimumSeconds && asked <= maximumSeconds) return asked;
  return Math.max(minimumSeconds, Math.min(defaultSeconds, maximumSeconds));
}
