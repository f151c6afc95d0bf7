import type { Input } from '../evidence/input.ts';
import type { Kit } from '../evidence/kit.ts';
import { appleToken, auth0Token, githubToken, googleToken, NO_VONAGE } from './other-providers.ts';
import { type Variants, withClaims } from './variants-of.ts';

const HOUR = 3600;
const DAY = 24 * HOUR;

/** Faults of time. */
export const TIME: Variants = {
  'time-units-mixed': (kit) =>
    withClaims(
      kit,
      // Date.now() + 900
      { iat: kit.now - 1, exp: (kit.now - 1) * 1000 + 900 },
      { iat: kit.now, exp: kit.now * 1000 + 987 + HOUR },
      // seconds + 15 * 60 * 1000
      { iat: kit.now, exp: kit.now + 900_000 },
      { iat: kit.now, exp: kit.now + HOUR * 1000 },
    ),
  'time-in-milliseconds': (kit) =>
    withClaims(
      kit,
      { exp: (kit.now + 890) * 1000 },
      { iat: (kit.now - 10) * 1000 },
      { iat: (kit.now - 10) * 1000, exp: undefined },
      { iat: kit.now * 1_000_000, exp: (kit.now + 900) * 1_000_000 },
      { nbf: (kit.now - 10) * 1000 },
      { iat: (kit.now - 10) * 1000 + 0.25, exp: (kit.now + 890) * 1000 + 0.25 },
      { iat: kit.now * 1000, nbf: kit.now * 1000, exp: (kit.now + 900) * 1000 },
    ),
  'duration-in-place-of-time': (kit) => [
    ...withClaims(kit, { exp: HOUR }, { exp: 86_400 }, { exp: 60 }, { exp: 900_000 }),
    { profile: 'google', now: kit.now, token: googleToken(kit, { exp: 3600 }) },
    { profile: 'github', now: kit.now, token: githubToken(kit, { iat: kit.now - 10, exp: 2 * kit.now + 590 }) },
  ],
  'time-zone-offset': (kit) => [
    ...withClaims(
      kit,
      // +05:30, and +02:00 without exp.
      { iat: kit.now + 5.5 * HOUR - 1, exp: kit.now + 5.5 * HOUR + 899 },
      { iat: kit.now + 2 * HOUR - 2, exp: undefined },
      { iat: kit.now + 14 * HOUR, exp: kit.now + 14 * HOUR + 900 },
    ),
    kit.input({ token: kit.mint({ claims: { iat: kit.now - 8 * HOUR - 1, exp: kit.now - 8 * HOUR + 899 } }) }),
  ],
  'clock-ahead': (kit) => [
    at(kit, { iat: kit.now + 91, exp: kit.now + 991 }, kit.now + 92),
    at(kit, { iat: kit.now + 40, exp: undefined }),
    at(kit, { nbf: kit.now + 65, iat: kit.now + 60 }, kit.now + 66),
    // Within the leeway: a risk.
    at(kit, { iat: kit.now + 22 }, kit.now + 23),
    at(kit, { iat: kit.now + 2.5 * DAY, exp: kit.now + 2.5 * DAY + 900 }, kit.now + 2.5 * DAY + 1),
    at(kit, { iat: kit.now + 31, exp: kit.now + 931 }, kit.now + 32),
  ],
  'clock-behind': (kit) => [
    at(kit, { iat: kit.now - 1000, exp: kit.now - 100 }, kit.now - 995),
    at(kit, { iat: kit.now - 1805, exp: undefined }, kit.now - 1800),
    at(kit, { iat: kit.now - 3 * DAY, exp: kit.now - 3 * DAY + 900 }, kit.now - 3 * DAY + 2),
    {
      profile: 'github',
      now: kit.now,
      clientNow: kit.now - 700,
      token: githubToken(kit, { iat: kit.now - 705, exp: kit.now - 105 }),
    },
  ],
  'lifetime-at-limit': (kit) => [
    { profile: 'github', now: kit.now, token: githubToken(kit, { iat: kit.now + 1, exp: kit.now + 601 }) },
    {
      profile: 'app-store-connect',
      now: kit.now,
      token: appleToken(kit, {
        iss: '57246542-96fe-1a63-e053-0824d011072a',
        aud: 'appstoreconnect-v1',
        iat: kit.now + 2,
        exp: kit.now + 1202,
      }),
    },
    {
      profile: 'github',
      now: kit.now,
      clientNow: kit.now + 9,
      token: githubToken(kit, { iat: kit.now + 9, exp: kit.now + 609 }),
    },
  ],
  'lifetime-impossible': (kit) => [
    ...withClaims(
      kit,
      { iat: kit.now - 10, exp: kit.now - 20 },
      { iat: kit.now - 2, exp: kit.now + 8 },
      { nbf: kit.now + 10, exp: kit.now + 5, iat: kit.now - 5 },
    ),
    {
      profile: 'zoom-meeting',
      now: kit.now,
      token: kit.mint({
        header: { alg: 'HS256' },
        claims: { ...NO_VONAGE, appKey: 'abcDEF123456', iat: kit.now - 5, exp: kit.now + 895 },
      }),
    },
  ],
  'lifetime-too-long': (kit) => [
    ...withClaims(kit, { exp: kit.now + 365 * DAY }, { exp: 253_402_300_799 }, { exp: Number.MAX_SAFE_INTEGER }),
    { profile: 'github', now: kit.now, token: githubToken(kit, { iat: kit.now - 10, exp: kit.now + HOUR }) },
    { profile: 'google', now: kit.now, token: googleToken(kit, { exp: kit.now + DAY }) },
    { profile: 'auth0', now: kit.now, token: auth0Token(kit, { exp: kit.now + 3600 }) },
  ],
  'token-cached-past-expiry': (kit) => [
    at(kit, { iat: kit.now - 2 * DAY - 17, exp: kit.now - 2 * DAY + 883 }, kit.now),
    at(kit, { iat: kit.now - 50_003, exp: undefined }),
    kit.input({
      token: kit.mint({ claims: { iat: kit.now - 1203, exp: kit.now - 303 } }),
      replay: { firstSeenAt: kit.now - 1190 },
    }),
    { profile: 'apns', now: kit.now, token: appleToken(kit, { iat: kit.now - 40_003, exp: undefined }) },
  ],
  'token-not-yet-valid': (kit) => [
    ...withClaims(kit, { nbf: kit.now + 31 }, { nbf: kit.now + DAY, exp: kit.now + DAY + 900 }),
    at(kit, { iat: kit.now + 300, exp: kit.now + 1200 }, kit.now),
  ],
  'token-expired': (kit) => [
    ...withClaims(
      kit,
      { iat: kit.now - 1000, exp: undefined },
      { iat: kit.now - 931, exp: kit.now - 31 },
      // Within the leeway: a risk.
      { iat: kit.now - 910, exp: kit.now - 10 },
      { iat: kit.now - DAY - 100, exp: kit.now - 100 },
    ),
    { profile: 'github', now: kit.now, token: githubToken(kit, { iat: kit.now - 601, exp: kit.now - 1 }) },
  ],
};

function at(kit: Kit, claims: { readonly [name: string]: unknown }, clientNow?: number): Input {
  const input = kit.input({ token: kit.mint({ claims }) });
  const { clientNow: _, ...rest } = input;
  return clientNow === undefined ? rest : { ...rest, clientNow };
}
