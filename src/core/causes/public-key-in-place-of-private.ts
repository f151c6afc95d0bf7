import { defineCause, type Facts } from '../evidence/cause.ts';
import { list, marked, pairs, paragraph, steps } from '../evidence/doc.ts';
import { rfc, VONAGE_401 } from '../evidence/sources.ts';
import { fingerprint } from '../keys/fingerprint.ts';
import type { KeyFormat, KeyReading } from '../keys/reading.ts';

interface PublicFacts extends Facts {
  readonly what: 'public key' | 'certificate' | 'certificate request';
  readonly format: KeyFormat;
  readonly fingerprint: string | null;
  /** The key to verify with is a private one: the two changed places. */
  readonly areSwapped: boolean;
}

export const publicKeyInPlaceOfPrivate = defineCause<PublicFacts>({
  id: 'public-key-in-place-of-private',
  stage: 'key',
  cites: [rfc(7468, '13'), rfc(7468, '10'), VONAGE_401],
  needs: ['key'],
  certainty: 'proved',
  severity: 'fault',
  title: 'Public key or certificate instead of the private key',
  searchedAs: ['public key used to sign', 'certificate instead of private key', 'BEGIN PUBLIC KEY, BEGIN CERTIFICATE'],
  article: {
    symptom: [
      paragraph(
        ...marked(
          'No token can be minted: `secretOrPrivateKey must be an asymmetric key when using RS256`, `no start line` or `DECODER routines::unsupported`.',
        ),
      ),
    ],
    cause: [
      paragraph(
        'The private key is needed, and the public key or a certificate was given. It verifies signatures and cannot make one. The two files are often in the same folder, with similar names.',
      ),
    ],
    resolution: [
      steps(
        marked('Look at the first line of the file: `-----BEGIN PRIVATE KEY-----` is the one that signs.'),
        marked('`-----BEGIN PUBLIC KEY-----` and `-----BEGIN CERTIFICATE-----` belong to the one that verifies.'),
        'Point the setting to the private key file.',
      ),
    ],
    additional: [
      list(
        'The private key cannot be computed from the public one. If it is lost, generate and save a new pair.',
        'If the two were swapped, the private key was where public keys are handed out: replace the pair.',
      ),
    ],
  },
  related: ['secret-in-place-of-private-key', 'key-path-in-place-of-key', 'key-container-unsupported'],

  find({ key, verifierKey, signature }) {
    const kind = key && kindOf(key);
    if (!key || !kind || !key.format || signature?.verifiedBy) return undefined;
    const print = key.key?.type === 'public' ? fingerprint(key.key) : null;
    // Handed over to verify with, and it does.
    if (signature?.opened?.some((one) => one.key.fingerprint === print)) return undefined;
    return {
      facts: {
        what: kind,
        format: key.format,
        fingerprint: print,
        areSwapped: verifierKey?.key?.type === 'private',
      },
      at: { in: 'key' },
    };
  },

  explain: ({ what, format, fingerprint, areSwapped }) => ({
    title: areSwapped
      ? 'The private key and the public key are swapped.'
      : `This is a ${what}; a private key is needed to sign.`,
    detail: [
      pairs(
        ['received', `a ${what} (${format})`],
        ...(fingerprint === null ? [] : [['fingerprint', `SHA256:${fingerprint}`] as const]),
        ['expected', 'a private key: -----BEGIN PRIVATE KEY-----'],
      ),
    ],
  }),

  fix: ({ areSwapped }) => ({
    applicability: 'certain',
    steps: areSwapped
      ? ['Swap the two files.', 'Replace the pair if the private key could be read where public keys are handed out.']
      : ['Give the private key file instead.', 'If it is lost, generate a new key pair and save it.'],
  }),
  example: (kit) => ({ profile: 'vonage', now: kit.now, key: kit.publicKey('active') }),
});

function kindOf({ format, key }: KeyReading): PublicFacts['what'] | undefined {
  if (format?.startsWith('certificate-request')) return 'certificate request';
  if (format?.startsWith('certificate') || format === 'pkcs7') return 'certificate';
  return key?.type === 'public' ? 'public key' : undefined;
}
