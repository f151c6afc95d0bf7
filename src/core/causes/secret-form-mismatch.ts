import { defineCause, type Facts } from '../evidence/cause.ts';
import { list, marked, pairs, paragraph, steps } from '../evidence/doc.ts';
import { rfc } from '../evidence/sources.ts';
import {
  type JwkSecretForm,
  jwkSecretFormOf,
  SECRET_FORMS,
  type SecretForm,
  secretFormOf,
} from '../keys/secret-forms.ts';
import { isRefused, isSpokenOf } from '../observe/observed-answer.ts';

interface SecretFormFacts extends Facts {
  /** The form of the secret that reproduces the signature. */
  readonly form: SecretForm | JwkSecretForm;
  /** The name of that form, in words: never the secret. */
  readonly signedWith: string;
  /** The verifier rejected this token. */
  readonly isRefused: boolean;
}

/** What is done with the characters of the secret before they are the key. */
const DONE: { readonly [form in SecretForm | JwkSecretForm]: string } = {
  text: 'used as text',
  base64: 'decoded from base64',
  base64url: 'decoded from base64url',
  hex: 'decoded from hex',
  'line-end': 'used with a line break at its end',
  'line-end-windows': 'used with a line break of Windows (CR LF) at its end',
  trimmed: 'used without the spaces around it',
  unquoted: 'used without the quotation marks around it',
  quoted: 'used with double quotation marks around it',
  'quoted-single': 'used with single quotation marks around it',
  prefix: 'used without "base64:", decoded',
  'prefix-text': 'used without "base64:", as text',
  'in-base64': 'encoded in base64 first',
  'in-hex': 'encoded in hex first',
  escapes: 'used with each \\n in it as a line break',
  comment: 'cut off at its first #',
  variables: 'used without the $NAME parts in it',
  'jwk-text': 'the secret as it is',
  'jwk-base64': 'base64, with padding or with + and /',
  'jwk-hex': 'hex',
  'jwk-line-end': 'base64url of the secret and a line break',
  'jwk-no-line-end': 'base64url of the secret without its line break',
};

export const secretFormMismatch = defineCause<SecretFormFacts>({
  id: 'secret-form-mismatch',
  stage: 'signature',
  party: 'verifier',
  cites: [rfc(7518, '3.2')],
  needs: ['token', 'signature', 'secrets'],
  title: 'Shared secret in another encoding: base64 or text, line break, quotes',
  searchedAs: [
    'base64 encoded secret',
    'secret in another encoding',
    'HS256 signature does not match although the secret is the same',
    'secret with a line break or quotes',
    'jwt.io secret base64 encoded',
  ],
  related: ['signed-by-unknown-key', 'secret-in-place-of-private-key'],
  explains: ['signed-by-unknown-key'],
  appliesTo: ['JSON Web Token (JWT)', 'API gateways', 'Identity providers'],
  article: {
    symptom: [
      paragraph(
        ...marked(
          'Both sides have the same secret, and the verifier responds `invalid signature`, `Signature verification failed`, `JWT signature does not match locally computed signature`.',
        ),
      ),
    ],
    cause: [
      paragraph('An HMAC is made with bytes, and the two sides make different bytes of the same characters:'),
      list(
        marked(
          'one decodes the secret from base64, the other uses it as text: `signWith(alg, String)` of jjwt decodes;',
        ),
        'a file has a line break at its end, and one side reads it with the secret;',
        marked('quotation marks of a `.env` file are part of the value for Docker, and not for dotenv;'),
        marked('`#` begins a comment, and `$NAME` is a variable, for one of the two readers;'),
        marked('`k` of a JWK has the secret as it is, in base64 or in hex, where base64url of it belongs;'),
        marked('Laravel writes `base64:` before a key that has to be decoded.'),
      ),
    ],
    resolution: [
      steps(
        'Choose one form, and write it down beside the secret: text, base64 or hex.',
        marked(
          'Decode it on both sides or on none: `Buffer.from(secret, "base64")`, `base64.b64decode(secret)`, `Decoders.BASE64.decode(secret)`.',
        ),
        marked('Remove the line break where the file is written: `printf %s`, not `echo`.'),
      ),
    ],
    additional: [
      paragraph(
        'The secret needs as many bytes as the hash: 32 for HS256, 64 for HS512. Decoding makes it shorter by a quarter (base64) or by half (hex).',
      ),
    ],
  },
  find(evidence) {
    const inJwk = jwkSecretFormOf(evidence.signature?.verifiedBy);
    // What the verifier makes of its own JWK is known: it decodes `k` from base64url, and that is another key.
    if (inJwk !== undefined) {
      const signedWith = evidence.signature?.verifiedBy ?? '';
      return {
        facts: { form: inJwk, signedWith, isRefused: true },
        at: { in: 'token', part: 'signature' },
        certainty: 'proved',
      };
    }
    const form = secretFormOf(evidence.signature?.verifiedBy);
    if (form === undefined) return undefined;
    const at = { in: 'token', part: 'signature' } as const;
    const refused = isRefused(evidence) && (isOfSignature(evidence) || evidence.said === undefined);
    const facts = { form, signedWith: evidence.signature?.verifiedBy ?? '', isRefused: refused };
    if (form === 'text') {
      // That the verifier decodes it is a guess, and only where it says that the signature is wrong.
      const isDecodable = evidence.secrets?.some((name) => secretFormOf(name) === 'base64') === true;
      return isDecodable && isRefused(evidence) && isOfSignature(evidence)
        ? { facts, at, certainty: 'possible' }
        : undefined;
    }
    return refused ? { facts, at, certainty: 'likely' } : { facts, at, severity: 'risk' };
  },
  explain: ({ form, signedWith, isRefused: refused }) => ({
    title: isOfJwk(form)
      ? `k of the JWK holds ${DONE[form]}; it has to be base64url of the secret that signed.`
      : form === 'text'
        ? 'The token was signed with the secret as text; the verifier may decode it from base64 first.'
        : refused
          ? `The secret is right, and was ${DONE[form]} for signing; the verifier does something else with it.`
          : `The secret fits only when it is ${DONE[form]}: the verifier has to do the same.`,
    detail: [
      pairs(
        ['signed with', signedWith],
        [
          'expected',
          isOfJwk(form) ? 'k in base64url, without padding (RFC 7518 §6.4.1)' : 'the same bytes on both sides',
        ],
      ),
    ],
  }),
  fix: ({ form }) => ({
    applicability: 'likely',
    steps: isOfJwk(form) ? ENCODE : (STEPS[form] ?? [`Verifier: the secret has to be ${DONE[form]}.`, ...ONE_FORM]),
  }),
  example: (kit) => ({
    profile: 'jwt',
    now: kit.now,
    token: kit.mintHmac(SECRET),
    secrets: { [SECRET_FORMS.base64]: SECRET },
    response: { status: 401, body: 'invalid signature' },
  }),
});

