import { defineCause, type Facts } from '../evidence/cause.ts';
import { list, marked, pairs, paragraph, steps } from '../evidence/doc.ts';
import { faultFor } from '../evidence/key-fault-cause.ts';
import { rfc, VONAGE_AUTHENTICATION } from '../evidence/sources.ts';
import { isMintable, mintCommand } from '../mend/mint-command.ts';

interface SecretFacts extends Facts {
  /** `signature`: the HMAC of the signing input with it is the signature. `key`: it was handed over as the key. */
  readonly by: 'signature' | 'key';
  /** What it is, or what it looks like: never the secret itself. */
  readonly secret: string;
  readonly isMintable: boolean;
}

export const secretInPlaceOfPrivateKey = defineCause<SecretFacts>({
  id: 'secret-in-place-of-private-key',
  stage: 'shape',
  cites: [VONAGE_AUTHENTICATION, rfc(7518, '3.2'), rfc(8725, '3.1')],
  needs: [],
  needsOneOf: ['signature', 'key'],
  certainty: 'proved',
  severity: 'fault',
  title: 'Shared secret instead of the private key',
  searchedAs: ['signed with the API secret', 'HS256 instead of RS256', 'client secret used as private key'],
  article: {
    symptom: [
      paragraph(
        ...marked(
          'Tokens are rejected with 401, and their header says `HS256`; or no token can be minted, because the key is not one: `secretOrPrivateKey must be an asymmetric key when using RS256`.',
        ),
      ),
    ],
    cause: [
      paragraph(
        'A shared secret was used as the key: the API secret, the signature secret, a password, the fingerprint of a key. Requests of an application are signed with its private key, which is a file of about thirty lines.',
      ),
    ],
    resolution: [
      steps(
        'Give the private key of the application: the file that was downloaded when the key pair was generated.',
        marked('Set the algorithm to `RS256`.'),
        'If the file is lost, generate a new key pair and save it.',
      ),
    ],
    additional: [
      list(
        'The API secret belongs to the account, and goes with the API key into Basic authentication.',
        'The signature secret belongs to the account as well, and verifies signed webhooks.',
        marked('Many JWT examples use `HS256` and a word as the secret: they are for another kind of server.'),
      ),
    ],
  },
  related: ['algorithm-not-allowed', 'public-key-in-place-of-private', 'basic-credentials-on-jwt-endpoint'],
  explains: ['algorithm-not-allowed', 'signed-by-unknown-key'],

  find({ signature, key, profile }) {
    // Where tokens are keyed with a secret, a secret is in its place.
    if (signature?.verifiedBy || profile.algorithms.every((alg) => alg.startsWith('HS'))) return undefined;
    if (signature?.reproducedBy !== undefined) {
      return {
        facts: { by: 'signature', secret: signature.reproducedBy.slice(0, 80), isMintable: isMintable(profile) },
        at: { in: 'token', part: 'signature' },
      };
    }
    const fault = key && faultFor(key, 'secret-in-place-of-private-key');
    // What it looks like is a guess by its shape; that it is no key is sure.
    return (
      fault && {
        facts: { by: 'key', secret: fault.looksLike.slice(0, 80), isMintable: isMintable(profile) },
        at: { in: 'key' },
        certainty: 'likely',
      }
    );
  },

  explain: ({ by, secret }) => ({
    title:
      by === 'signature'
        ? `Signed with a shared secret (${secret}) instead of the private key.`
        : `This is not a key: it looks like ${secret}.`,
    detail: [
      pairs(
        ['received', by === 'signature' ? `an HMAC, which ${secret} reproduces` : secret],
        ['expected', 'a signature of the private key of the application (RS256)'],
      ),
    ],
  }),

  fix: ({ isMintable }) => ({
    applicability: 'certain',
    steps: [
      'Sign with the private key file of the application, as RS256.',
      'If the file is lost, generate a new key pair and save it.',
    ],
    ...mintCommand(isMintable),
  }),
  example: (kit) => kit.input({ token: kit.mintHmac(SECRET), secrets: { 'the API secret': SECRET } }),
});

const SECRET = 'Tq8vLw2nRb5xZk1P';
