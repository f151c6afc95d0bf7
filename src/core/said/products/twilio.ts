import type { Product } from '../../evidence/said.ts';
import { ENDED, NO_JWT, TOO_LONG } from './usual-means.ts';

export const twilio: Product = {
  id: 'twilio',
  name: 'Twilio',
  profile: 'twilio',
  source: 'https://www.twilio.com/docs/api/errors',
  look: {
    environment:
      'Compare the region in which the API key was made (Console → API keys) with the region of the token (header twr) and of the client (edge, region).',
    identity: 'Compare iss with the SID of the API key (SK…) and sub with the account SID (AC…), of one region.',
    key: 'The secret has to be the one of the API key SK… that iss names: it was shown once, when the key was made.',
  },
  messages: [
    {
      id: '20101',
      says: ['AccessTokenInvalid (20101)', 'unable to validate your Access Token', 'Twilio Error 20101'],
      means: {
        'signed-by-unknown-key': 5,
        'identity-claim-mistaken': 4,
        'wrong-host-or-region': 4,
        'claim-missing': 1,
      },
      note: 'API key, secret and account SID have to belong together, in one region: a key made in IE1 or AU1 needs twr in the token and the region in the client',
      sample: 'Twilio.Device Error: AccessTokenInvalid (20101): Twilio was unable to validate your Access Token',
    },
    {
      id: '20102',
      says: '20102',
      means: { 'header-parameter-missing': 2, 'algorithm-not-allowed': 2, 'token-of-other-kind': 1 },
      sample: '{"code":20102}',
      isCommon: true,
    },
    {
      id: '20103',
      says: '20103',
      means: {
        'identity-claim-mistaken': 4,
        'wrong-host-or-region': 2,
        'credential-type-not-allowed': 1,
        'claim-missing': 1,
      },
      sample: '{"code":20103}',
      isCommon: true,
    },
    {
      id: '20103-said',
      says: ['Invalid Access Token issuer/subject', 'Invalid Access Token issuer or subject'],
      means: {
        'identity-claim-mistaken': 5,
        'wrong-host-or-region': 4,
        'credential-type-not-allowed': 1,
        'claim-missing': 1,
      },
      note: 'the place that was asked does not know the account (sub, AC…) or the API key (iss, SK…): another account or subaccount, or another region or environment of the client',
      sample: 'TwilioError: Invalid Access Token issuer/subject',
    },
    {
      id: '20154',
      says: '20154',
      means: { 'claim-missing': 2, 'claim-type-wrong': 1 },
      sample: '{"code":20154}',
      isCommon: true,
    },
    { id: '20156', says: '20156', means: ENDED, sample: '{"code":20156}', isCommon: true },
    {
      id: '20157',
      says: '20157',
      means: { ...TOO_LONG, 'lifetime-impossible': 1 },
      sample: '{"code":20157}',
      isCommon: true,
    },
    { id: '20160', says: '20160', means: NO_JWT, sample: '{"code":20160}', isCommon: true },
  ],
};
