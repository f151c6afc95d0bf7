import { defineCause, type Facts, type Found } from '../evidence/cause.ts';
import { command, list, marked, pairs, paragraph, steps } from '../evidence/doc.ts';
import type { Evidence } from '../evidence/evidence.ts';
import { rfc } from '../evidence/sources.ts';
import { fingerprint, publicKeyOf } from '../keys/fingerprint.ts';
import type { KeyReading } from '../keys/reading.ts';
import { weaknesses } from '../keys/weaknesses.ts';
import { answerSpeaksOf, observedAnswer } from '../observe/observed-answer.ts';
import { isMac } from '../observe/weigh-signature.ts';

interface WeakFacts extends Facts {
  /** The key that signs, the one that verifies, or a shared secret. */
  readonly which: 'key' | 'verifierKey' | 'secret';
  /** `null` for a shared secret: whoever has a print of it can guess it. */
  readonly fingerprint: string | null;
  readonly bits: number | null;
  /** Of a shared secret: the fewest bits that its algorithm takes, and the algorithm where a token names one. */
  readonly least?: number;
  readonly algorithm?: string | null;
  readonly weaknesses: readonly string[];
}

export const keyTooWeak = defineCause<WeakFacts>({
  id: 'key-too-weak',
  stage: 'signature',
  cites: [rfc(7518, '3.3'), rfc(7518, '3.2'), rfc(8725, '3.5')],
  needs: [],
  needsOneOf: ['key', 'verifierKey', 'secretBits'],
  party: ({ which }) => (which === 'key' ? 'sender' : 'verifier'),
  certainty: 'proved',
  severity: 'fault',
  title: 'Key too weak',
  searchedAs: [
    'key is too short',
    'secret is too short',
    'at least 256 bits',
    'minimum key size 2048 bits',
    '1024 bit RSA',
  ],
  article: {
    symptom: [
      paragraph(
        ...marked(
          'One program accepts the key pair and another rejects it: `minimum key size of 2048 bits`, or the signature is called invalid.',
        ),
      ),
      paragraph(
        ...marked(
          'A shared secret worked until a library was updated: `WeakKeyException`, `IDX10720`, `Provided key is too short`, `InsecureKeyLengthWarning`.',
        ),
      ),
    ],
    cause: [
      paragraph(
        'The key is well-formed, and its private half can be computed from the public one, or is known: it is too short, its exponent is 1 or even, its primes are close or were made by a faulty generator, or it is printed in a document.',
      ),
      paragraph(
        'A shared secret needs at least as many bits as the hash has: 256 for HS256, 384 for HS384, 512 for HS512. Many libraries refuse a shorter one, because whoever has one token can guess it.',
      ),
    ],
    resolution: [
      steps('Generate a new key pair of 2048 bits or more:', 'Save its public half, and revoke the weak one.'),
      command('mintmark keys generate'),
      paragraph('A secret: generate one with random bytes, and give it to both sides.'),
      command('openssl rand -base64 64'),
    ],
    additional: [
      list(
        marked(
          'RS256 requires at least 2048 bits. 3072 and 4096 are accepted; more is rejected, because each check would cost too much.',
        ),
        'A weak key cannot be strengthened. Tokens that were signed with it prove nothing about their sender.',
      ),
    ],
  },
  related: ['algorithm-key-mismatch', 'private-key-damaged'],
  explains: ['signed-by-unknown-key'],

  find(evidence) {
    const { key, verifierKey } = evidence;
    return weaknessOf('key', key) ?? weaknessOf('verifierKey', verifierKey) ?? weaknessOfSecret(evidence);
  },

  explain: ({ which, fingerprint, bits, least, algorithm, weaknesses }) =>
    which === 'secret'
      ? {
          title: `The secret has ${bits} bits, and ${algorithm ?? 'every HMAC of JWT'} needs at least ${least}.`,
          detail: [
            pairs(
              ['secret', `${bits} bits (${(bits ?? 0) / 8} bytes)`],
              ['expected', `${least} bits (${(least ?? 0) / 8} bytes) or more: as long as the hash`],
            ),
          ],
        }
      : {
          title: which === 'key' ? 'The key is too weak to sign with.' : 'The public key is too weak to verify with.',
          detail: [
            pairs(
              ['key', `SHA256:${fingerprint}${bits === null ? '' : `, ${bits} bits`}`],
              ...weaknesses.map((sentence) => ['weak', `${sentence}.`] as const),
              ['expected', 'RSA of 2048, 3072 or 4096 bits, with the exponent 65537'],
            ),
          ],
        },

  fix: ({ which, least }) =>
    which === 'secret'
      ? {
          applicability: 'certain',
          steps: [
            `Generate a random secret of ${(least ?? 0) / 8} bytes or more, and give it to both sides: whoever signs and whoever verifies.`,
            'Then take new tokens. A secret that is stretched or padded can still be guessed.',
            'Libraries count the bytes after decoding: a secret that is decoded from base64 loses a quarter, from hex half.',
          ],
          command: `openssl rand -base64 ${(least ?? 0) / 8}`,
        }
      : {
          applicability: 'certain',
          steps: [
            'Generate a new key pair, save its public half, and sign with its private key.',
            'Revoke the weak key.',
          ],
          command: 'mintmark keys generate',
        },
  example: (kit) => ({ profile: 'vonage', now: kit.now, token: kit.mint(), publicKey: SHORT_KEY }),
});