function isOfJwk(form: SecretFormFacts['form']): form is JwkSecretForm {
  return form.startsWith('jwk-');
}

const ENCODE = [
  'Verifier: put base64url of the secret into k of the JWK: printf %s "$SECRET" | basenc --base64url -w0 | tr -d =',
  'KrakenD, Kong, Envoy and Istio read the JWK at start: load the configuration again.',
  'The tokens can stay as they are: they are signed with the right secret.',
];

const ONE_FORM = [
  'Or sign with the secret exactly as the verifier has it, and compare the lengths in bytes on both sides.',
];
const DECODE = [
  'Verifier, jsonwebtoken and jose: Buffer.from(secret, "base64"); PyJWT: base64.b64decode(secret).',
  'Verifier, jjwt and Spring: Decoders.BASE64.decode(secret), as the bytes of the SecretKey; PHP and Laravel: base64_decode($secret), or InMemory::base64Encoded.',
  'Or sign with it as text. jjwt: signWith(Keys.hmacShaKeyFor(secret.getBytes(UTF_8))), because signWith(alg, String) decodes base64.',
];
const TRIM = [
  'Signer: read the secret without the line break at its end (trim, strip), or write the file with printf %s instead of echo.',
  'Then take new tokens: those that were signed with it stay invalid.',
];

const STEPS: { readonly [form in SecretFormFacts['form']]?: readonly string[] } = {
  text: [
    'Verifier, jjwt: setSigningKey(String) decodes base64; use verifyWith(Keys.hmacShaKeyFor(secret.getBytes(UTF_8))).',
    'Verifier, other libraries: give the secret as text, without Buffer.from(secret, "base64") or base64.b64decode.',
  ],
  base64: DECODE,
  base64url: DECODE.map((step) =>
    step
      .replace('"base64")', '"base64url")')
      .replace('b64decode', 'urlsafe_b64decode')
      .replace('Decoders.BASE64.', 'Decoders.BASE64URL.'),
  ),
  prefix: ['Verifier: remove "base64:" and decode the rest, as Laravel does with APP_KEY.', ...ONE_FORM],
  hex: [
    'Verifier: decode the secret from hex: Buffer.from(secret, "hex"), bytes.fromhex(secret), hex2bin($secret).',
    ...ONE_FORM,
  ],
  'line-end': TRIM,
  'line-end-windows': TRIM,
};

function isOfSignature(evidence: Parameters<typeof isRefused>[0]): boolean {
  return isSpokenOf(evidence, ['signed-by-unknown-key', 'verifier-holds-wrong-key']);
}

const SECRET = 'a secret of the examples, 32 bytes';
