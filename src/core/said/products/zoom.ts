import type { Product } from '../../evidence/said.ts';
import { ENDED, NOT_BEGUN } from './usual-means.ts';

export const zoom: Product = {
  id: 'zoom',
  name: 'Zoom',
  profile: 'zoom-meeting',
  source: 'https://developers.zoom.us/docs/meeting-sdk/auth/',
  look: {
    key: 'Marketplace → your app → App Credentials: sdkKey (appKey) and the secret have to be of one app.',
    time: 'Compare the clock that signed with the true time: iat has to be past, exp 30 minutes to 48 hours after it.',
    environment: 'Marketplace → your app: is it activated?',
  },
  messages: [
    {
      id: 'signature',
      says: 'Signature is invalid',
      means: {
        ...NOT_BEGUN,
        ...ENDED,
        'signed-by-unknown-key': 6,
        'claim-missing': 3,
        'claim-type-wrong': 2,
        'lifetime-impossible': 1,
        'lifetime-too-long': 1,
      },
      sample: '{"errorCode":3712,"errorMessage":"Signature is invalid."}',
    },
    {
      id: 'access-token',
      isCommon: true,
      says: 'Invalid access token',
      means: { 'clock-ahead': 3, 'registration-not-propagated': 2, 'token-expired': 2 },
      sample: '{"code":124,"message":"Invalid access token."}',
    },
  ],
};
