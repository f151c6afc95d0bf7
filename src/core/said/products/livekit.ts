import type { Product } from '../../evidence/said.ts';
import { BAD_SIGNATURE, NOT_BEGUN } from './usual-means.ts';

export const livekit: Product = {
  id: 'livekit',
  name: 'LiveKit',
  profile: 'livekit',
  source: 'https://docs.livekit.io/home/get-started/authentication/',
  look: {
    identity: 'Compare iss (mintmark inspect TOKEN) with `keys:` in livekit.yaml, or with LIVEKIT_KEYS of the server.',
    key: 'Compare the secret of the key in livekit.yaml (or LIVEKIT_KEYS) with the one that signs, length first: YAML and .env files change characters.',
    time: 'Compare the clocks of the machine that signs and of the server.',
  },
  messages: [
    {
      id: 'not-valid-yet',
      says: 'not valid yet',
      means: NOT_BEGUN,
      sample: 'token is not valid yet (nbf)',
      isCommon: true,
    },
    {
      id: 'api-key',
      says: 'invalid API key: {key}',
      means: { 'application-unknown': 4, 'identity-claim-mistaken': 3, 'wrong-host-or-region': 1 },
      note: 'the server has no key of this id: its livekit.yaml names another one',
      sample: 'invalid API key: APIx7Qm2Wv9',
    },
    {
      id: 'secret',
      says: 'go-jose/go-jose: error in cryptographic primitive',
      means: BAD_SIGNATURE,
      note: 'two different secrets: the id of the key is right',
      sample: 'invalid token: error: go-jose/go-jose: error in cryptographic primitive',
    },
    {
      id: 'permissions',
      says: ['no permissions to access the room', 'permissions denied'],
      means: { 'scope-not-granted': 3, 'claim-missing': 2 },
      note: 'the video grants of the token (room, roomJoin, canPublish) do not allow it',
      sample: 'no permissions to access the room',
    },
  ],
};
