import { defineCause, type Facts } from '../evidence/cause.ts';
import { list, marked, pairs, paragraph, steps } from '../evidence/doc.ts';
import { rfc, VONAGE_401, VONAGE_AUTHENTICATION } from '../evidence/sources.ts';
import { reissue } from '../mend/reissue.ts';
import { acceptedKeys, describeKey, isOtherAccount, type KeyFacts, keyFacts, signersOf } from '../observe/signers.ts';

interface OtherFacts extends Facts {
  readonly applicationId: string;
  readonly applicationName: string;
  readonly by: 'signature' | 'key';
  readonly signedByApplicationId: string;
  readonly signedByApplicationName: string;
  readonly signedBy: KeyFacts;
  readonly accepted: readonly KeyFacts[];
  /** Of the profile: `application_id`. */
  readonly identityClaim: string;
}

export const signedByOtherApplication = defineCause<OtherFacts>({
  id: 'signed-by-other-application',
  stage: 'signature',
  cites: [VONAGE_401, VONAGE_AUTHENTICATION, rfc(8725, '3.8')],
  audience: 'owner',
  needs: ['registry'],
  needsOneOf: ['signature', 'key'],
  certainty: 'proved',
  severity: 'fault',
  title: 'Wrong private key: it belongs to another application',
  searchedAs: [
    'private key does not match the application id',
    'application id and private key do not belong together',
    'mixed up keys of two applications',
  ],
  article: {
    symptom: [
      paragraph(
        'Every request fails with 401, although the private key is intact and the application exists. The message speaks of the token or of the signature.',
      ),
    ],
    cause: [
      paragraph(
        ...marked(
          'The private key belongs to one application and `application_id` names another. Each application has its own key pair, and a signature counts only for the application whose key made it. It often happens with one application per environment, and when an application was created again.',
        ),
      ),
    ],
    resolution: [
      steps(
        'Decide which of the two applications the request is for.',
        marked(
          'Put the id of that application into `application_id`, and sign with the private key of the same application.',
        ),
        'Keep the id and the private key together, in one place per environment.',
      ),
    ],
    additional: [
      list(
        marked('The private key file that Mintmark writes is named after its application: `<application_id>.key`.'),
        marked('`mintmark keys check private.key --app APPLICATION_ID` tells whether the two belong together.'),
      ),
    ],
  },
  related: ['identity-claim-mistaken', 'application-unknown', 'application-of-other-account'],
  explains: ['signed-by-unknown-key'],

  find(evidence) {
    const application = evidence.registry?.application;
    if (!application) return undefined;
    const signers = signersOf(evidence);
    // A key that both applications have is told as the earlier key of this one.
    if (signers.some(({ registered }) => registered?.applicationId === application.id)) return undefined;
    const signer = signers.find(({ registered }) => registered && !isOtherAccount(registered, evidence));
    if (!signer?.registered) return undefined;
    const { by, registered } = signer;
    return {
      facts: {
        applicationId: application.id,
        applicationName: application.name.slice(0, 80),
        by,
        signedByApplicationId: registered.applicationId,
        signedByApplicationName: registered.applicationName.slice(0, 80),
        signedBy: keyFacts(registered),
        accepted: acceptedKeys(evidence).slice(0, 1).map(keyFacts),
        identityClaim: evidence.profile.identityClaim,
      },
      at: by === 'signature' ? { in: 'token', part: 'signature' } : { in: 'key' },
    };
  },

  explain: (facts) => {
    const { applicationId, applicationName, by, signedByApplicationId, signedByApplicationName } = facts;
    return {
      title:
        by === 'signature'
          ? `Signed with the key of another application: ${signedByApplicationName}.`
          : `This private key belongs to another application: ${signedByApplicationName}.`,
      detail: [
        pairs(
          [by === 'signature' ? 'token names' : 'asked about', `${applicationId} (${applicationName})`],
          [by === 'signature' ? 'signed by' : 'key of', `${signedByApplicationId} (${signedByApplicationName})`],
          ['with', describeKey(facts.signedBy)],
          ...facts.accepted.map((key) => ['expected', describeKey(key)] as const),
        ),
      ],
    };
  },

  fix: ({ applicationId, applicationName, signedByApplicationId, accepted, identityClaim }) => ({
    applicability: 'likely',
    steps: [
      `Put ${signedByApplicationId} into ${identityClaim}, if the request is meant for that application.`,
      accepted[0]
        ? `Or sign with the private key of ${applicationName}: SHA256:${accepted[0].fingerprint}.`
        : `Or generate and save a key pair for ${applicationName}: mintmark apps rotate ${applicationId}`,
    ],
    command: `mintmark mint --app ${signedByApplicationId} --key private.key`,
  }),
  mend: (input) => reissue(input, { signer: 'right' }),
  example: (kit) => kit.input({ token: kit.mint({ key: 'other' }) }),
});
