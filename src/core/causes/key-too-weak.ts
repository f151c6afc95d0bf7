import { defineCause, type Facts } from '../evidence/cause.ts';
import { command, list, marked, pairs, paragraph, steps } from '../evidence/doc.ts';
import { rfc } from '../evidence/sources.ts';
import { fingerprint, publicKeyOf } from '../keys/fingerprint.ts';
import type { KeyReading } from '../keys/reading.ts';
import { weaknesses } from '../keys/weaknesses.ts';

interface WeakFacts extends Facts {
  /** The key that signs, or the one that verifies. */
  readonly which: 'key' | 'verifierKey';
  readonly fingerprint: string;
  readonly bits: number | null;
  readonly weaknesses: readonly string[];
}

export const keyTooWeak = defineCause<WeakFacts>({
  id: 'key-too-weak',
  stage: 'signature',
  cites: [rfc(7518, '3.3'), rfc(8725, '3.5')],
  needs: [],
  needsOneOf: ['key', 'verifierKey'],
  certainty: 'proved',
  severity: 'fault',
  title: 'Key too weak',
  article: {
    symptom: [
      paragraph(
        ...marked(
          'One program accepts the key pair and another rejects it: `minimum key size of 2048 bits`, or the signature is called invalid.',
        ),
      ),
    ],
    cause: [
      paragraph(
        'The key is well-formed, and its private half can be computed from the public one, or is known: it is too short, its exponent is 1 or even, its primes are close or were made by a faulty generator, or it is printed in a document.',
      ),
    ],
    resolution: [
      steps('Generate a new key pair of 2048 bits or more:', 'Save its public half, and revoke the weak one.'),
      command('mintmark keys generate'),
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

  find({ key, verifierKey }) {
    return weaknessOf('key', key) ?? weaknessOf('verifierKey', verifierKey);
  },

  explain: ({ which, fingerprint, bits, weaknesses }) => ({
    title: which === 'key' ? 'The key is too weak to sign with.' : 'The public key is too weak to verify with.',
    detail: [
      pairs(
        ['key', `SHA256:${fingerprint}${bits === null ? '' : `, ${bits} bits`}`],
        ...weaknesses.map((sentence) => ['weak', `${sentence}.`] as const),
        ['expected', 'RSA of 2048, 3072 or 4096 bits, with the exponent 65537'],
      ),
    ],
  }),

  fix: () => ({
    applicability: 'certain',
    steps: ['Generate a new key pair, save its public half, and sign with its private key.', 'Revoke the weak key.'],
    command: 'mintmark keys generate',
  }),
  example: (kit) => ({ profile: 'vonage', now: kit.now, token: kit.mint(), publicKey: SHORT_KEY }),
});

function weaknessOf(which: WeakFacts['which'], reading: KeyReading | undefined) {
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
