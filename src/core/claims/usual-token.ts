import type { JsonObject } from '../encoding/json.ts';
import { usualLifetime } from './lifetime.ts';
import type { Profile } from './profile.ts';

/** What a new token has by the rules of a profile, as far as these leave no choice. */
export interface UsualToken {
  /** Header Parameter `typ`; JWT where the rules do not say. */
  readonly typ: string;
  /** `iss` and `aud`, where the rules take one alone, or the first of those that they take. */
  readonly claims: JsonObject;
  /** Seconds from `iat` to `exp`. */
  readonly lifetimeSeconds: number;
}

export function usualToken({ header, claims, expected, audience, environments, lifetime }: Profile): UsualToken {
  const has = (name: string) => claims.some((rule) => rule.name === name);
  const audiences = expected?.audiences ?? (environments === undefined ? audience?.accepts : undefined) ?? [];
  const { issuers = [] } = expected ?? {};
  return {
    typ: header.find(({ name }) => name === 'typ')?.accepts?.[0] ?? 'JWT',
    claims: {
      ...(issuers.length === 1 && issuers[0] !== undefined && has('iss') && { iss: issuers[0] }),
      ...(audiences[0] !== undefined && has('aud') && { aud: audiences[0] }),
    },
    lifetimeSeconds: usualLifetime(lifetime),
  };
}
