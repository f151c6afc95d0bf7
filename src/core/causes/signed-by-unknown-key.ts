import { defineCause, type Facts } from '../evidence/cause.ts';
import { command, list, marked, pairs, paragraph, steps } from '../evidence/doc.ts';
import type { Evidence } from '../evidence/evidence.ts';
import { rfc, VONAGE_401 } from '../evidence/sources.ts';
import { fingerprint, publicKeyOf } from '../keys/fingerprint.ts';
import { claimedId } from '../observe/signers.ts';

/** Of the registry nothing: the same for an unknown application, a suspended one, and every wrong key. */
interface UnknownKeyFacts extends Facts {
  readonly applicationId: string | null;
  /** Fingerprint of the public key that was handed over to verify with; `null` where a registry was asked. */
  readonly verifierKey: string | null;
  /** Names of the secrets that were tried, where the algorithm takes one. */
  readonly secrets?: readonly string[];
  /** How many keys the set has, where the verifier has a set and `kid` names none of them. */
  readonly setKeys?: number;
}

export const signedByUnknownKey = defineCause<UnknownKeyFacts>({
  id: 'signed-by-unknown-key',
  stage: 'signature',
  cites: [rfc(7515, '5.2'), VONAGE_401],
  needs: ['token', 'signature'],
  needsOneOf: ['registry', 'verifierKey', 'secrets'],
  certainty: 'proved',
  severity: 'fault',
  title: 'Invalid signature: no known key verifies it',
  searchedAs: [
    'invalid signature',
    'signature verification failed',
    'bad signature',
    'signature mismatch',
    'signature does not match',
    'jwt.io invalid signature',
    'wrong private key',
    'wrong secret',
    'invalid token',
  ],
  article: {
    symptom: [paragraph('The request fails with 401. The token decodes, and its times are right.')],
    cause: [
      paragraph(
        'The signature does not verify with any key that the server accepts for the application that the token names. The reason is one of these:',
      ),
      list(
        'the id names another application, or none;',
        'the key pair was generated and not saved;',
        'the key pair was replaced, and this machine has the old private key;',
        'the private key belongs to another application;',
        'the application is suspended, or has no active key;',
        'the token was changed after it was signed.',
      ),
    ],
    resolution: [
      steps(
        marked('Compare `application_id` with the id in the list of applications.'),
        'Check whether the newest key pair was saved: Applications, Edit, Save changes.',
        'Compare the fingerprint of the private key in use with the one of the active key:',
      ),
      command('mintmark keys check private.key --app APPLICATION_ID'),
      paragraph(
        ...marked(
          'The owner of the application does not have to guess. The report of the rejected request proves which key signed, whose it is, and what was signed: in the dashboard under Requests, or with `mintmark doctor --report REPORT_ID`.',
        ),
      ),
    ],
    additional: [
      list(
        'Whoever sends a request without a valid signature learns nothing about applications and keys, so the response is the same for all of these reasons.',
        marked('`openssl rsa -pubout -in private.key` prints the public key that belongs to a private key.'),
      ),
    ],
  },
  related: [
    'key-pair-not-saved',
    'signed-by-replaced-key',
    'signed-by-other-application',
    'application-unknown',
    'signed-bytes-differ',
    'private-key-damaged',
  ],

  find(evidence) {
    const { registry, signature, verifierKey, secrets } = evidence;
    const at = { in: 'token', part: 'signature' } as const;
    if (registry) {
      const isKnown = registry.application !== null && !registry.application.suspended;
      if (isKnown && signature?.verifiedBy) return undefined;
      const applicationId = registry.askedFor?.slice(0, 80) ?? claimedId(evidence);
      return { facts: { applicationId, verifierKey: null }, at };
    }
    if (signature?.verifiedBy) return undefined;
    // A token for Graph: the key is right, and only Graph can see that.
    if (signature?.opened?.some(({ signed }) => signed === 'nonce-hashed')) return undefined;
    if (secrets) {
      return {
        facts: { applicationId: null, verifierKey: null, secrets: secrets.map((name) => name.slice(0, 80)) },
        at,
      };
    }
    if (!verifierKey?.key) return undefined;
    const print = fingerprint(publicKeyOf(verifierKey.key));
    const keys = setOf(evidence);
    const setKeys = keys > 1 && { setKeys: keys };
    return { facts: { applicationId: claimedId(evidence), verifierKey: print, ...setKeys }, at };
  },

  explain: ({ applicationId, verifierKey, secrets, setKeys }) => {
    if (secrets) {
      return {
        title: 'The signature is not an HMAC with any of the given secrets.',
        detail: [pairs(['tried', describeTried(secrets)], ['signed with', 'another secret, or over different bytes'])],
      };
    }
    const whose = applicationId === null ? 'the application that it names' : `application ${applicationId}`;
    return verifierKey === null
      ? {
          title: `This token was not signed by a key that this server accepts for ${whose}.`,
          detail: [
            steps(
              'Is this the id of the application that you mean?',
              'Was its newest key pair saved after it was generated?',
              'Was the key pair replaced after this machine got its private key?',
              'Does the private key belong to another application?',
            ),
            paragraph('The owner of the application can read in the report of this request which key signed.'),
          ],
        }
      : {
          title:
            setKeys === undefined
              ? 'The signature does not verify with the given public key.'
              : `The signature does not verify with any of the ${setKeys} keys of the set.`,
          detail: [
            pairs(
              ['verified with', setKeys === undefined ? `SHA256:${verifierKey}` : `each of the ${setKeys} keys`],
              ['signed by', 'another key, or over different bytes'],
            ),
          ],
        };
  },

  fix: ({ applicationId, verifierKey, secrets }) => ({
    applicability: 'guess',
    steps: secrets
      ? ['Compare the secret in use with the one that the provider shows: no spaces, no line break, not decoded.']
      : verifierKey === null
        ? [
            'Compare the private key in use with the keys of the application.',
            'If the key pair is new, save it: Applications, Edit, Save changes.',
            'If you are the owner, read the report of this request: it proves which key signed.',
          ]
        : ['Compare the fingerprint with that of the private key in use.', 'Verify with the public half of that key.'],
    ...(!secrets && { command: commandFor(applicationId, verifierKey) }),
  }),
  example: (kit) => kit.input({ token: kit.mint({ key: 'stranger' }) }),
});

/** The keys of a set that were all tried: those of a token whose `kid` names none. */
function setOf({ keySet, token }: Evidence): number {
  const kid = token?.header.members?.['kid'];
  const isNamed = keySet?.keys.some((key) => key.kid !== null && key.kid === kid) === true;
  return isNamed ? 0 : (keySet?.keys.length ?? 0);
}

/** The usual ones by name. */
function describeTried(secrets: readonly string[]): string {
  const more = secrets.length - LISTED;
  return `${secrets.slice(0, LISTED).join(', ')}${more > 0 ? `, and ${more} other forms of it` : ''}`;
}

const LISTED = 5;

function commandFor(applicationId: string | null, verifierKey: string | null): string {
  return verifierKey === null && applicationId !== null && isPlain(applicationId)
    ? `mintmark keys check private.key --app ${applicationId}`
    : 'mintmark keys fingerprint private.key';
}

/** An id from a stranger goes into a command only where no shell would read anything into it. */
function isPlain(id: string): boolean {
  return /^[\w-]+$/.test(id);
}
