import { formatUtc } from '../claims/numeric-date.ts';
import { defineCause, type Facts } from '../evidence/cause.ts';
import { command, list, marked, pairs, paragraph, steps } from '../evidence/doc.ts';
import { rfc, VONAGE_401 } from '../evidence/sources.ts';
import { reissue } from '../mend/reissue.ts';
import { acceptedKeys, describeKey, type KeyFacts, keyFacts, signersOf } from '../observe/signers.ts';

interface ReplacedFacts extends Facts {
  readonly applicationId: string;
  readonly by: 'signature' | 'key';
  readonly replaced: KeyFacts;
  readonly accepted: readonly KeyFacts[];
}

export const signedByReplacedKey = defineCause<ReplacedFacts>({
  id: 'signed-by-replaced-key',
  stage: 'signature',
  cites: [VONAGE_401, rfc(7515, '5.2')],
  audience: 'owner',
  needs: ['registry'],
  needsOneOf: ['signature', 'key'],
  certainty: 'proved',
  severity: 'fault',
  title: 'Old private key: it was replaced or revoked',
  searchedAs: [
    'old key after rotation',
    'key was rotated',
    'key was revoked',
    'still signing with the old private key',
  ],
  article: {
    symptom: [
      paragraph(
        'Some machines get 401 and others do not, since the key pair of the application was replaced, or since the overlap ended.',
      ),
    ],
    cause: [
      paragraph(
        'The token was signed with an earlier private key of the same application. Its public half was replaced or revoked, so its signatures are no longer accepted. The private key file is intact: it is the old one.',
      ),
    ],
    resolution: [
      steps(
        'Find where the old private key is still in use: deployments, secret stores, scheduled jobs, other machines.',
        'Put the new private key there, and restart every process that reads it only at start-up.',
        'Compare the fingerprint that each place prints with the one of the active key:',
      ),
      command('mintmark keys fingerprint private.key'),
    ],
    additional: [
      list(
        marked(
          'Replace a key with an overlap, and both are accepted for a while: `mintmark apps rotate APPLICATION_ID --overlap 24h`.',
        ),
        'The list of keys shows when each was last used: revoke the old one when it is no longer used.',
        'A lost private key cannot be recovered: generate and save a new pair.',
      ),
    ],
  },
  related: ['key-pair-not-saved', 'no-active-key', 'signed-by-other-application'],
  explains: ['signed-by-unknown-key'],

  find(evidence) {
    const application = evidence.registry?.application;
    if (!application) return undefined;
    const signer = signersOf(evidence).find(
      ({ registered }) => registered?.applicationId === application.id && registered.state !== 'draft',
    );
    const accepted = acceptedKeys(evidence);
    if (!signer?.registered || accepted.length === 0) return undefined;
    const { by, registered } = signer;
    return {
      facts: {
        applicationId: application.id,
        by,
        replaced: keyFacts(registered),
        accepted: accepted.slice(0, 3).map(keyFacts),
      },
      at: by === 'signature' ? { in: 'token', part: 'signature' } : { in: 'key' },
    };
  },

  explain: ({ by, replaced, accepted }) => ({
    title:
      by === 'signature'
        ? `Signed with an earlier key of the application, ${ending(replaced)}.`
        : `This private key is an earlier one of the application, ${ending(replaced)}.`,
    detail: [
      pairs(
        [by === 'signature' ? 'signed by' : 'given key', describeKey(replaced)],
        ...accepted.map((key) => ['accepted now', describeKey(key)] as const),
      ),
    ],
  }),

  fix: ({ accepted }) => ({
    applicability: 'certain',
    steps: [
      `Sign with the private key of SHA256:${accepted[0]?.fingerprint}, everywhere.`,
      'Restart every process that read the old private key at start-up.',
      'If the new private key is lost, generate and save another pair.',
    ],
    command: 'mintmark keys fingerprint private.key',
  }),
  mend: (input) => reissue(input, { signer: 'right' }),
  example: (kit) => kit.input({ token: kit.mint({ key: 'replaced' }) }),
});

function ending({ state, endedAt, expiresAt }: KeyFacts): string {
  if (state === 'retiring' && expiresAt !== null) return `accepted only until ${formatUtc(expiresAt)}`;
  return endedAt === null ? 'revoked' : `revoked ${formatUtc(endedAt)}`;
}
