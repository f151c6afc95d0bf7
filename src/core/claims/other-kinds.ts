import type { JsonObject } from '../encoding/json.ts';

/** Where a token was used, as far as that is known. */
export interface TokenUse {
  /** Host of the request, without its port. */
  readonly host?: string;
  /** Auth-scheme of the Authorization header, in lower case. */
  readonly scheme?: string;
  readonly isRefused: boolean;
}

/** A token that is right in itself, and not for an API: what it is, and how one for the API is had. */
export interface OtherKind {
  /** After "This is". */
  readonly words: string;
  /** What was expected instead. */
  readonly expected: string;
  readonly steps: readonly [string, ...string[]];
  readonly fits: (claims: JsonObject, header: JsonObject, use: TokenUse) => boolean;
}

/** Microsoft Graph in each cloud, and Azure AD Graph before it: both hash the nonce of the header before they sign. */
const GRAPH =
  /^(?:0000000[23]-0000-0000-c000-000000000000|https:\/\/(?:(?:dod-|canary\.)?graph\.microsoft\.(?:com|us)|microsoftgraph\.chinacloudapi\.cn|graph\.(?:windows\.net|chinacloudapi\.cn))\/?)$/;
const CUSTOM = /^https:\/\/identitytoolkit\.googleapis\.com\/google\.identity\.identitytoolkit\.v1\.IdentityToolkit$/;
const OKTA_ORG = /^https:\/\/[\w.-]+\.(?:okta|okta-emea|oktapreview)\.com$/;
const BACKCHANNEL = 'http://schemas.openid.net/event/backchannel-logout';

const is = (claims: JsonObject, name: string, ...values: readonly string[]) =>
  typeof claims[name] === 'string' && values.includes(claims[name].toLowerCase());
const confirms = ({ cnf }: JsonObject, name: string) => typeof cnf === 'object' && cnf !== null && name in cnf;

/** Whether Microsoft Graph is the audience of a token. */
export function isForGraph({ aud }: JsonObject): boolean {
  return typeof aud === 'string' && GRAPH.test(aud);
}

