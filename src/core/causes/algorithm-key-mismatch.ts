import { defineCause } from '../evidence/cause.ts';
import { command, list, marked, pairs, paragraph, steps } from '../evidence/doc.ts';
import { faultFor } from '../evidence/key-fault-cause.ts';
import { rfc } from '../evidence/sources.ts';
import { algorithmByName } from '../jws/algorithms.ts';
import type { PublicKey } from '../keys/key.ts';

type Facts = {
  /** `EC P-256`, `OKP Ed25519`, `RSA`. */
  readonly key: string;
  readonly needs: 'RSA' | 'EC' | 'OKP' | 'a secret';
  readonly algorithm: string;
};

export const algorithmKeyMismatch = defineCause<Facts>({
  id: 'algorithm-key-mismatch',
  stage: 'signature',
  cites: [rfc(7518, '3.1'), rfc(7518, '3.3'), rfc(7518, '3.4')],
  needs: ['key'],
  certainty: 'proved',
  title: 'Wrong key type for the algorithm',
  searchedAs: [
    'RSA key with ES256',
    'EC key with RS256',
    'wrong curve',
    'key type does not match alg',
    'wrong key type',
  ],
  related: ['algorithm-not-allowed', 'key-too-weak', 'key-container-unsupported'],
  explains: ['signed-by-unknown-key'],
  article: {
    symptom: [paragraph('The library refuses to sign, or it signs with a different algorithm than the accepted one.')],
    cause: [
      paragraph('Each algorithm needs one type of key, and this key is of another type:'),
      list(
        marked('`RS256` and `PS256` take an RSA key of 2,048 bits or more;'),
        marked('`ES256` takes an elliptic-curve key on P-256, `EdDSA` one on Ed25519;'),
        marked('`ssh-keygen` without options makes Ed25519 keys today; it used to make RSA keys.'),
      ),
    ],
    resolution: [
      steps(
        'Use the private key that was made for the application.',
        'Or make a new RSA pair, save its public half with the application, and sign with it.',
      ),
      command('mintmark keys generate --key-out private.key'),
    ],
    additional: [paragraph('A key cannot be converted from one type to another; only its file format can change.')],
  },
  find({ key, profile }) {
    if (!key) return undefined;
    const algorithm = profile.algorithms[0] ?? '';
    const unsupported = faultFor(key, 'algorithm-key-mismatch');
    if (!key.key && !unsupported) return undefined;
    if (key.key && profile.algorithms.some((name) => fits(name, key.key as PublicKey))) return undefined;
    const { kty = '', crv } = key.key ?? {};
    const type = unsupported?.algorithm.slice(0, 80) ?? (crv === undefined ? kty : `${kty} ${crv}`);
    return {
      facts: { key: type, needs: typeFor(algorithm), algorithm },
      at: { in: 'key' },
    };
  },
  explain: ({ key, needs, algorithm }) => ({
    title: `The key type is ${key}; ${algorithm} needs ${describeNeed(needs, algorithm)}.`,
    detail: [
      pairs(
        ['expected', `${describeNeed(needs, algorithm)}, for ${algorithm}`],
        ['received', `a key of the type ${key}`],
      ),
    ],
  }),
  fix: ({ needs }) => ({
    applicability: 'likely',
    steps:
      needs === 'a secret'
        ? ['Sign with the secret that belongs to the API key, using HMAC.']
        : [
            `Sign with the ${needs} private key of the application.`,
            `Or make a new ${needs} pair, and save its public half with the application.`,
          ],
  }),
  example: (kit) => kit.input({ key: P256_KEY }),
});

/** A public key on P-256, made for this example. */
const P256_KEY = `-----BEGIN PUBLIC KEY-----
MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEsOgL2jGpMti3X/NUiOJEI3n3fC0j
z6vlM4GkRII6dY9CMfIsrDYI+wdGkjgU+x0YHvDJNjR1CLOx4a+ne3q0ng==
-----END PUBLIC KEY-----
`;

/** A curve belongs to its algorithm: ES256 takes P-256 and no other (RFC 7518 §3.4). */
function fits(algorithm: string, { kty, crv }: Pick<PublicKey, 'kty' | 'crv'>): boolean {
  const wanted = algorithmByName(algorithm);
  return wanted !== undefined && wanted.kty === kty && (wanted.crv === undefined || wanted.crv === crv);
}

function describeNeed(needs: Facts['needs'], algorithm: string): string {
  const crv = algorithmByName(algorithm)?.crv;
  return needs === 'a secret' ? needs : needs === 'EC' && crv !== undefined ? `EC ${crv}` : needs;
}

function typeFor(algorithm: string): Facts['needs'] {
  if (algorithm.startsWith('HS')) return 'a secret';
  if (algorithm.startsWith('ES')) return 'EC';
  return algorithm.startsWith('Ed') ? 'OKP' : 'RSA';
}
