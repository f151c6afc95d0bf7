import type { JsonObject } from '../../encoding/json.ts';
import { isForGraph } from '../other-kinds.ts';
import type { Issuer, TokenKind } from './issuer.ts';

const has = (claims: JsonObject, ...names: string[]) => names.some((name) => Object.hasOwn(claims, name));
const typ = (header: JsonObject) => (typeof header['typ'] === 'string' ? header['typ'].toLowerCase() : '');

/** OpenID Connect Core §2: what only an ID token carries. */
const ID_TOKEN: TokenKind = {
  name: 'ID token',
  fits: (claims) => has(claims, 'nonce', 'at_hash', 'c_hash', 's_hash') && !has(claims, 'scope', 'scp'),
};
/** RFC 9068 §2.1, or a scope as its claims name it. */
const ACCESS_TOKEN: TokenKind = {
  name: 'access token',
  fits: (claims, header) => typ(header).endsWith('at+jwt') || has(claims, 'scope', 'scp', 'client_id', 'azp', 'appid'),
};

/** Microsoft Graph hashes the nonce of the header before it signs: nobody else can verify such a token. */
const GRAPH_TOKEN: TokenKind = {
  name: 'access token for Microsoft Graph',
  fits: isForGraph,
};

const KINDS = [ID_TOKEN, ACCESS_TOKEN];

