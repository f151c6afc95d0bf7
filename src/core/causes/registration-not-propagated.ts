import { describeDuration } from '../claims/numeric-date.ts';
import { defineCause, type Facts } from '../evidence/cause.ts';
import { list, marked, pairs, paragraph, steps } from '../evidence/doc.ts';
import type { Evidence } from '../evidence/evidence.ts';
import { observedAnswer } from '../observe/observed-answer.ts';
import { hintOf, isSoundToken, saidBy } from '../observe/sound-token.ts';
import { stamp } from '../observe/token-times.ts';

interface PropagationFacts extends Facts {
  readonly answer: string;
  /** When the newest key was saved; `null` where that is not known. */
  readonly savedAt: number | null;
  readonly ageSeconds: number | null;
}

/** Changes were seen to take this long, and seldom longer. */
const RECENT_SECONDS = 15 * 60;

export const registrationNotPropagated = defineCause<PropagationFacts>({
  id: 'registration-not-propagated',
  stage: 'environment',
  party: 'nobody',
  cites: [
    {
      title: 'Salesforce: app_not_found after a new connected app',
      url: 'https://help.salesforce.com/s/articleView?id=xcloud.remoteaccess_oauth_jwt_flow.htm',
    },
    {
      title: 'Zoom: Marketplace apps, activation',
      url: 'https://developers.zoom.us/docs/meeting-sdk/get-credentials/',
    },
  ],
  audience: 'owner',
  needs: ['response'],
  certainty: 'possible',
  title: 'Registration not yet active at the provider',
  searchedAs: ['new key not active yet', 'works after some minutes', 'newly created key'],
  related: ['application-unknown', 'provider-transient-fault', 'key-pair-not-saved'],
  appliesTo: ['Application API', 'Zoom', 'Salesforce', 'GitHub Apps'],
  article: {
    symptom: [
      paragraph(
        'The token, the key and the registration are right, and requests are rejected: always at first, or now and then. Some minutes later they are accepted.',
      ),
    ],
    cause: [
      paragraph(
        'A new application, a new key or a change was saved a short time ago, and not every server of the provider knows of it yet. Or the provider switched the app off, and it has to be activated again.',
      ),
    ],
    resolution: [
      steps(
        'Wait ten minutes after a change, and try the same request again.',
        'If it is never accepted, switch the app off and on again in the dashboard of the provider.',
      ),
    ],
    additional: [
      list(
        marked('With Mintmark, a change takes effect everywhere within a second.'),
        'No check of the token can prove this: the only sign is that nothing else is wrong.',
      ),
    ],
  },
  find(evidence) {
    const certainty = hintOf(evidence, 'registration-not-propagated');
    const savedAt = recentlySaved(evidence);
    if (!certainty && savedAt === undefined) return undefined;
    return {
      facts: {
        answer: saidBy(evidence, observedAnswer(evidence)?.message?.text),
        savedAt: savedAt ?? null,
        ageSeconds: savedAt === undefined || evidence.now === undefined ? null : evidence.now - savedAt,
      },
      at: { in: 'response' },
      certainty: certainty ?? 'possible',
    };
  },
  explain: ({ answer, savedAt, ageSeconds }) => ({
    title: 'The registration may not have reached every server of the provider yet.',
    detail: [
      pairs(
        ['answer', answer],
        ...(savedAt === null
          ? []
          : [['newest key', `${stamp(savedAt)}, ${describeDuration(ageSeconds ?? 0)} before`] as const]),
      ),
    ],
  }),
  fix: () => ({
    applicability: 'guess',
    steps: ['Send the same request again in ten minutes.', 'If it is never accepted, switch the app off and on again.'],
  }),
  example: (kit) => ({
    profile: 'zoom-meeting',
    now: kit.now,
    response: { status: 401, body: '{"code":124,"message":"Invalid access token."}' },
  }),
});

/** The key that signed was saved minutes ago, and the answer refuses what is in order. */
function recentlySaved(evidence: Evidence): number | undefined {
  const { registry, signature, response, now } = evidence;
  if (registry === undefined || now === undefined || response?.status !== 401 || !isSoundToken(evidence))
    return undefined;
  const key = registry.keys.find(({ fingerprint }) => fingerprint === signature?.verifiedBy);
  const createdAt = key?.createdAt ?? Number.NEGATIVE_INFINITY;
  return now - createdAt >= 0 && now - createdAt < RECENT_SECONDS ? createdAt : undefined;
}
