import { defineCause, type Facts } from '../evidence/cause.ts';
import { list, marked, pairs, paragraph, steps } from '../evidence/doc.ts';
import { VONAGE_401 } from '../evidence/sources.ts';
import { describeKey, type KeyFacts, keyFacts, signersOf } from '../observe/signers.ts';

interface PrivacyFacts extends Facts {
  readonly applicationId: string;
  readonly draft: KeyFacts;
  /** The token was signed with the pair that waits to be saved. */
  readonly isSigner: boolean;
}

export const privacySettingUnset = defineCause<PrivacyFacts>({
  id: 'privacy-setting-unset',
  stage: 'signature',
  cites: [VONAGE_401],
  audience: 'owner',
  needs: ['registry'],
  certainty: 'proved',
  severity: 'fault',
  title: 'Key pair not saved: privacy setting not chosen',
  searchedAs: ['cannot save the application', 'save does nothing', 'privacy setting'],
  article: {
    symptom: [
      paragraph(
        'A key pair was generated and Save was pressed, and requests signed with the new private key still fail with 401.',
      ),
    ],
    cause: [
      paragraph(
        'An application from before the privacy setting existed has none. It cannot be saved until one is chosen: the whole save is rejected, including the new public key. The old key stays in use.',
      ),
    ],
    resolution: [
      steps(
        'Open Applications, then Edit, for the application.',
        'Choose whether its data may be used to improve AI services: on or off.',
        'Choose Save changes, and check that the page goes back to the application.',
      ),
    ],
    additional: [
      list(
        'The private key that was downloaded can still be used: once the pair is saved, tokens signed with it are accepted.',
        marked('In the API the setting is the member `privacy.improve_ai` of the application.'),
      ),
    ],
  },
  related: ['key-pair-not-saved'],
  explains: ['key-pair-not-saved', 'no-active-key', 'signed-by-unknown-key'],

  find(evidence) {
    const { registry } = evidence;
    if (!registry?.application?.improveAiUnset) return undefined;
    const drafts = registry.keys.filter((key) => key.state === 'draft');
    const signers = signersOf(evidence);
    const signer = drafts.find((draft) => signers.some((one) => one.registered?.id === draft.id));
    const draft = signer ?? drafts[0];
    if (!draft) return undefined;
    return {
      facts: { applicationId: registry.application.id, draft: keyFacts(draft), isSigner: signer !== undefined },
      severity: signer ? 'fault' : 'risk',
    };
  },

  explain: ({ draft, isSigner }) => ({
    title: isSigner
      ? 'Signed with a key pair that cannot be saved: the privacy setting of the application is not chosen.'
      : 'A new key pair waits to be saved, and the application cannot be saved without a privacy setting.',
    detail: [pairs(['waiting', describeKey(draft)], ['privacy setting', 'not chosen; on or off is expected'])],
  }),

  fix: ({ applicationId, draft }) => ({
    applicability: 'certain',
    steps: [
      'Choose the privacy setting, then save: Applications, Edit, Privacy, Save changes.',
      `From the command line, then save the key pair: mintmark apps save-key ${applicationId} SHA256:${draft.fingerprint}`,
    ],
    command: `mintmark apps update ${applicationId} --improve-ai false`,
  }),
  mend: (input) => {
    const { registry } = input;
    if (!registry?.application) return undefined;
    return { ...input, registry: { ...registry, application: { ...registry.application, improveAiUnset: false } } };
  },
  example: (kit) => {
    const input = kit.input({ token: kit.mint({ key: 'draft' }) });
    const { registry } = input;
    if (!registry?.application) return input;
    return { ...input, registry: { ...registry, application: { ...registry.application, improveAiUnset: true } } };
  },
});
