import { defineCause, type Facts } from '../evidence/cause.ts';
import { command, list, marked, pairs, paragraph, steps } from '../evidence/doc.ts';
import { rfc, VONAGE_401 } from '../evidence/sources.ts';
import { withKeySaved } from '../mend/save-key.ts';
import { acceptedKeys, describeKey, type KeyFacts, keyFacts, signersOf } from '../observe/signers.ts';

interface UnsavedFacts extends Facts {
  readonly applicationId: string;
  /** How the pair is known: the token opens under it, or it is the key at hand. */
  readonly by: 'signature' | 'key';
  readonly fingerprint: string;
  /** The pair as a draft of the application; `null`: the registry does not know it. */
  readonly draft: KeyFacts | null;
  /** Keys that are accepted instead. */
  readonly accepted: readonly KeyFacts[];
}

export const keyPairNotSaved = defineCause<UnsavedFacts>({
  id: 'key-pair-not-saved',
  stage: 'signature',
  cites: [VONAGE_401, rfc(7515, '5.2')],
  audience: 'owner',
  needs: ['registry'],
  needsOneOf: ['signature', 'key'],
  certainty: 'proved',
  severity: 'fault',
  title: 'Key pair generated but not saved',
  searchedAs: [
    'invalid token 401 after generating keys',
    'generated a new key pair and did not save',
    'clicked generate, forgot save',
    'new public key not active',
    'save changes',
  ],
  article: {
    symptom: [
      paragraph(
        'A new key pair was generated, the new private key is in use, and every request fails with 401. With the old private key, requests still work.',
      ),
    ],
    cause: [
      paragraph(
        'Generating a key pair does not put it into use. Until the application is saved, the server keeps the old public key, and a token signed with the new private key does not verify with it.',
      ),
    ],
    resolution: [
      steps(
        'Open Applications, then Edit, for the application.',
        'Generate the key pair, and keep the private key: it is shown only once and never stored.',
        'Choose the privacy setting, if it is not set yet: an older application cannot be saved without it.',
        'Choose Save changes. The page goes back to the application, with the new public key.',
      ),
      paragraph('From the command line, save a pair that Mintmark generated with:'),
      command('mintmark apps save-key APPLICATION_ID SHA256:FINGERPRINT'),
    ],
    additional: [
      list(
        marked(
          'Compare the two halves: `openssl rsa -pubout -in private.key` prints the public key that the application has to show.',
        ),
        'That command proves that the file is a whole private key. It does not prove that its public half is registered.',
        'Saving replaces the key in use. With an overlap both are accepted for a while, so that nothing stops.',
      ),
    ],
  },
  related: ['privacy-setting-unset', 'signed-by-replaced-key', 'no-active-key'],
  explains: ['no-active-key', 'signed-by-unknown-key'],

  find(evidence) {
    const application = evidence.registry?.application;
    if (!application) return undefined;
    const signers = signersOf(evidence);
    const draft = signers.find(
      ({ registered }) => registered?.state === 'draft' && registered.applicationId === application.id,
    );
    const unsaved = draft ?? (signers.some((one) => one.registered) ? undefined : signers[0]);
    if (!unsaved) return undefined;
    const { by, fingerprint, registered } = unsaved;
    return {
      facts: {
        applicationId: application.id,
        by,
        fingerprint,
        draft: registered ? keyFacts(registered) : null,
        accepted: acceptedKeys(evidence).slice(0, 3).map(keyFacts),
      },
      at: by === 'signature' ? { in: 'token', part: 'signature' } : { in: 'key' },
      // A pair that the registry never saw may belong anywhere; its owner holds it, and it is not saved here.
      certainty: draft ? 'proved' : 'likely',
    };
  },

  explain: ({ by, fingerprint, draft, accepted }) => ({
    title:
      by === 'signature'
        ? draft
          ? 'Signed with a key pair that was generated but never saved.'
          : 'Signed with a private key whose public half is not saved in the application.'
        : draft
          ? 'This private key belongs to a pair that was generated but never saved.'
          : 'The public half of this private key is not saved in the application.',
    detail: [
      pairs(
        ...(accepted.length === 0
          ? [['registered', 'no key that is accepted'] as const]
          : accepted.map((key) => ['registered', describeKey(key)] as const)),
        [
          by === 'signature' ? 'signed by' : 'given key',
          draft ? describeKey(draft) : `SHA256:${fingerprint}, not known`,
        ],
      ),
    ],
  }),

  fix: ({ applicationId, fingerprint, draft, accepted }) => ({
    applicability: draft ? 'certain' : 'likely',
    steps: [
      draft
        ? 'Save the key pair. It then replaces the one in use; add --overlap 24h to keep both for a day.'
        : 'Register the public half of the private key: Applications, Edit, paste it, Save changes.',
      'In the dashboard: Applications, Edit, choose the privacy setting if it is not set, Save changes.',
      ...accepted.slice(0, 1).map((key) => `Or sign with the private key of SHA256:${key.fingerprint}.`),
    ],
    command: draft
      ? `mintmark apps save-key ${applicationId} SHA256:${fingerprint}`
      : 'mintmark keys public private.key',
  }),
  mend: (input, { fingerprint, draft }) => (draft ? withKeySaved(input, fingerprint) : undefined),
  example: (kit) => kit.input({ token: kit.mint({ key: 'draft' }) }),
});
