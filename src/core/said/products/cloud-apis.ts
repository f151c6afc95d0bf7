import type { Product } from '../../evidence/said.ts';
import { ENDED, KEY_LOOK, KEY_TEXT, NO_JWT } from './usual-means.ts';

export const cloudApis: Product = {
  id: 'cloud-apis',
  name: 'Microsoft Graph, Google APIs, Amazon Cognito',
  source: 'https://learn.microsoft.com/en-us/graph/resolve-auth-errors',
  look: {
    audience:
      'Read aud: mintmark inspect TOKEN. Microsoft Graph takes tokens with aud https://graph.microsoft.com (00000003-0000-0000-c000-000000000000) alone.',
    token:
      'Look at what is sent: Google APIs take an access token (ya29.…), not an ID token and not the JWT of a service account.',
    permission:
      'Compare scp and roles of the token (mintmark inspect TOKEN) with the permission of the request; an admin grants it, then ask for a new token.',
  },
  messages: [
    {
      id: 'graph-audience',
      says: 'Access token validation failure. Invalid audience',
      means: { 'audience-not-expected': 4, 'token-of-other-kind': 3 },
      note: 'the token is for another API than Microsoft Graph',
      sample: '{"code":"InvalidAuthenticationToken","message":"Access token validation failure. Invalid audience."}',
    },
    {
      id: 'graph-token',
      says: ['CompactToken parsing failed with error code', 'CompactToken validation failed', 'JWT is not well formed'],
      means: { ...NO_JWT, 'bearer-scheme-malformed': 2 },
      sample: '{"code":"InvalidAuthenticationToken","message":"CompactToken parsing failed with error code: 80049217"}',
    },
    {
      id: 'graph-expired',
      says: 'Lifetime validation failed, the token is expired',
      means: ENDED,
      sample: '{"message":"Lifetime validation failed, the token is expired."}',
    },
    {
      id: 'graph-permission',
      says: ['Insufficient privileges to complete the operation', 'Authorization_RequestDenied'],
      means: { 'scope-not-granted': 4, 'consent-missing': 3 },
      sample: '{"code":"Authorization_RequestDenied","message":"Insufficient privileges to complete the operation."}',
    },
    {
      id: 'google',
      says: 'Request had invalid authentication credentials. Expected OAuth 2 access token',
      means: { 'token-of-other-kind': 5, 'token-expired': 3 },
      note: 'an ID token or the JWT of a service account was sent where an access token belongs, or it has expired',
      sample:
        '{"message":"Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other"}',
    },
    {
      id: 'cognito-issuer',
      says: [
        "Invalid login token. Issuer doesn't match providerName",
        'Token is not from a supported provider of this identity pool',
      ],
      means: { 'issuer-not-expected': 4, 'audience-not-expected': 2 },
      note: 'the name of the login has to be iss of the ID token without https://, and the identity pool has to know that provider',
      sample: "NotAuthorizedException: Invalid login token. Issuer doesn't match providerName",
    },
    {
      id: 'cognito-revoked',
      says: 'Access Token has been revoked',
      means: { 'token-revoked': 1 },
      sample: '{"__type":"NotAuthorizedException","message":"Access Token has been revoked"}',
    },
    {
      id: 'gateway-expired',
      says: 'The incoming token has expired',
      means: ENDED,
      sample: '{"message":"The incoming token has expired"}',
    },
    {
      id: 'aws-credentials',
      says: ['The security token included in the request is invalid', 'UnrecognizedClientException'],
      means: { 'scheme-not-bearer': 3, 'credential-type-not-allowed': 2, 'wrong-host-or-region': 2 },
      note: 'AWS read the request as one that is signed with AWS keys',
      sample: 'UnrecognizedClientException: The security token included in the request is invalid.',
    },
    {
      id: 'entra-application',
      says: ['AADSTS700016', 'AADSTS50001'],
      means: { 'application-unknown': 4, 'audience-of-other-environment': 2 },
      note: 'the application is not in this tenant: the tenant in the URL is another one, or its admin has not consented',
      sample: "AADSTS700016: Application with identifier 'x' was not found in the directory",
    },
  ],
};

/** What the classes for keys of Java and .NET say. */
export const keyClasses: Product = {
  id: 'key-classes',
  name: 'key classes of Java and .NET',
  source: 'https://docs.oracle.com/en/java/javase/21/docs/api/java.base/java/security/spec/PKCS8EncodedKeySpec.html',
  look: { 'key-text': KEY_LOOK },
  messages: [
    {
      id: 'pkcs1',
      says: ['algid parse error, not a sequence', 'DER input, Integer tag error', 'invalid key format'],
      means: { 'key-container-unsupported': 6, 'key-text-damaged': 2 },
      note: 'PKCS8EncodedKeySpec reads BEGIN PRIVATE KEY (PKCS#8), not BEGIN RSA PRIVATE KEY: mintmark keys convert',
      sample: 'java.security.InvalidKeyException: IOException : algid parse error, not a sequence',
    },
    {
      id: 'base64',
      says: [
        'Illegal base64 character 5c',
        'Illegal base64 character 2d',
        'Illegal base64 character d',
        'Illegal base64 character a',
      ],
      means: { ...KEY_TEXT, 'key-newlines-escaped': 8 },
      note: '5c is a backslash (\\n as two characters), 2d the hyphen of -----BEGIN, a and d a line break: strip the first and last line and all line breaks before decoding',
      sample: 'java.lang.IllegalArgumentException: Illegal base64 character 5c',
    },
    {
      id: 'dotnet',
      says: ['ASN1 corrupted data', 'No supported key formats were found', 'No PEM encoded data found'],
      means: { ...KEY_TEXT, 'key-container-unsupported': 4 },
      sample: 'System.Security.Cryptography.CryptographicException: ASN1 corrupted data.',
    },
  ],
};
