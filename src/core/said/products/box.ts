import type { Product } from '../../evidence/said.ts';
import { ENDED, TOO_LONG } from './usual-means.ts';

export const box: Product = {
  id: 'box',
  name: 'Box',
  profile: 'box',
  source: 'https://developer.box.com/guides/authentication/jwt/',
  look: {
    key: 'Developer Console → the app → Configuration → Add and Manage Public Keys: the private key has to be of a pair listed there.',
    kid: 'Compare kid with the Public Key ID under Developer Console → the app → Configuration → Add and Manage Public Keys.',
    identity: 'Compare iss with the Client ID, and sub with the Enterprise ID or user id that box_sub_type names.',
    time: 'Compare the Date header of the answer with the clock that signed; exp is at most 60 seconds ahead.',
  },
  messages: [
    {
      id: 'maximum',
      says: 'maximum value of 60 seconds',
      means: TOO_LONG,
      sample: '{"error_description":"The exp claim has a maximum value of 60 seconds"}',
    },
    {
      id: 'exp',
      says: "check the 'exp' claim",
      means: { ...ENDED, ...TOO_LONG, 'claim-type-wrong': 1, 'claim-missing': 1 },
      sample: '{"error_description":"Please check the \'exp\' claim."}',
    },
    {
      id: 'jti',
      says: "check the 'jti' claim",
      means: { 'token-replayed': 3, 'claim-missing': 3, 'claim-type-wrong': 2 },
      sample: '{"error_description":"Please check the \'jti\' claim. A unique \'jti\' value is required."}',
    },
    {
      id: 'sub',
      says: "check the 'sub' claim",
      means: { 'subject-invalid': 4, 'identity-claim-mistaken': 2, 'claim-type-wrong': 1, 'claim-missing': 1 },
      sample: '{"error_description":"Please check the \'sub\' claim."}',
    },
    {
      id: 'kid',
      says: ["check the 'kid'", 'Could not find public key with the kid provided'],
      means: { 'kid-unknown': 6, 'signed-by-unknown-key': 2, 'kid-missing': 2 },
      note: 'kid is not a Public Key ID of this app, or that public key was removed from it',
      sample: '{"error_description":"Please check the \'kid\'. Could not find public key with the kid provided"}',
    },
    {
      id: 'enterprise',
      says: [
        'Cannot obtain token based on the enterprise configuration for your app',
        'This app is not authorized by the enterprise admin',
      ],
      means: { 'refused-after-authentication': 5, 'subject-invalid': 1 },
      sample:
        '{"error":"unauthorized_client","error_description":"Cannot obtain token based on the enterprise configuration for your app"}',
      after: {
        what: 'the admin of the enterprise has not authorised the app, or not since it was changed',
        party: 'nobody',
        step: 'Submit it under Developer Console → the app → Authorization, and have the admin authorise it: Admin Console → Integrations → Platform Apps Manager.',
      },
    },
    {
      id: 'client',
      says: 'The client credentials are invalid',
      means: { 'identity-claim-mistaken': 4, 'application-unknown': 2 },
      note: 'client_id or client_secret of another app',
      sample: '{"error":"invalid_client","error_description":"The client credentials are invalid"}',
    },
  ],
};