const typed = ({ typ }: JsonObject, name: string) =>
  typeof typ === 'string' && typ.toLowerCase().replace(/^application\//, '') === name;

/** In this order: the first one that fits is told. */
export const OTHER_KINDS = {
  graph: {
    words: 'an access token for Microsoft Graph, which only Microsoft Graph can verify',
    expected: 'an access token for this API',
    steps: [
      'Ask for a token for your own API: a scope such as api://CLIENT_ID/access_as_user (Expose an API), not User.Read.',
      'Do not verify a Graph token: its signature covers the SHA-256 of the nonce in the header. Send it to Graph as it is.',
    ],
    fits: (claims, header, { host }) =>
      isForGraph(claims) && typeof header['nonce'] === 'string' && host?.startsWith('graph.microsoft.') !== true,
  },
  'firebase-custom': {
    words: 'a custom token of Firebase, which is exchanged for an ID token and sent nowhere else',
    expected: 'an ID token of Firebase: iss https://securetoken.google.com/PROJECT_ID',
    steps: [
      'In the app: signInWithCustomToken(auth, customToken), then send what user.getIdToken() returns.',
      'Without an SDK: POST it to identitytoolkit.googleapis.com/v1/accounts:signInWithCustomToken, and send idToken of the response.',
    ],
    fits: ({ aud }, _header, { host }) =>
      typeof aud === 'string' && CUSTOM.test(aud) && host?.endsWith('googleapis.com') !== true,
  },
  refresh: {
    words: 'a refresh token, which only the token endpoint of its issuer takes',
    expected: 'an access token',
    steps: [
      'Send access_token instead: it is in the same response as refresh_token.',
      'When it has expired: POST the refresh token to the token endpoint, grant_type=refresh_token, for a new one.',
    ],
    fits: (claims) =>
      is(claims, 'typ', 'refresh', 'offline') ||
      is(claims, 'token_type', 'refresh', 'refresh_token') ||
      is(claims, 'token_use', 'refresh') ||
      is(claims, 'type', 'refresh', 'refresh_token'),
  },
  'okta-org': {
    words:
      'an access token of the org authorization server of Okta: its keys are not published, only Okta can verify it',
    expected: 'an access token of a custom authorization server: iss https://DOMAIN.okta.com/oauth2/default',
    steps: [
      'Ask for the token at a custom authorization server (https://DOMAIN.okta.com/oauth2/default), and verify with that issuer and its keys.',
      'Without API Access Management: ask Okta about it (POST /oauth2/v1/introspect), or verify the ID token instead.',
    ],
    fits: (claims, _header, { host }) =>
      typeof claims['iss'] === 'string' &&
      OKTA_ORG.test(claims['iss']) &&
      claims['aud'] === claims['iss'] &&
      'cid' in claims &&
      // mutants: no issuer ends in the word `undefined`
      (host === undefined || !claims['iss'].endsWith(host)),
  },
  logout: {
    words: 'a logout token, which says that a session has ended',
    expected: 'an access token',
    steps: ['Handle it at the back-channel logout URL of the app, and send an access token to the API.'],
    fits: ({ events }, header) =>
      typed(header, 'logout+jwt') || (typeof events === 'object' && events !== null && BACKCHANNEL in events),
  },
  'dpop-proof': {
    words: 'a DPoP proof, which goes with a token and is none itself',
    expected: 'the access token in Authorization, and the proof in the header DPoP',
    steps: ['Send Authorization: DPoP ACCESS_TOKEN, and this proof in the header DPoP (RFC 9449).'],
    fits: (_claims, header) => typed(header, 'dpop+jwt'),
  },
  'bound-to-key': {
    words: 'a token that is bound to a key (cnf.jkt) and was sent as Bearer',
    expected: 'Authorization: DPoP TOKEN, and a DPoP header with a proof of the key',
    steps: [
      'Send it as Authorization: DPoP TOKEN with a DPoP header: a proof for this method and URL, signed with its key (RFC 9449).',
      'Or ask the issuer for a token without a DPoP proof: then it is an ordinary Bearer token.',
    ],
    fits: (claims, _header, { scheme }) => confirms(claims, 'jkt') && scheme === 'bearer',
  },
  // APIs that take ID tokens are sound (Kubernetes, authorizers of API Gateway), so it is asked only of one that refused.
  'id-token-at-api': {
    words: 'an ID token, which tells the app who signed in',
    expected: 'an access token for the API',
    steps: [
      'Send access_token of the same response, not id_token; ask for it with the audience or a scope of the API.',
      'If this API is meant to take ID tokens, compare the aud (the client) with what it expects: --audience VALUE.',
    ],
    fits: (claims, { typ }, { isRefused }) =>
      isRefused &&
      !(typeof typ === 'string' && /^(?:application\/)?at\+jwt$/i.test(typ)) &&
      claims['token_use'] !== 'access' &&
      claims['scp'] === undefined &&
      claims['scope'] === undefined &&
      (is(claims, 'typ', 'id') ||
        is(claims, 'token_use', 'id') ||
        ['nonce', 'at_hash', 'c_hash'].some((name) => claims[name] !== undefined)),
  },
  // By a verifier that checks no proof of possession (`takesBound` of a profile), whoever sends it and however.
  bound: {
    words: 'a token that is bound to a key or a certificate (cnf), and no proof of that is checked here',
    expected: 'a token without cnf',
    steps: ['Ask the issuer for a token that is not bound: switch DPoP or certificate binding off for this client.'],
    fits: () => false,
  },
  'bound-to-certificate': {
    words: 'a token that is bound to a client certificate (cnf.x5t#S256)',
    expected: 'the client certificate in the TLS connection that carries the token',
    steps: [
      'Send it over a connection with the client certificate that it was issued for (RFC 8705): curl --cert and --key.',
      'Behind a proxy that ends TLS: let it pass the certificate on, in the header that the API reads.',
    ],
    fits: (claims, _header, { isRefused }) => confirms(claims, 'x5t#S256') && isRefused,
  },
} as const satisfies { readonly [id: string]: OtherKind };

export type OtherKindId = keyof typeof OTHER_KINDS;

/** Of which of these kinds a token is; `undefined` for any other. */
export function otherKindOf(claims: JsonObject, header: JsonObject, use: TokenUse): OtherKindId | undefined {
  return (Object.keys(OTHER_KINDS) as OtherKindId[]).find((id) => OTHER_KINDS[id].fits(claims, header, use));
}
