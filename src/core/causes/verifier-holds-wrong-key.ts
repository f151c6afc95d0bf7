import { defineCause, type Facts } from '../evidence/cause.ts';
import { command, list, marked, pairs, paragraph, steps } from '../evidence/doc.ts';
import { rfc } from '../evidence/sources.ts';
import { fingerprint, publicKeyOf } from '../keys/fingerprint.ts';

interface VerifierFacts extends Facts {
  readonly verifierKey: string;
  readonly signedBy: string;
  /** `given`: by the key at hand. `registered`: by a key that the server accepts. */
  readonly signer: 'given' | 'registered';
}

export const verifierHoldsWrongKey = defineCause<VerifierFacts>({
  id: 'verifier-holds-wrong-key',
  stage: 'signature',
  party: 'verifier',
  cites: [rfc(7515, '5.2'), rfc(7517, '5')],
  audience: 'owner',
  needs: ['token', 'signature', 'verifierKey'],
  certainty: 'proved',
  severity: 'fault',
  title: 'Wrong public key in the verifier',
  searchedAs: [
    'wrong public key',
    'public key does not match',
    'verifying with the wrong key',
    'certificate of another server',
    'secret or public key must be provided',
  ],
  article: {
    symptom: [paragraph('One verifier rejects the signature of tokens that another one, or your own check, accepts.')],
    cause: [
      paragraph(
        'The token is fine, and the public key that it is verified with belongs to a different private key: an older one, one of another application or client, the first of several keys, or the key of a server certificate.',
      ),
    ],
    resolution: [
      steps(
        'Give the verifier the public half of the key that signs:',
        marked('If keys are fetched as a JWK Set, select by `kid`, and fetch again when a `kid` is not known.'),
      ),
      command('mintmark keys public private.key'),
    ],
    additional: [
      list(
        marked('A JWK Set has several keys during a key rotation: do not take the first one without looking.'),
        marked('The keys of an application are at `/v2/applications/{id}/jwks.json`.'),
      ),
    ],
  },
  related: ['signed-by-unknown-key', 'signed-by-replaced-key', 'kid-unknown'],
  explains: ['signed-by-unknown-key'],

  find({ signature, verifierKey }) {
    if (!signature?.opened || !verifierKey?.key) return undefined;
    const print = fingerprint(publicKeyOf(verifierKey.key));
    if (signature.opened.some(({ key }) => key.fingerprint === print)) return undefined;
    const signer = signature.opened.find(({ key }) => key.source === 'given' || key.accepted);
    if (!signer) return undefined;
    return {
      facts: { verifierKey: print, signedBy: signer.key.fingerprint, signer: signer.key.source },
      at: { in: 'token', part: 'signature' },
      // Where a registry was asked, the server decides, and it accepts; the other verifier does not.
      severity: signature.verifiedBy ? 'risk' : 'fault',
    };
  },

  explain: ({ verifierKey, signedBy, signer }) => ({
    title:
      signer === 'given'
        ? 'The token was signed with your private key; the public key given to verify it belongs to another.'
        : 'The token was signed with an accepted key; the public key given to verify it is another.',
    detail: [
      pairs(
        [
          'signed by',
          `SHA256:${signedBy}, ${signer === 'given' ? 'the key you gave' : 'a key that the server accepts'}`,
        ],
        ['verified with', `SHA256:${verifierKey}`],
        ['expected', 'the same fingerprint twice'],
      ),
    ],
  }),

  fix: ({ signedBy }) => ({
    applicability: 'certain',
    steps: [`Give the verifier the public key SHA256:${signedBy}.`],
    command: 'mintmark keys public private.key',
  }),
  example: (kit) => ({
    profile: 'vonage',
    now: kit.now,
    token: kit.mint(),
    key: kit.privateKey('active'),
    publicKey: kit.publicKey('replaced'),
  }),
});
