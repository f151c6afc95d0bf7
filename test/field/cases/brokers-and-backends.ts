import type { FieldCase } from '../case.ts';
import { asked, doctor, es256, hs, jwks, NOW, request, response, rs256, said } from '../kit.ts';

const REALM = 'https://sso.lamp.example/realms/master';
const GITHUB = { Host: 'api.github.com', Accept: 'application/vnd.github+json' };

/** Brokers, backends and the languages behind them: the fourth hunt, on 2026-11-30. Each answer was written before the first run. */
export const brokersAndBackends: readonly FieldCase[] = [
  {
    id: 'rust-audience-not-set',
    source: 'Keats/jsonwebtoken#344',
    title: 'Rust: InvalidAudience for a token of Keycloak; the verifier names no audience, and the token has one.',
    give: () => {
      const token = rs256(
        { iss: REALM, aud: 'podfetch', azp: 'podfetch', typ: 'ID', sub: '2f80b74a', at_hash: 'j3xvmXKSwEcNpY0LcD8xtQ' },
        { kid: 'k1' },
      );
      return doctor(
        [
          '@token',
          '--jwks',
          'jwks.json',
          '--said',
          'called `Result::unwrap()` on an `Err` value: Error(InvalidAudience)',
        ],
        {
          token,
          'jwks.json': jwks({ kid: 'k1' }),
        },
      );
    },
    answer: {
      verdict: ['cannot-tell', 'rejected'],
      root: [/audience|\baud\b/i],
      says: [/set_audience/, /podfetch/],
      neverProved: ['audience-not-expected', 'signed-by-unknown-key', 'token-of-other-kind', 'issuer-not-expected'],
    },
  },
  {
    id: 'rust-audience-checked-by-default',
    source: 'yoshidan/google-cloud-rust#248',
    title: 'Rust: the default Validation checks aud although nothing was set.',
    give: () => said('JwtError(Error(InvalidAudience))'),
    answer: { verdict: ['cannot-tell'], root: [/audience|\baud\b/i], says: [/set_audience|validate_aud/] },
  },
  {
    id: 'rust-key-of-1024-bits',
    source: 'Keats/jsonwebtoken#200',
    title: 'Rust: InvalidRsaKey for a key of 1024 bits that other languages take.',
    give: () =>
      said(
        "thread 'main' panicked at 'called `Result::unwrap()` on an `Err` value: Error(InvalidRsaKey)', src/main.rs:22:4",
      ),
    answer: { verdict: ['cannot-tell'], root: [/key/i], says: [/2048/] },
  },
  {
    id: 'rust-certificate-as-key',
    source: 'Keats/jsonwebtoken#259',
    title: 'Rust: a certificate was given where from_rsa_pem takes a public key.',
    give: () => said('Error: Error(InvalidKeyFormat)'),
    answer: { verdict: ['cannot-tell'], root: [/key/i], says: [/certificate|PUBLIC KEY/] },
  },
  {
    id: 'hasura-claims-not-found',
    source: 'hasura/graphql-engine#3589',
    title: 'Hasura does not find its claims: the user of Firebase was made before they were set.',
    give: () =>
      said(
        '{"errors":[{"extensions":{"path":"$","code":"jwt-invalid-claims"},"message":"claims key: \'https://hasura.io/jwt/claims\' not found"}]}',
      ),
    answer: {
      verdict: ['cannot-tell'],
      root: [/claim/i],
      says: [/hasura\.io\/jwt\/claims/, /claims_namespace|custom claim|new token/i],
    },
  },
  {
    id: 'hasura-custom-token-of-firebase',
    source: 'hasura/graphql-engine#3919',
    title: 'Hasura: JWSInvalidSignature for a custom token of Firebase, which is not an ID token.',
    give: () => {
      const account = 'firebase-adminsdk-1@lamp.iam.gserviceaccount.com';
      const aud = 'https://identitytoolkit.googleapis.com/google.identity.identitytoolkit.v1.IdentityToolkit';
      const token = rs256(
        { iss: account, sub: account, aud, uid: 'u1', claims: { 'https://hasura.io/jwt/claims': {} } },
        {},
        'other',
      );
      return asked(
        request(
          'POST /v1/graphql',
          { Host: 'api.lamp.example', Authorization: `Bearer ${token}` },
          '{"query":"{ lamps { id } }"}',
        ),
        response('200 OK', {
          errors: [
            {
              extensions: { path: '$', code: 'invalid-jwt' },
              message: 'Could not verify JWT: JWSError JWSInvalidSignature',
            },
          ],
        }),
      );
    },
    answer: { verdict: ['rejected'], root: [/custom token/i], next: [/signInWithCustomToken/] },
  },
  {
    id: 'postgrest-exp-is-text',
    source: 'PostgREST/postgrest#952',
    title: 'PostgREST: JWT invalid since exp was added, as a text.',
    give: () =>
      doctor(['@token', '--secret', 'secret', '--said', '{"message":"JWT invalid"}'], {
        token: hs({ role: 'web_anon', iat: undefined, exp: String(NOW + 3600) }, 'secret'),
      }),
    answer: { verdict: ['rejected'], root: [/\bexp\b/, /string|number/i], next: [/quotation|number/i] },
  },
  {
    id: 'postgrest-exp-must-be-a-number',
    source: 'PostgREST/postgrest#5063',
    title: 'PostgREST: exp must be a number; the shell wrote parentheses round it.',
    give: () =>
      said('{"code":"PGRST303","details":null,"hint":null,"message":"The JWT \'exp\' claim must be a number"}'),
    answer: { verdict: ['cannot-tell'], root: [/type|number/i], says: [/number/i] },
  },
  {
    id: 'postgrest-no-suitable-key',
    source: 'PostgREST/postgrest#4091',
    title: 'PostgREST 13 refuses what 12 took: no key of the set has the kid of the token.',
    give: () => said('{"code":"PGRST301","details":null,"hint":null,"message":"No suitable key or wrong key type"}'),
    answer: { verdict: ['cannot-tell'], root: [/key/i], says: [/\bkid\b/, /jwt-secret|PGRST_JWT_SECRET/] },
  },
  {
    id: 'supabase-gateway-takes-no-es256',
    source: 'chuan-101/Hamster-Nest#348',
    title: 'Edge Functions of Supabase: Unsupported JWT algorithm: ES256.',
    give: () =>
      said('{"code":"UNAUTHORIZED_UNSUPPORTED_TOKEN_ALGORITHM","message":"Unsupported JWT algorithm: ES256"}'),
    answer: { verdict: ['cannot-tell'], root: [/algorithm/i], says: [/ES256/, /verify_jwt/] },
  },
  {
    id: 'supabase-sound-es256-at-gateway',
    source: 'supabase/supabase#42244',
    title: 'Edge Functions refuse a sound session that is signed with ES256, since the keys were rotated.',
    give: () => {
      const ref = 'lampabcdefghijklmnop';
      const token = es256(
        {
          iss: `https://${ref}.supabase.co/auth/v1`,
          aud: 'authenticated',
          role: 'authenticated',
          sub: 'u1',
          session_id: 's1',
        },
        { kid: 'k1' },
      );
      return asked(
        request('POST /functions/v1/hello', { Host: `${ref}.supabase.co`, Authorization: `Bearer ${token}` }, '{}'),
        response('401 Unauthorized', { code: 401, message: 'Invalid JWT' }, { date: NOW }),
      );
    },
    answer: { verdict: ['cannot-tell'], root: [/algorithm|sign/i], says: [/verify_jwt|ES256/] },
  },
  {
    id: 'emqx-publish-denied',
    source: 'emqx/emqx#9217',
    title: 'EMQX accepts the JWT, and ignores its acl.',
    give: () =>
      said(
        '2022-10-24T13:43:24.412288+00:00 [warning] clientid: felix1, line: 345, mfa: emqx_authz:authorize/5, msg: authorization_permission_denied, peername: 172.17.0.1:61000, topic: r2gs, username: lamp',
      ),
    answer: { verdict: ['cannot-tell'], root: [/permission|scope|acl|after authentication/i], says: [/\bacl\b/i] },
  },
  {
    id: 'aws-iot-policy-of-authorizer',
    source: 'aws/aws-iot-device-sdk-python-v2#219',
    title: 'AWS IoT calls the authorizer, which returns a policy that allows nothing.',
    give: () =>
      said(
        '{"timestamp":"2026-11-30 07:59:10.113","logLevel":"ERROR","status":"Failure","eventType":"Connect","protocol":"MQTT","clientId":"lamp-1","reason":"AUTHORIZATION_FAILURE","details":"Authorization Failure"}',
      ),
    answer: {
      verdict: ['cannot-tell'],
      root: [/permission|scope|acl|after authentication|accepted the credentials/i],
      says: [/policy/i, /iot:Connect|authorizer/i],
    },
  },
  {
    id: 'joken-secret-is-empty',
    source: 'joken-elixir/joken#369',
    title: "Joken: couldn't recognize the signer algorithm; the secret was empty.",
    give: () =>
      said(
        '** (Joken.Error) Couldn\'t recognize the signer algorithm.\n\n     Possible values are:\n\n     ["HS256", "HS384", "HS512", "RS256", "RS384", "RS512", "ES256", "ES384", "ES512", "PS256"]',
      ),
    answer: { verdict: ['cannot-tell'], root: [/./], says: [/empty|nil|not set/i] },
  },
  {
    id: 'joken-pem-is-indented',
    source: 'joken-elixir/joken#247',
    title: 'Joken: ArgumentError in jose_jwt.sign; the PEM in the configuration is indented.',
    give: () =>
      said(
        '** (ArgumentError) argument error: [[], {:jose_jws, {:jose_jws_alg_rsa_pkcs1_v1_5, :RS256}, :undefined, %{"typ" => "JWT"}}, %{"aud" => "Joken"}]\n    (jose) src/jose_jwt.erl:184: :jose_jwt.sign/3\n    (joken) lib/joken/signer.ex:119: Joken.Signer.sign/2',
      ),
    answer: { verdict: ['cannot-tell'], root: [/key/i], says: [/PEM/, /indent|space|line/i] },
  },
  {
    id: 'php-key-may-not-be-empty',
    source: 'tuupola/slim-jwt-auth#60',
    title: 'PHP: Key may not be empty; the variable was not loaded yet.',
    give: () => said('InvalidArgumentException: Key may not be empty in vendor/firebase/php-jwt/src/JWT.php:70'),
    answer: { verdict: ['cannot-tell'], root: [/key|secret/i], says: [/empty|not set|not loaded/i] },
  },
  {
    id: 'lcobucci-key-cannot-be-empty',
    source: 'lcobucci/jwt#834',
    title: 'lcobucci: Key cannot be empty, since a version that asks for one.',
    give: () =>
      said('{"message":"Key cannot be empty","exception":"Lcobucci\\\\JWT\\\\Signer\\\\InvalidKeyProvided","line":23}'),
    answer: { verdict: ['cannot-tell'], root: [/key|secret/i], says: [/empty|not set/i] },
  },
  {
    id: 'lcobucci-path-in-place-of-key',
    source: 'lcobucci/jwt#310',
    title: 'lcobucci: no start line; the path of the key was given in a form that is not read.',
    give: () =>
      said('It was not possible to parse your key, reason: error:0909006C:PEM routines:get_name:no start line'),
    answer: { verdict: ['cannot-tell'], root: [/key/i], says: [/path|file:\/\//i] },
  },
  {
    id: 'idx12709-basic-credentials',
    source: 'DuendeArchive/Support#871',
    title: 'IDX12709: what is read as a JWT is the client id and secret in base64.',
    give: () =>
      said(
        "Microsoft.IdentityModel.Tokens.SecurityTokenMalformedException: IDX12709: CanReadToken() returned false. JWT is not well formed: 'TGFtcFNob3BGb3JVc2VyOlo2Wk5hZ0xkR0xFZmF6bQ=='.",
      ),
    answer: { verdict: ['cannot-tell'], root: [/JWT|Basic|kind|token/i], says: [/Basic|client id|base64/i] },
  },
  {
    id: 'idx14100-reference-token',
    source: 'DuendeArchive/IdentityModel.OidcClient#431',
    title: 'IDX14100: there are no dots; the access token is a reference.',
    give: () =>
      said(
        'IDX14100: JWT is not well formed, there are no dots (.).\nThe token needs to be in JWS or JWE Compact Serialization Format.',
      ),
    answer: { verdict: ['cannot-tell'], root: [/JWT|kind|token/i], says: [/opaque|reference/i] },
  },
  {
    id: 'idx10501-after-restart',
    source: 'DuendeArchive/IdentityServer4#769',
    title: 'IDX10501 after a restart of IdentityServer, which has another signing key each time.',
    give: () =>
      said(
        'Bearer was not authenticated. Failure message: IDX10501: Signature validation failed. Unable to match \'kid\': \'6b5a9f3e\', token: \'{"alg":"RS256","typ":"JWT","kid":"6b5a9f3e"}\'',
      ),
    answer: { verdict: ['cannot-tell'], root: [/kid|key/i], says: [/rotat|cache|restart/i] },
  },
  {
    id: 'github-iat-must-be-an-integer',
    source: 'probot/probot#967',
    title: 'GitHub: iat must be an Integer; it is, and the clock is ahead.',
    give: () =>
      said(
        "ERROR probot: 'Issued at' claim ('iat') must be an Integer representing the time that the assertion was issued",
      ),
    answer: { verdict: ['cannot-tell'], root: [/clock|ahead|future/i], says: [/clock/i] },
  },
  {
    id: 'github-runner-clock-ahead',
    source: 'microsoft/AL-Go#2289',
    title: 'GitHub: the clock of a runner is fifteen seconds ahead, and iat is only ten back.',
    give: () =>
      asked(
        request('GET /repos/lamp/shop/installation', {
          ...GITHUB,
          Authorization: `Bearer ${rs256({ iss: '3261325', iat: NOW + 5, exp: NOW + 600 })}`,
        }),
        response(
          '401 Unauthorized',
          {
            message: "'Issued at' claim ('iat') must be an Integer representing the time that the assertion was issued",
          },
          { date: NOW },
        ),
      ),
    answer: { verdict: ['rejected'], root: [/clock/i, /ahead/i], says: [/NTP|60 s|1 min/i] },
  },
];
