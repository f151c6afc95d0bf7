import type { JsonValue } from '../encoding/json.ts';
import { defineCause } from '../evidence/cause.ts';
import { command, list, marked, pairs, paragraph, steps } from '../evidence/doc.ts';
import { rfc, VONAGE_AUTHENTICATION } from '../evidence/sources.ts';
import { countOfParts } from '../jws/kind.ts';
import { isMintable, mintCommand } from '../mend/mint-command.ts';
import { reissue } from '../mend/reissue.ts';
import { excerpt, inWord } from '../observe/excerpt.ts';

type Facts = {
  readonly kind: 'missing' | 'in-the-payload' | 'wrong-type' | 'none' | 'misspelt' | 'hmac' | 'other';
  /** The value as JSON text, at most 80 characters; `null` where there is none. */
  readonly alg: string | null;
  readonly accepts: readonly string[];
  /** The name of a secret whose HMAC is this signature. */
  readonly reproducedBy: string | null;
  readonly isMintable: boolean;
  /** The verifier's own list was given, which is shorter than what the rules take. */
  readonly isConfigured: boolean;
};

export const algorithmNotAllowed = defineCause<Facts>({
  id: 'algorithm-not-allowed',
  // Judged with the shape: a token of the algorithm "none" has no signature, and it is the header that says why.
  stage: 'shape',
  cites: [rfc(7515, '4.1.1'), rfc(7518, '3.1'), rfc(8725, '3.1'), VONAGE_AUTHENTICATION],
  needs: ['token'],
  certainty: 'proved',
  party: ({ isConfigured }) => (isConfigured ? 'verifier' : 'sender'),
  title: 'Invalid algorithm: alg is not accepted',
  searchedAs: [
    'HS256 or RS256',
    'alg none',
    'algorithm not supported',
    'unexpected alg value',
    'wrong algorithm',
    'unsupported algorithm',
  ],
  related: ['secret-in-place-of-private-key', 'algorithm-key-mismatch', 'token-of-other-kind', 'sdk-defect'],
  explains: ['signed-by-unknown-key'],
  article: {
    symptom: [paragraph('The token decodes, and is rejected whatever its claims are and whichever key is registered.')],
    cause: [
      paragraph(
        ...marked(
          'The Header Parameter `alg` does not name an accepted algorithm. For an application that is `RS256`, spelled exactly so. Common mistakes:',
        ),
      ),
      list(
        marked(
          '`HS256`, which signs with a shared secret: many libraries use it by default, or fall back to it when the key is not a private key;',
        ),
        marked('`none`, or no `alg` at all: a token that nobody signed;'),
        marked('`RS512`, `PS256` or `ES256`, chosen because the number is higher or the key is shorter;'),
        marked('`rs256`: names of algorithms are case-sensitive.'),
      ),
    ],
    resolution: [
      steps(
        marked('Set the algorithm to `RS256` where the token is signed.'),
        'Sign with the private key of the application: a file that begins with -----BEGIN.',
      ),
      command('mintmark mint --app APPLICATION_ID --key private.key'),
    ],
    additional: [
      paragraph(
        'A verifier that took the algorithm from the token would let the sender choose how it is checked: a public key would pass as an HMAC secret. So the server fixes the list.',
      ),
    ],
  },
  find({ token, profile, signature, expected }) {
    const members = token?.header.members;
    if (token === undefined || members === undefined) return undefined;
    const alg = members['alg'];
    if (typeof alg === 'string' && profile.algorithms.includes(alg)) return undefined;
    // Five parts: an encrypted token, whose "alg" wraps a key. not-a-jwt tells that.
    if (token.faults.length > 0 && countOfParts(token) > 3) return undefined;
    const kind = mistakeIn(alg, profile.algorithms, token.payload.members?.['alg'] !== undefined);
    return {
      facts: {
        kind,
        alg: alg === undefined ? null : excerpt(alg),
        accepts: profile.algorithms,
        reproducedBy: signature?.reproducedBy ?? null,
        isMintable: isMintable(profile),
        isConfigured: expected?.algorithms !== undefined,
      },
      at: alg === undefined ? { in: 'token', part: 'header' } : { in: 'token', part: 'header', pointer: '/alg' },
    };
  },
  explain: ({ kind, alg, accepts, reproducedBy }) => ({
    title: TITLES[kind](inWord(alg ?? '')),
    detail: [
      pairs(
        ['expected', accepts.join(' or ')],
        ['received', alg === null ? 'no alg in the header' : inWord(alg)],
        ...(reproducedBy === null ? [] : [['signed with', `${reproducedBy}, as an HMAC secret`] as const]),
      ),
    ],
  }),
  fix: ({ kind, alg, accepts, isMintable, isConfigured }) => ({
    applicability: kind === 'misspelt' ? 'certain' : 'likely',
    steps: [
      ...(isConfigured && kind === 'other'
        ? [`Set the algorithms of the verifier to ${inWord(alg ?? '')}, where the issuer signs with it.`]
        : []),
      ...(isConfigured && kind === 'other' && accepts.every((name) => name.startsWith('HS'))
        ? ["Give the verifier the issuer's public key, or its key set (JWKS), instead of the secret."]
        : []),
      kind === 'in-the-payload'
        ? 'Set alg in the JOSE Header; your library put it among the claims.'
        : isConfigured
          ? `Or let the issuer sign with ${accepts.join(' or ')}.`
          : `Sign with ${accepts[0]}, and with the private key of the application.`,
      ...(kind === 'hmac'
        ? ['If the library chose HMAC by itself, the key that you gave it is not a private key: check that text.']
        : []),
    ],
    ...mintCommand(isMintable),
  }),
  mend(input, { kind, accepts }) {
    // The same key can sign again under the right name; an HMAC secret and nobody cannot.
    const signer = kind === 'hmac' || kind === 'none' ? 'right' : 'same';
    return reissue(input, { header: { alg: accepts[0] }, signer });
  },
  example: (kit) => kit.input({ token: kit.mintHmac('anExampleSecret1') }),
});

const TITLES = {
  missing: () => 'The header does not say which algorithm signed the token.',
  'in-the-payload': () => 'The algorithm is in the payload instead of the header.',
  'wrong-type': (alg) => `The Header Parameter alg is not a string, but ${alg}.`,
  none: () => 'The token says that it is not signed (alg is none).',
  misspelt: (alg) => `The algorithm is written ${alg}; algorithm names are case-sensitive.`,
  hmac: (alg) => `The token is signed with a shared secret (${alg}) instead of a private key.`,
  other: (alg) => `The algorithm ${alg} is not accepted.`,
} as const satisfies Record<Facts['kind'], (alg: string) => string>;

function mistakeIn(alg: JsonValue | undefined, accepts: readonly string[], inPayload: boolean): Facts['kind'] {
  if (alg === undefined) return inPayload ? 'in-the-payload' : 'missing';
  if (typeof alg !== 'string') return 'wrong-type';
  const bare = alg.replace(/[^A-Za-z0-9]/g, '').toUpperCase();
  if (bare === 'NONE' || bare === '') return 'none';
  if (accepts.includes(bare)) return 'misspelt';
  return /^HS\d+$/.test(bare) ? 'hmac' : 'other';
}
