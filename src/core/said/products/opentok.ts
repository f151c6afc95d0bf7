import type { Product } from '../../evidence/said.ts';
import { BAD_SIGNATURE, NOT_BEGUN } from './usual-means.ts';

export const opentok: Product = {
  id: 'opentok',
  name: 'OpenTok',
  profile: 'opentok',
  source: 'https://tokbox.com/developer/rest/',
  look: { key: 'The secret has to be the one of the project whose API key iss names.' },
  messages: [
    {
      id: 'format',
      says: 'Invalid token format',
      means: { 'application-of-other-account': 2, 'token-of-other-kind': 2, 'not-a-jwt': 2 },
      sample: '{"message":"Invalid token format"}',
      isCommon: true,
    },
    {
      id: 'issued',
      says: 'issued time cannot be greater',
      means: NOT_BEGUN,
      sample: '{"message":"issued time cannot be greater than the expiration time"}',
    },
    {
      id: 'signature',
      says: 'Invalid signature',
      means: BAD_SIGNATURE,
      sample: '{"message":"Invalid signature"}',
      isCommon: true,
    },
  ],
};