/** Identity providers of people and of machines. `iss` is the whole value, so that a look-alike host does not fit. */
export const IDENTITY_PROVIDERS: readonly Issuer[] = [
  {
    id: 'auth0',
    name: 'Auth0',
    source: 'https://auth0.com/docs/secure/tokens/access-tokens/access-token-profiles',
    iss: /^https:\/\/[\w-]+(?:\.[\w-]+)?\.auth0\.com\/?$/,
    kinds: KINDS,
    keys: '{iss}/.well-known/jwks.json',
    isHosted: true,
  },
  {
    id: 'entra-v2',
    name: 'Microsoft Entra (v2.0)',
    source: 'https://learn.microsoft.com/en-us/entra/identity-platform/access-token-claims-reference',
    iss: /^https:\/\/login\.(?:microsoftonline\.(?:com|us)|partner\.microsoftonline\.cn)\/[\w-]+\/v2\.0\/?$/,
    kinds: [GRAPH_TOKEN, ID_TOKEN, ACCESS_TOKEN],
    keys: '{iss}/.well-known/openid-configuration',
    isHosted: true,
  },
  {
    id: 'entra-v1',
    name: 'Microsoft Entra (v1.0)',
    source: 'https://learn.microsoft.com/en-us/entra/identity-platform/access-tokens',
    iss: /^https:\/\/sts\.(?:windows\.net|chinacloudapi\.cn|microsoftonline\.us)\/[\w-]+\/?$/,
    kinds: [GRAPH_TOKEN, ID_TOKEN, ACCESS_TOKEN],
    keys: '{iss}/.well-known/openid-configuration',
    isHosted: true,
  },
  {
    id: 'entra-b2c',
    name: 'Azure AD B2C',
    source: 'https://learn.microsoft.com/en-us/azure/active-directory-b2c/tokens-overview',
    iss: /^https:\/\/[\w-]+\.(?:b2clogin|ciamlogin)\.com\/[\w./-]+\/v2\.0\/?$/,
    kinds: KINDS,
    keysInWords:
      'at https://TENANT.b2clogin.com/TENANT.onmicrosoft.com/POLICY/discovery/v2.0/keys, with the policy of tfp or acr',
    isHosted: true,
  },
  {
    id: 'okta-custom',
    name: 'Okta (custom authorization server)',
    source: 'https://developer.okta.com/docs/concepts/auth-servers/',
    iss: /^https:\/\/[\w.-]+\.(?:okta|okta-emea|oktapreview)\.com\/oauth2\/\w+$/,
    kinds: KINDS,
    keys: '{iss}/v1/keys',
    isHosted: true,
  },
  {
    id: 'okta-org',
    name: 'Okta (org authorization server)',
    source: 'https://developer.okta.com/docs/concepts/auth-servers/',
    iss: /^https:\/\/[\w.-]+\.(?:okta|okta-emea|oktapreview)\.com\/?$/,
    kinds: KINDS,
    keysInWords: 'not published for its access tokens; those of its ID tokens: https://DOMAIN.okta.com/oauth2/v1/keys',
    isHosted: true,
  },
  {
    id: 'cognito',
    name: 'Amazon Cognito',
    source:
      'https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-tokens-with-identity-providers.html',
    iss: /^https:\/\/cognito-idp\.[\w-]+\.amazonaws\.com(?:\.cn)?\/[\w-]+$/,
    kinds: [
      { name: 'ID token', fits: (claims) => claims['token_use'] === 'id' },
      { name: 'access token', fits: (claims) => claims['token_use'] === 'access' },
    ],
    keys: '{iss}/.well-known/jwks.json',
    isHosted: true,
  },
  {
    id: 'keycloak',
    name: 'Keycloak',
    source: 'https://www.keycloak.org/securing-apps/oidc-layers',
    iss: /^https?:\/\/[^\s/?#]+(?:\/[^\s?#]*)?\/realms\/[^\s/?#]+$/,
    kinds: [
      { name: 'ID token', fits: (claims) => claims['typ'] === 'ID' },
      { name: 'refresh token', fits: (claims) => claims['typ'] === 'Refresh' || claims['typ'] === 'Offline' },
      { name: 'access token', fits: (claims) => claims['typ'] === 'Bearer' || has(claims, 'azp', 'realm_access') },
    ],
    keys: '{iss}/protocol/openid-connect/certs',
  },
  {
    id: 'firebase-session',
    name: 'Firebase',
    source: 'https://firebase.google.com/docs/auth/admin/manage-cookies',
    iss: /^https:\/\/session\.firebase\.google\.com\/[\w-]+$/,
    kinds: [{ name: 'session cookie', fits: () => true }],
    keysInWords:
      'as certificates at https://www.googleapis.com/identitytoolkit/v3/relyingparty/publicKeys: give the one that kid names with --public',
    isHosted: true,
  },
  {
    id: 'firebase',
    name: 'Firebase',
    source: 'https://firebase.google.com/docs/auth/admin/verify-id-tokens',
    iss: /^https:\/\/securetoken\.google\.com\/[\w-]+$/,
    kinds: [{ name: 'ID token', fits: () => true }],
    keys: 'https://www.googleapis.com/service_accounts/v1/jwk/securetoken@system.gserviceaccount.com',
    isHosted: true,
  },
  {
    id: 'google',
    name: 'Google',
    source: 'https://developers.google.com/identity/openid-connect/openid-connect',
    iss: /^(?:https:\/\/)?accounts\.google\.com$/,
    kinds: [{ name: 'ID token', fits: () => true }],
    keys: 'https://www.googleapis.com/oauth2/v3/certs',
    isHosted: true,
  },
  {
    id: 'supabase',
    name: 'Supabase',
    source: 'https://supabase.com/docs/guides/auth/jwts',
    iss: /^(?:supabase|https:\/\/[\w-]+\.supabase\.(?:co|in)\/auth\/v1)$/,
    kinds: [
      { name: 'API key', fits: (claims) => claims['iss'] === 'supabase' && has(claims, 'ref') },
      { name: 'access token', fits: () => true },
    ],
    keys: '{iss}/.well-known/jwks.json',
    isHosted: true,
  },
  {
    id: 'clerk',
    name: 'Clerk',
    source: 'https://clerk.com/docs/backend-requests/resources/session-tokens',
    iss: /^https:\/\/(?:clerk\.[\w.-]+|[\w.-]+\.clerk\.accounts\.dev)$/,
    kinds: [{ name: 'session token', fits: (claims) => has(claims, 'sid', 'sts') }],
    keys: '{iss}/.well-known/jwks.json',
    isHosted: true,
  },
];
