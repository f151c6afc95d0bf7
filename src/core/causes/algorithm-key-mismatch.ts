import { defineCause } from '../diagnosis/cause.ts';
import { rfc } from '../diagnosis/sources.ts';
import { command, list, marked, pairs, paragraph, steps } from '../prose/doc.ts';

type Facts = {
  /** `EC P-256`, `OKP Ed25519`, `RSA`. */
  readonly key: string;
  readonly needs: 'RSA' | 'EC' | 'OKP';
  readonly algorithm: string;
};

export const algorithmKeyMismatch = defineCause<Facts>({
  id: 'algorithm-key-mismatch',
  stage: 'key',
  cites: [rfc(7518, '3.1'), rfc(7518, '3.3'), rfc(7518, '3.4')],
  needs: ['key'],
  certainty: 'proved',
  title: 'Key of a type that the algorithm cannot use',
  related: ['algorithm-not-allowed', 'key-too-weak', 'key-container-unsupported'],
  article: {
    symptom: [
      paragraph('The library refuses to sign, or it signs by another algorithm than the one that is accepted.'),
    ],
    cause: [
      paragraph('Each algorithm takes keys of one type, and this key is of another:'),
      list(
        marked('`RS256` and `PS256` take an RSA key of 2,048 bits or more;'),
        marked('`ES256` takes an elliptic-curve key on P-256, `EdDSA` one on Ed25519;'),
        marked('`ssh-keygen` without options makes Ed25519 keys today, where it made RSA keys before.'),
      ),
    ],
    resolution: [
      steps(
        'Use the private key that was made for the application.',
        'Or make a new RSA pair, save its public half with the application, and sign with it.',
      ),
      command('mintmark keys generate > private.key'),
    ],
    additional: [paragraph('A key cannot be converted from one type to another: only its file format can change.')],
  },
  find({ key, profile }) {
    if (key?.key === undefined) return undefined;
    const algorithm = profile.algorithms[0] ?? '';
    const { kty, crv } = key.key;
    if (profile.algorithms.some((name) => typeFor(name) === kty)) return undefined;
    return {
      facts: { key: crv === undefined ? kty : `${kty} ${crv}`, needs: typeFor(algorithm), algorithm },
      at: { in: 'key' },
    };
  },
  explain: ({ key, needs, algorithm }) => ({
    title: `The key is of the type ${key}; ${algorithm} needs ${needs}.`,
    detail: [
      pairs(['expected', `a key of the type ${needs}, for ${algorithm}`], ['received', `a key of the type ${key}`]),
    ],
  }),
  fix: ({ needs }) => ({
    applicability: 'likely',
    steps: [
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

function typeFor(algorithm: string): Facts['needs'] {
  if (algorithm.startsWith('ES')) return 'EC';
  return algorithm.startsWith('Ed') ? 'OKP' : 'RSA';
}