/**
 * A secret that is shorter than the hash (RFC 7518 §3.2). Many verifiers take it: it is a risk, unless this one speaks of it.
 */
function weaknessOfSecret(evidence: Evidence): Found<WeakFacts> | undefined {
  const { secretBits: bits, token, signature } = evidence;
  const alg = token?.header.members?.['alg'];
  const algorithm = isMac(alg) ? alg : null;
  const least = algorithm === null ? 256 : Number(algorithm.slice(2));
  if (bits === undefined || bits >= least) return undefined;
  const spoken = answerSpeaksOf(evidence, 'key-too-weak');
  // What was refused for another reason is not explained by it.
  if (spoken === undefined && observedAnswer(evidence) !== undefined) return undefined;
  // A secret that did not sign this token has another fault first, unless the length is all that the message speaks of.
  const isOther = signature !== undefined && signature.verifiedBy === null;
  const isBlamed = spoken === 'alone' || (spoken === 'among' && !isOther);
  return {
    facts: {
      which: 'secret',
      fingerprint: null,
      bits,
      least,
      algorithm,
      weaknesses: [`The secret has ${bits} bits, and ${least} is the least`],
    },
    certainty: isBlamed && spoken === 'among' ? 'likely' : 'proved',
    severity: isBlamed ? 'fault' : 'risk',
  };
}

function weaknessOf(which: 'key' | 'verifierKey', reading: KeyReading | undefined) {
  if (!reading?.key) return undefined;
  const publicKey = publicKeyOf(reading.key);
  const found = weaknesses(publicKey);
  if (found.length === 0) return undefined;
  const facts: WeakFacts = {
    which,
    fingerprint: fingerprint(publicKey),
    bits: publicKey.rsa?.bits ?? null,
    weaknesses: found.map(({ title }) => title),
  };
  return { facts, at: { in: 'key' } as const };
}

/** RSA, 1024 bits: what examples from before 2010 generate. */
const SHORT_KEY = `-----BEGIN PUBLIC KEY-----
MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQCmzz2IeY4m6La6M4bCDw2YJKV8
0GXaqcT9Y5wZ4cSvxAnRusVQsFVVrpBtAGbSLV45MpVlAEGHYr1R+wx7zoPp84wG
CKbkL6mTJdHdJjccedstshMLRg+JokebkSg7E1OfvU//iH1WrRKpTIhfCwU0bcvD
vXY68ZYhLqiOO8UzQwIDAQAB
-----END PUBLIC KEY-----
`;
