import type { JsonObject } from '../../encoding/json.ts';
import type { Profile } from '../profile.ts';
import { github } from './github.ts';
import { jwt } from './jwt.ts';
import { vonage } from './vonage.ts';

/** Every profile; the first is the default. */
export const PROFILES: readonly Profile[] = [vonage, github, jwt];

export function profileById(id: string): Profile | undefined {
  return PROFILES.find((profile) => profile.id === id);
}

/**
 * The profile that a request was most likely made for: by its host or, where that tells nothing, by its claims: one
 * with an identity claim that no other provider has, or with all that a profile requires and nothing that it lacks.
 */
export function recogniseProfile(host: string | undefined, claims: JsonObject | undefined): Profile | undefined {
  const name = host?.toLowerCase().replace(/:\d+$/, '').replace(/\.$/, '');
  const byHost = PROFILES.find(({ hosts }) => hosts.some((domain) => name === domain || name?.endsWith(`.${domain}`)));
  if (byHost !== undefined || claims === undefined) return byHost;
  const byIdentity = PROFILES.find(({ identityClaim }) => identityClaim !== 'iss' && identityClaim in claims);
  return byIdentity ?? PROFILES.find((profile) => fits(profile, claims));
}

function fits(profile: Profile, claims: JsonObject): boolean {
  const isKnown = (name: string) => profile.claims.some((rule) => rule.name === name);
  // A profile that requires nothing would fit everything.
  if (!profile.claims.some((rule) => rule.required)) return false;
  return profile.claims.every((rule) => !rule.required || rule.name in claims) && Object.keys(claims).every(isKnown);
}
