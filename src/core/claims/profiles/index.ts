import type { JsonObject, JsonValue } from '../../encoding/json.ts';
import type { Profile } from '../profile.ts';
import { apns } from './apns.ts';
import { appStoreConnect } from './app-store-connect.ts';
import { auth0 } from './auth0.ts';
import { box } from './box.ts';
import { coinbase } from './coinbase.ts';
import { docusign } from './docusign.ts';
import { github } from './github.ts';
import { google } from './google.ts';
import { jaas, jitsi } from './jitsi.ts';
import { jwt } from './jwt.ts';
import { kong } from './kong.ts';
import { livekit } from './livekit.ts';
import { mapkit } from './mapkit.ts';
import { musickit } from './musickit.ts';
import { opentok } from './opentok.ts';
import { salesforce } from './salesforce.ts';
import { signInWithApple } from './sign-in-with-apple.ts';
import { snowflake } from './snowflake.ts';
import { twilio } from './twilio.ts';
import { vonage } from './vonage.ts';
import { zoomMeeting, zoomVideo } from './zoom.ts';

/** Every profile; the first is the default. */
export const PROFILES: readonly Profile[] = [
  vonage,
  github,
  appStoreConnect,
  apns,
  signInWithApple,
  mapkit,
  musickit,
  google,
  snowflake,
  zoomMeeting,
  zoomVideo,
  docusign,
  salesforce,
  box,
  twilio,
  livekit,
  auth0,
  opentok,
  jaas,
  jitsi,
  coinbase,
  kong,
  jwt,
];

export function profileById(id: string): Profile | undefined {
  return PROFILES.find((profile) => profile.id === id);
}

/**
 * The profile that a request was most likely made for: by its host or, where that tells nothing, by its claims: one
 * that no other provider has, or all that a profile requires and nothing else.
 */
export function recogniseProfile(host: string | undefined, claims: JsonObject | undefined): Profile | undefined {
  const byHost = host === undefined ? undefined : profileByHost(host);
  if (byHost !== undefined || claims === undefined) return byHost;
  return profileByMarks(claims) ?? PROFILES.find((profile) => fits(profile, claims));
}

export function profileByHost(host: string): Profile | undefined {
  return PROFILES.find(({ hosts }) => hosts.some((domain) => isBelow(host, domain)));
}

/** Only by what no other provider's tokens have. */
export function profileByMarks(claims: JsonObject): Profile | undefined {
  return PROFILES.find((profile) => isMarked(profile, claims));
}

/** Whether a host, with or without a port, is `domain` or one below it. */
export function isBelow(host: string, domain: string): boolean {
  const name = host.toLowerCase().replace(/:\d+$/, '').replace(/\.$/, '');
  return name === domain || name.endsWith(`.${domain}`);
}

function isMarked({ marks }: Profile, claims: JsonObject): boolean {
  if (marks === undefined || marks === 'nothing-else') return false;
  return marks.some(({ claim, matches }) => Object.hasOwn(claims, claim) && isMatched(claims[claim], matches));
}

function isMatched(value: JsonValue | undefined, matches: RegExp | undefined): boolean {
  if (matches === undefined) return true;
  const texts = Array.isArray(value) ? value : [value];
  return texts.some((text) => typeof text === 'string' && matches.test(text.slice(0, 512)));
}

function fits(profile: Profile, claims: JsonObject): boolean {
  if (profile.marks !== 'nothing-else') return false;
  const isKnown = (name: string) => profile.claims.some((rule) => rule.name === name);
  return profile.claims.every((rule) => !rule.required || rule.name in claims) && Object.keys(claims).every(isKnown);
}
