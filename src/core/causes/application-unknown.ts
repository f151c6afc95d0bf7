import { defineCause, type Facts } from '../evidence/cause.ts';
import { list, marked, pairs, paragraph, steps } from '../evidence/doc.ts';
import { VONAGE_401, VONAGE_AUTHENTICATION } from '../evidence/sources.ts';
import { claimedId, signersOf } from '../observe/signers.ts';
import { nearest } from '../prose/nearest.ts';

interface UnknownFacts extends Facts {
  readonly identityClaim: string;
  readonly applicationId: string | null;
  /** The application whose key signed the token, or is at hand: its id is the right one. */
  readonly signedByApplicationId: string | null;
  readonly signedByApplicationName: string | null;
  /** An application of the same account whose id is nearly this one. */
  readonly nearestId: string | null;
  /** The token names it; else the registry was asked for another one than the token names. */
  readonly isClaimed: boolean;
}

export const applicationUnknown = defineCause<UnknownFacts>({
  id: 'application-unknown',
  stage: 'registry',
  cites: [VONAGE_401, VONAGE_AUTHENTICATION],
  audience: 'owner',
  needs: ['registry'],
  certainty: 'proved',
  severity: 'fault',
  title: 'Application not found',
  searchedAs: ['application does not exist', 'application was deleted', 'app not found', 'integration not found'],
  article: {
    symptom: [
      paragraph(
        'Every request fails with 401. The token decodes, and its signature verifies with your own public key.',
      ),
    ],
    cause: [
      paragraph(
        ...marked(
          'No application has the id in `application_id`. The id has a typo, belongs to another server or environment, is a placeholder, or the application was deleted, which cannot be undone.',
        ),
      ),
    ],
    resolution: [
      steps(
        marked('Copy the id from the list of applications: `mintmark apps list`, or Applications in the dashboard.'),
        marked('Compare it with the `application_id` of a token that you sent: `mintmark inspect TOKEN`.'),
        'If the application is gone, create another one, and use its id together with its private key.',
      ),
    ],
    additional: [
      list(
        'An id is compared exactly: 36 characters, in lower case, with hyphens, and nothing around it.',
        'An API key is not an application id: it has 8 characters.',
      ),
    ],
  },
  related: ['identity-claim-mistaken', 'signed-by-other-application', 'application-of-other-account'],
  explains: ['signed-by-unknown-key'],

  find(evidence) {
    const { registry, profile } = evidence;
    if (!registry || registry.application) return undefined;
    const claimed = claimedId(evidence);
    const applicationId = registry.askedFor?.slice(0, 80) ?? claimed;
    const isClaimed = applicationId === claimed;
    const registered = signersOf(evidence).find((one) => one.registered)?.registered;
    const nearestId = applicationId === null ? undefined : nearest(applicationId, registry.siblingIds ?? []);
    return {
      facts: {
        identityClaim: profile.identityClaim,
        applicationId,
        signedByApplicationId: registered?.applicationId ?? null,
        signedByApplicationName: registered?.applicationName.slice(0, 80) ?? null,
        nearestId: nearestId ?? null,
        isClaimed,
      },
      ...(evidence.token &&
        isClaimed && { at: { in: 'token', part: 'payload', pointer: `/${profile.identityClaim}` } }),
    };
  },

  explain: ({ applicationId, signedByApplicationId, signedByApplicationName, nearestId }) => ({
    title: applicationId === null ? 'No application has this id.' : `No application has the id ${applicationId}.`,
    detail: [
      pairs(
        ['received', applicationId ?? 'an id that no application has'],
        ...(signedByApplicationId === null
          ? []
          : [['signed by', `${signedByApplicationId} (${signedByApplicationName}), which has this key`] as const]),
        ...(nearestId === null || nearestId === signedByApplicationId
          ? []
          : [['nearest', `${nearestId}, which differs by a character or two`] as const]),
      ),
    ],
  }),

  fix: ({ identityClaim, signedByApplicationId, nearestId, isClaimed }) => {
    const rightId = signedByApplicationId ?? nearestId;
    if (!isClaimed) {
      const step = rightId === null ? 'Copy the id of the application from the list.' : `Ask for ${rightId} instead.`;
      return { applicability: 'likely', steps: [step], command: 'mintmark apps list' };
    }
    if (rightId === null) {
      return {
        applicability: 'guess',
        steps: [`Copy the application id from the list, and put it into ${identityClaim}.`],
        command: 'mintmark apps list',
      };
    }
    return {
      applicability: signedByApplicationId === null ? 'likely' : 'certain',
      steps: [
        signedByApplicationId === null
          ? `Put ${rightId} into ${identityClaim}: it is nearly the id that was sent.`
          : `Put ${rightId} into ${identityClaim}: the key that signed is registered there.`,
      ],
      command: `mintmark mint --app ${rightId} --key private.key`,
      artefact: JSON.stringify({ [identityClaim]: rightId }),
    };
  },
  example: (kit) => {
    const slip = kit.applicationId.replace(/^(.)(.)/, '$2$1');
    const input = kit.input({ token: kit.mint({ claims: { application_id: slip } }) });
    const { registry } = input;
    if (!registry) return input;
    const otherKeys = [...registry.keys, ...registry.otherKeys];
    return { ...input, registry: { application: null, keys: [], otherKeys, siblingIds: [kit.applicationId] } };
  },
});
