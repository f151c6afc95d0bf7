import type { Product } from '../../evidence/said.ts';
import { ENDED } from './usual-means.ts';

export const oauth: Product = {
  id: 'oauth',
  name: 'OAuth 2.0 (RFC 6749, RFC 6750)',
  source: 'https://www.rfc-editor.org/rfc/rfc6750#section-3.1',
  messages: [
    {
      id: 'metascopes',
      says: 'not a subset of the metascopes',
      means: { 'scope-not-granted': 1 },
      sample: 'requested scope is not a subset of the metascopes',
    },
    {
      id: 'AADSTS50027',
      says: 'AADSTS50027',
      means: { 'audience-form-mismatch': 1 },
      sample: 'AADSTS50027: JWT token is invalid or malformed.',
    },
    {
      id: 'consent',
      says: ['consent_required', 'AADSTS65001'],
      means: { 'consent-missing': 1 },
      sample: '{"error":"consent_required"}',
    },
    {
      id: 'insufficient-scope',
      says: 'insufficient_scope',
      means: { 'scope-not-granted': 4, 'path-not-in-acl': 1 },
      sample: 'Bearer error="insufficient_scope"',
    },
    {
      id: 'invalid-scope',
      says: 'invalid_scope',
      means: { 'scope-not-granted': 1 },
      sample: '{"error":"invalid_scope"}',
    },
    {
      id: 'grant-type',
      says: 'unsupported_grant_type',
      means: { 'grant-type-wrong': 1 },
      sample: '{"error":"unsupported_grant_type"}',
    },
    {
      id: 'expired',
      says: 'The access token expired',
      means: ENDED,
      sample: 'error="invalid_token", error_description="The access token expired"',
    },
  ],
};
