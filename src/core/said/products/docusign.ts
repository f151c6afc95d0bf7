import type { Product } from '../../evidence/said.ts';
import { BAD_SIGNATURE } from './usual-means.ts';

export const docusign: Product = {
  id: 'docusign',
  name: 'DocuSign',
  profile: 'docusign',
  source: 'https://developers.docusign.com/platform/auth/jwt/',
  look: {
    key: 'Apps and Keys → the integration key → RSA Keypairs: the private key has to be one of the pairs listed there.',
    identity: 'Compare iss with the integration key, and sub with the User ID (API Username), of this environment.',
    audience: 'aud is account-d.docusign.com (demo) or account.docusign.com (production), without https://.',
    permission:
      'Open https://account-d.docusign.com/oauth/auth?response_type=code&scope=signature%20impersonation&client_id=…&redirect_uri=… as that user, and consent.',
  },
  messages: [
    {
      id: 'consent',
      says: 'consent_required',
      means: { 'consent-missing': 4, 'scope-not-granted': 1 },
      sample: '{"error":"consent_required"}',
    },
    {
      id: 'issuer',
      says: 'issuer_not_found',
      means: { 'audience-of-other-environment': 4, 'identity-claim-mistaken': 4, 'application-unknown': 3 },
      note: 'the integration key is not known in this environment (demo and production are apart)',
      sample: '{"error":"invalid_grant","error_description":"issuer_not_found"}',
    },
    {
      id: 'keys',
      says: 'no_valid_keys_or_signatures',
      means: { ...BAD_SIGNATURE, 'clock-ahead': 2, 'clock-behind': 2, 'claim-missing': 1 },
      sample: '{"error":"invalid_grant","error_description":"no_valid_keys_or_signatures"}',
    },
    {
      id: 'user',
      says: 'user_not_found',
      means: { 'subject-invalid': 4, 'audience-of-other-environment': 2 },
      note: 'sub has to be the User ID (a GUID) of a user of this environment',
      sample: '{"error":"invalid_grant","error_description":"user_not_found"}',
    },
  ],
};
