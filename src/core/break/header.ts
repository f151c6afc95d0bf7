import { accountKeyToken, NO_VONAGE } from './other-providers.ts';
import type { Variants } from './variants-of.ts';

/** Faults of the JOSE Header. */
export const HEADER: Variants = {
  'crit-unsupported': (kit) => [
    kit.input({ token: kit.mint({ header: { b64: false, crit: ['b64'] } }) }),
    kit.input({ token: kit.mint({ header: { crit: [] } }) }),
    kit.input({ token: kit.mint({ header: { crit: 'exp' } }) }),
    kit.input({ token: kit.mint({ header: { zip: 'DEF' } }) }),
  ],
  'kid-missing': (kit) => [
    {
      profile: 'app-store-connect',
      now: kit.now,
      token: kit.mint({
        header: { alg: 'ES256' },
        claims: {
          ...NO_VONAGE,
          exp: kit.now + 600,
          iss: '57246542-96fe-1a63-e053-0824d011072a',
          aud: 'appstoreconnect-v1',
        },
      }),
    },
    {
      profile: 'apns',
      now: kit.now,
      token: kit.mint({
        header: { alg: 'ES256' },
        claims: { ...NO_VONAGE, exp: undefined, iss: '9QZT4W6VLC', kid: '7KX3QH2B9M' },
      }),
    },
    {
      profile: 'sign-in-with-apple',
      now: kit.now,
      token: kit.mint({
        header: { alg: 'ES256' },
        claims: { ...NO_VONAGE, iss: '9QZT4W6VLC', sub: 'com.example.app', aud: 'https://appleid.apple.com' },
      }),
    },
  ],
  'kid-unknown': (kit) => [
    kit.input({ token: kit.mint({ header: { kid: ['key-active'] } }) }),
    {
      profile: 'apns',
      now: kit.now,
      token: kit.mint({
        header: { alg: 'ES256', kid: 'AuthKey_7KX3QH2B9M.p8' },
        claims: { ...NO_VONAGE, exp: undefined, iss: '9QZT4W6VLC' },
      }),
    },
    {
      profile: 'apns',
      now: kit.now,
      token: kit.mint({
        header: { alg: 'ES256', kid: '7kx3qh2b9m' },
        claims: { ...NO_VONAGE, exp: undefined, iss: '9QZT4W6VLC' },
      }),
    },
  ],
  'header-parameter-missing': (kit) => [
    kit.input({ token: kit.mint({ header: { typ: undefined }, claims: { typ: 'JWT' } }) }),
    { profile: 'twilio', now: kit.now, token: accountKeyToken(kit, { alg: 'HS256' }) },
    {
      profile: 'twilio',
      now: kit.now,
      token: accountKeyToken(kit, { alg: 'HS256', typ: undefined, cty: 'twilio-fpa;v=1' }),
    },
  ],
};
