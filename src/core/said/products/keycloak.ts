import type { Product } from '../../evidence/said.ts';
import { BAD_SIGNATURE, ENDED } from './usual-means.ts';

export const keycloak: Product = {
  id: 'keycloak',
  name: 'Keycloak',
  source: 'https://www.keycloak.org/docs/latest/server_admin/#auditing-user-events',
  look: {
    issuer:
      'Compare iss of the token with the issuer in /realms/REALM/.well-known/openid-configuration, as the verifier reaches it: set KC_HOSTNAME to the public URL (and hostname-backchannel-dynamic for calls from inside), so that both are one.',
    audience: 'Add an Audience mapper to a client scope of the client that asks for the token.',
    key: 'Realm settings, Keys: kid of the token has to be among the active or passive keys of this realm.',
  },
  messages: [
    {
      id: 'not-active',
      says: ['Token is not active', 'Session not active', 'error="expired_code"', 'user_session_not_found'],
      means: { ...ENDED, 'token-revoked': 3 },
      note: 'the token has expired, or its session has ended: SSO Session Idle and Max of the realm decide',
      sample: 'type="REFRESH_TOKEN_ERROR", reason="Token is not active"',
    },
    {
      id: 'issuer',
      says: ["Invalid token issuer. Expected '{issuer}', but was '{received}'", 'Invalid token issuer'],
      means: { 'issuer-not-expected': 1 },
      note: 'the token was asked for at one host name of Keycloak, and is verified at another',
      sample: "Invalid token issuer. Expected 'https://a.example/realms/x'",
    },
    {
      id: 'audience',
      says: ['Invalid token audience', 'Expected audience not available in the token'],
      means: { 'audience-not-expected': 1 },
      sample: 'Expected audience not available in the token',
    },
    {
      id: 'signature',
      says: ['Invalid token signature', "Didn't find publicKey for kid", "Didn't find publicKey for specified kid"],
      means: { 'kid-unknown': 4, ...BAD_SIGNATURE },
      note: 'the key is none of this realm: the token is from another realm, or the keys were rotated',
      sample: "Didn't find publicKey for kid: x",
    },
    {
      id: 'connect-issuer',
      says: 'invalid token (wrong ISS)',
      means: { 'issuer-not-expected': 1 },
      note: 'keycloak-connect compares iss with auth-server-url (authServerUrl) and realm: the token was asked for at another host name of Keycloak',
      sample: 'Grant validation failed. Reason: invalid token (wrong ISS)',
    },
    {
      id: 'connect-audience',
      says: 'invalid token (wrong audience)',
      means: { 'audience-not-expected': 1 },
      sample: 'Grant validation failed. Reason: invalid token (wrong audience)',
    },
    {
      id: 'connect-type',
      says: ['invalid token (wrong type)', 'invalid token (not signed)'],
      means: { 'token-of-other-kind': 4, 'not-a-jwt': 1 },
      sample: 'Grant validation failed. Reason: invalid token (wrong type)',
    },
    {
      id: 'connect-time',
      says: ['invalid token (expired)', 'invalid token (stale token)'],
      means: { ...ENDED, 'token-revoked': 3 },
      note: 'it has expired, or is older than not-before of the realm (revocation)',
      sample: 'Grant validation failed. Reason: invalid token (expired)',
    },
    {
      id: 'connect-signature',
      says: [
        'invalid token (invalid signature)',
        'invalid token (public key signature)',
        'failed to load public key to verify token',
      ],
      means: { 'kid-unknown': 4, ...BAD_SIGNATURE },
      sample: 'Grant validation failed. Reason: invalid token (invalid signature)',
    },
    {
      id: 'not-active-anywhere',
      says: 'Invalid or expired token. Verify your Keycloak',
      means: { ...ENDED, 'issuer-not-expected': 7, 'token-revoked': 2, 'audience-not-expected': 2 },
      note: 'Keycloak calls the token not active at introspection: it was asked for under another host name (issuer) than the one that is asked now, or it has ended',
      sample: '{"detail":"Invalid or expired token. Verify your Keycloak configuration."}',
    },
    {
      id: 'type',
      says: 'Token type is incorrect',
      means: { 'token-of-other-kind': 1 },
      note: 'typ of the claims is Bearer in an access token; ID and Refresh are other tokens',
      sample: "Token type is incorrect. Expected 'Bearer' but was 'ID'",
    },
    {
      id: 'invalid-token',
      says: [
        'error=invalid_token, auth_method=validate_access_token',
        'error="invalid_token", auth_method="validate_access_token"',
        'USER_INFO_REQUEST_ERROR',
      ],
      means: { ...ENDED, 'issuer-not-expected': 5, 'token-of-other-kind': 3, 'scope-not-granted': 2 },
      sample: 'type=USER_INFO_REQUEST_ERROR, error=invalid_token, auth_method=validate_access_token',
    },
  ],
};

/** Tenant logs: `type` is a code, `description` says why. */
export const auth0Logs: Product = {
  id: 'auth0-logs',
  name: 'tenant logs of Auth0',
  source: 'https://auth0.com/docs/deploy-monitor/logs/log-event-type-codes',
  messages: [
    {
      id: 'refresh-token',
      says: ['Unknown or invalid refresh token', '"type":"fertft"'],
      means: { 'token-revoked': 4, 'token-replayed': 3, 'token-expired': 3 },
      note: 'the refresh token was rotated, revoked or has expired: the user has to log in again',
      sample: '{"type":"fertft","description":"Unknown or invalid refresh token."}',
    },
    {
      id: 'service',
      says: ['Service not found: {audience}', 'Service not enabled within domain: {audience}'],
      means: { 'audience-not-expected': 1 },
      note: 'no API of this tenant has this identifier as its audience',
      sample: '{"type":"feccft","description":"Service not found: https://api.example"}',
    },
    {
      id: 'assertion',
      says: ['"type":"fepft","description":"Invalid', 'Client assertion'],
      means: { 'signed-by-unknown-key': 3, 'audience-not-expected': 3, 'token-expired': 2 },
      sample: '{"type":"feccft","description":"Client assertion is expired"}',
    },
  ],
};
