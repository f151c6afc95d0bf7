import type { Profile } from '../profile.ts';
import { RSA_BITS } from './usual-claims.ts';

/**
 * Vonage (formerly Nexmo), applications: "Authentication with JSON Web Tokens" for header and claims, "How long is my
 * JWT valid" for the lifetime, "JWT access control lists" for `acl`, "401 when using JWT" for what goes wrong.
 * Where these are silent or disagree, Mintmark's own rule stands, and is marked as such.
 */
export const vonage: Profile = {
  id: 'vonage',
  name: 'Vonage application',
  source: 'https://developer.vonage.com/en/getting-started/concepts/authentication',
  algorithms: ['RS256'],
  header: [
    // Documented as required; tokens without it are accepted (Mintmark's rule).
    { name: 'typ', required: false, accepts: ['JWT', 'jwt'] },
    // Selects among the application's own keys where it names one of them, else ignored (Mintmark's rule).
    { name: 'kid', required: false },
  ],
  identityClaim: 'application_id',
  claims: [
    {
      name: 'application_id',
      type: 'uuid',
      required: true,
      means: 'The application that sends the request; its key signs the token.',
      misnamedAs: [
        'applicationId',
        'applicationID',
        'ApplicationId',
        'Application_Id',
        'APPLICATION_ID',
        'application-id',
        'applicationid',
        'application',
        'app_id',
        'appId',
        'appID',
        'app-id',
        'appid',
        'vonage_application_id',
        'nexmo_application_id',
      ],
    },
    {
      name: 'iat',
      type: 'numeric-date',
      required: true,
      means: 'When the token was issued, in seconds since 1970-01-01 UTC.',
      misnamedAs: ['issued_at', 'issuedAt', 'issued-at', 'IAT', 'Iat', 'iss_at', 'issued', 'created_at', 'timestamp'],
    },
    {
      name: 'jti',
      type: 'string',
      required: true,
      means: 'An identifier that no other token of the application has.',
      misnamedAs: ['JTI', 'Jti', 'jwt_id', 'jwtId', 'jwtid', 'token_id', 'tokenId', 'nonce', 'uuid', 'id'],
    },
    {
      name: 'exp',
      type: 'numeric-date',
      required: false,
      means: 'When the token expires, in seconds since 1970-01-01 UTC; 15 minutes after `iat` if it is absent.',
      misnamedAs: ['expires_at', 'expiresAt', 'expires', 'expiry', 'expiration', 'EXP', 'Exp', 'expires_in', 'ttl'],
    },
    {
      name: 'nbf',
      type: 'numeric-date',
      required: false,
      means: 'When the token becomes valid, in seconds since 1970-01-01 UTC.',
      misnamedAs: ['not_before', 'notBefore', 'not-before', 'NBF', 'Nbf'],
    },
    {
      name: 'sub',
      type: 'string',
      required: false,
      means: 'The user that a Client SDK acts for; a token without it acts for the whole application.',
      misnamedAs: ['subject', 'SUB', 'Sub', 'user', 'username', 'user_name', 'userName'],
    },
    {
      name: 'acl',
      type: 'object',
      required: false,
      means: 'The paths and methods that the token may use; all of them if it is absent.',
      misnamedAs: ['ACL', 'Acl', 'acls', 'paths', 'permissions'],
    },
    {
      name: 'scope',
      type: 'string',
      required: false,
      means: 'What a Video client may do: `session.connect`.',
    },
    { name: 'session_id', type: 'string', required: false, means: 'The Video session that a client may join.' },
    { name: 'role', type: 'string', required: false, means: 'The role of a Video client.' },
  ],
  lifetime: {
    defaultSeconds: 900,
    minimumSeconds: 30,
    maximumSeconds: 86_400,
    beyondMaximum: 'cut',
    measuredFrom: 'iat',
  },
  acl: true,
  capabilities: [
    { name: 'voice', paths: ['/v1/calls'] },
    { name: 'messages', paths: ['/v1/messages'] },
    { name: 'verify', paths: ['/v2/verify'] },
    { name: 'video', paths: ['/session', '/v2/project'] },
  ],
  hosts: ['nexmo.com', 'vonage.com'],
  marks: [{ claim: 'application_id' }],
  basicPaths: ['/v1/messages', '/v2/verify'],
  rsaBits: RSA_BITS,
};
