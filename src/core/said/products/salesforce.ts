import type { Product } from '../../evidence/said.ts';
import { BAD_SIGNATURE } from './usual-means.ts';

export const salesforce: Product = {
  id: 'salesforce',
  name: 'Salesforce',
  profile: 'salesforce',
  source: 'https://help.salesforce.com/s/articleView?id=xcloud.remoteaccess_oauth_jwt_flow.htm',
  look: {
    key: 'Setup → App Manager → the app → Use digital signatures: the certificate has to be the one of your private key.',
    identity: 'Compare iss with the Consumer Key of the app in this org.',
    audience:
      'aud and the endpoint are of one environment: login.salesforce.com, test.salesforce.com, or the My Domain URL (external client apps take only that one).',
    permission: 'Setup → the app → Manage → Profiles or Permission Sets: is the user of sub pre-authorised?',
    environment: 'Setup → App Manager of this org: is the app listed?',
  },
  messages: [
    {
      id: 'not-approved',
      says: "user hasn't approved this consumer",
      means: { 'consent-missing': 4, 'audience-of-other-environment': 1 },
      sample: '{"error":"invalid_grant","error_description":"user hasn\'t approved this consumer"}',
    },
    {
      id: 'audience',
      says: 'audience is invalid',
      means: { 'audience-of-other-environment': 3, 'audience-form-mismatch': 2 },
      sample: '{"error":"invalid_grant","error_description":"audience is invalid"}',
    },
    {
      id: 'assertion',
      says: 'invalid assertion',
      means: BAD_SIGNATURE,
      sample: '{"error":"invalid_grant","error_description":"invalid assertion"}',
    },
    {
      id: 'app-not-found',
      says: ['app_not_found', 'External client app is not installed in this org'],
      means: { 'audience-of-other-environment': 5, 'application-unknown': 3, 'registration-not-propagated': 1 },
      note: 'external client apps are found by the My Domain URL as aud and endpoint, and no longer by test.salesforce.com',
      sample: '{"error":"app_not_found","error_description":"External client app is not installed in this org"}',
    },
    {
      id: 'not-admin-approved',
      says: 'user is not admin approved to access this app',
      means: { 'refused-after-authentication': 1 },
      sample: '{"error":"invalid_app_access","error_description":"user is not admin approved to access this app"}',
      after: {
        what: 'an admin has not approved the user for this app',
        party: 'nobody',
        step: 'Have an admin assign it: Setup → the app → Manage → Manage Profiles or Manage Permission Sets, with the profile of the user of sub.',
      },
    },
    {
      id: 'client',
      says: 'client identifier invalid',
      means: { 'identity-claim-mistaken': 4, 'audience-of-other-environment': 2, 'application-unknown': 2 },
      note: 'iss has to be the Consumer Key of an app of this org',
      sample: '{"error":"invalid_client_id","error_description":"client identifier invalid"}',
    },
    {
      id: 'user-inactive',
      says: 'user is inactive',
      means: { 'refused-after-authentication': 1 },
      sample: '{"error":"inactive_user","error_description":"user is inactive"}',
      after: {
        what: 'the user that sub names is inactive',
        party: 'nobody',
        step: 'Have an admin activate the user (Setup → Users), or use another user in sub.',
      },
    },
    {
      id: 'ip',
      says: 'ip restricted or invalid login hours',
      means: { 'refused-after-authentication': 1 },
      sample: '{"error":"invalid_grant","error_description":"ip restricted or invalid login hours"}',
      after: {
        what: 'the address or the hour is outside of what the profile of the user allows',
        party: 'nobody',
        step: 'Have an admin look at Login IP Ranges and Login Hours of the profile, and at IP Relaxation of the app.',
      },
    },
  ],
};
