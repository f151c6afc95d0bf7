/** A credential that is no JWT, told by how its issuer writes it. */
export interface OpaqueToken {
  /** After "it is": `an access token of Google (ya29.)`. */
  readonly what: string;
  /** Who can say what it stands for, and what to send or ask instead. */
  readonly next: string;
}

type Row = readonly [pattern: RegExp, what: string, next: string];

const GOOGLE_ID =
  'If the API checks ID tokens, send id_token of the same response. What an access token stands for: https://oauth2.googleapis.com/tokeninfo?access_token=…';
const GITHUB =
  'Only api.github.com knows it: GET /user with it shows whose it is. An API of your own needs a token of its own issuer.';
const API_KEY = 'It goes into the header that this service documents, and proves nothing to another API.';

/** By the beginning and the form of the whole text. */
const ROWS: readonly Row[] = [
  [/^ya29\./, 'an OAuth access token of Google (ya29.), which is opaque', GOOGLE_ID],
  [
    /^1\/\/[\w-]{20,}/,
    'a refresh token of Google (1//)',
    `Exchange it at oauth2.googleapis.com/token first. ${GOOGLE_ID}`,
  ],
  [
    /^4\/[\w-]{20,}/,
    'an authorization code of Google (4/)',
    'Exchange it at oauth2.googleapis.com/token, grant_type=authorization_code, for tokens.',
  ],
  [
    /^AIza[\w-]{35}$/,
    'an API key of Google (AIza)',
    'It goes into the query as key=…, or into x-goog-api-key; it is no token of a user.',
  ],
  [
    /^GOCSPX-/,
    'an OAuth client secret of Google (GOCSPX-)',
    'It is exchanged at the token endpoint and never sent to an API. If it was, replace it.',
  ],
  [
    /^ghs_/,
    'an installation access token of a GitHub App (ghs_)',
    `It is for the API of GitHub, not for /app, which takes the JWT of the App. ${GITHUB}`,
  ],
  [/^(?:gh[opur]_|github_pat_)/, 'a token of GitHub (gho_, ghp_, ghu_ or github_pat_)', GITHUB],
  [
    /^gl(?:pat|oas|rt|ptt|dt|cbt)-/,
    'a token of GitLab (glpat- and others)',
    'Only the GitLab server knows it: GET /api/v4/personal_access_tokens/self. In CI, id_tokens gives a JWT.',
  ],
  [
    /^xox[abeoprs]-|^xapp-/,
    'a token of Slack (xoxb-, xoxp-, xapp-)',
    'Only slack.com/api knows it: auth.test shows whose it is.',
  ],
  [
    /^EAA[A-Z][A-Za-z0-9]{40,}/,
    'an access token of Facebook (EAA)',
    'Only the Graph API of Meta knows it: GET /debug_token?input_token=…. Limited Login gives a JWT (OIDC) instead.',
  ],
  [
    /^(?:sk|pk|rk)_(?:live|test)_/,
    'an API key of Stripe (sk_live_ and others)',
    'It is for api.stripe.com alone. A secret key that was sent elsewhere has to be replaced (rolled).',
  ],
  [/^whsec_/, 'the signing secret of a webhook (whsec_)', 'It verifies the signature of webhooks, and is never sent.'],
  [
    /^00D[A-Za-z0-9]{12,15}!/,
    'a session id of Salesforce (00D…!), which is opaque',
    'Introspect it at /services/oauth2/introspect, or set the app to issue JWT-based access tokens.',
  ],
  [
    /^shp(?:at|ss|ca|pa|tka)_/,
    'an access token of Shopify (shpat_ and others)',
    'It goes into X-Shopify-Access-Token. A session token of App Bridge is a JWT.',
  ],
  [/^sk-ant-|^sk-[\w-]{20,}/, 'an API key (sk-)', API_KEY],
  [
    /^(?:AKIA|ASIA)[A-Z2-7]{16}$/,
    'an access key id of AWS',
    'Requests to AWS are signed with it (SigV4). A JWT comes from Cognito, or from STS as a web identity.',
  ],
  [
    /^(?:hvs|hvb|hvr)\.|^s\.[A-Za-z0-9]{24}$/,
    'a token of HashiCorp Vault (hvs.)',
    'It goes into X-Vault-Token. For a JWT that others verify: vault read identity/oidc/token/ROLE.',
  ],
  [
    /^(?:sb_(?:publishable|secret)|sbp)_/,
    'an API key of Supabase (sb_)',
    'It goes into the header apikey. Authorization takes access_token of the signed-in user, which is a JWT.',
  ],
  [
    /^Ew[A-Za-z0-9+/]{2}[A-Za-z0-9+/=]{100,}/,
    'an access token of a personal Microsoft account, which is opaque',
    'Ask for a scope of your own API: for personal accounts only those tokens are JWTs.',
  ],
  [
    /^[01]\.A[\w-]{20,}/,
    'a refresh token or code of Microsoft Entra (0.A)',
    'Exchange it at the token endpoint, and send access_token of the response.',
  ],
  [
    /^(?:ATATT|ATCTT)[\w-]+/,
    'an API token of Atlassian (ATATT)',
    'It is the password of Basic authentication, with the e-mail address as user.',
  ],
  [
    /^\d+\|[A-Za-z0-9]{30,}$/,
    'a token of Laravel Sanctum (number|text), which is opaque',
    'Let the API use the guard auth:sanctum, or log in through the JWT guard for a JWT.',
  ],
  [/^SG\.[\w-]{16,}\.[\w-]{16,}$/, 'an API key of SendGrid (SG.)', API_KEY],
  [
    /^(?:npm|hf|pypi|dop_v1|lin_api|pat-\w{2,3}\d|ntn|secret|dckr_pat|rnd|figd|PMAK|sq0\w{3})[_-]\w{16,}/,
    'an API key or access token of one service, by its prefix',
    API_KEY,
  ],
  [/^v[1-4]\.(?:local|public)\./, 'a PASETO, which is not a JWT', 'Verify it with a PASETO library, or issue a JWT.'],
  [/^gAAAAA[\w-]+={0,2}$/, 'a Fernet token, which is not a JWT', 'Only who has the Fernet key can read it.'],
  [
    /^PHNhbWw|^PD94bWw|^<saml/i,
    'a SAML assertion, which is not a JWT',
    'Exchange it at the token endpoint (RFC 7522), or use OpenID Connect.',
  ],
  [
    /^[0-9a-f]{40}$/,
    'an opaque token of 40 hexadecimal digits, as Django REST framework makes them',
    'With TokenAuthentication the scheme is "Token", not Bearer; a JWT comes from Simple JWT.',
  ],
];

const RANDOM =
  'Only its issuer knows what it stands for (introspection, RFC 7662). For a JWT, name the API: audience= for Auth0, resource= or a scope of the API elsewhere.';

/** `undefined` for a text that is no credential of a known form. Of the text itself nothing is repeated. */
export function opaqueTokenIn(text: string): OpaqueToken | undefined {
  const whole = text.trim().slice(0, 4096);
  const found = ROWS.find(([pattern]) => pattern.test(whole)); // mutants: no text is of two forms
  if (found !== undefined) return { what: found[1], next: found[2] };
  return looksRandom(whole)
    ? { what: 'random text, such as an opaque access token or an API key', next: RANDOM }
    : undefined;
}

/** 24 characters or more of an alphabet that tokens are written in, with digits and letters of both cases. */
function looksRandom(text: string): boolean {
  return /^[\w~+/-]{24,512}={0,2}$/.test(text) && /\d/.test(text) && /[a-z]/.test(text) && /[A-Z]/.test(text);
}
