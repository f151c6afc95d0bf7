import type { Profile } from '../claims/profile.ts';
import { isBelow, recogniseProfile } from '../claims/profiles/index.ts';
import { defineCause, type Facts } from '../evidence/cause.ts';
import { list, marked, pairs, paragraph, steps } from '../evidence/doc.ts';
import type { Evidence } from '../evidence/evidence.ts';
import { observedAnswer } from '../observe/observed-answer.ts';
import { hintOf, saidBy } from '../observe/sound-token.ts';
import { fieldValue } from '../request/origin.ts';

interface HostFacts extends Facts {
  readonly by: 'host' | 'answer';
  readonly provider: string;
  readonly host: string | null;
  /** Whose host that is: another provider, or another environment of the same. */
  readonly hostOf: string | null;
  readonly expected: readonly string[];
  readonly answer: string | null;
}

export const wrongHostOrRegion = defineCause<HostFacts>({
  id: 'wrong-host-or-region',
  stage: 'environment',
  cites: [
    {
      title: 'Apple: Sending notification requests to APNs',
      url: 'https://developer.apple.com/documentation/usernotifications/sending-notification-requests-to-apns',
    },
    {
      title: 'Twilio: Global infrastructure, regional API credentials',
      url: 'https://www.twilio.com/docs/global-infrastructure/manage-regional-api-credentials',
    },
  ],
  needs: [],
  needsOneOf: ['request', 'response'],
  certainty: 'likely',
  title: 'Wrong host or region for the credential',
  searchedAs: ['wrong region', 'EU and US endpoint', 'wrong API host', 'old host, other data center', '404 not found'],
  related: ['audience-of-other-environment', 'application-of-other-account', 'application-unknown'],
  appliesTo: ['APNs', 'Twilio', 'Salesforce', 'API requests'],
  article: {
    symptom: [paragraph('The token is fine, and the server answers as if the credential did not exist.')],
    cause: [
      paragraph('The request goes to a server on which this credential is not known:'),
      list(
        'the sandbox instead of production, or the other way round;',
        'a different region than the one in which the key was made;',
        'a host of another provider, from a variable that was set for something else.',
      ),
    ],
    resolution: [
      steps(
        'Print the host that the request really goes to.',
        'Use the host of the environment and the region of the credential.',
      ),
    ],
    additional: [
      list(
        marked(
          'APNs: `api.sandbox.push.apple.com` for builds from Xcode, `api.push.apple.com` for TestFlight and the store.',
        ),
        'Twilio: keys that were made in a region work only in that region.',
      ),
    ],
  },
  find(evidence) {
    const { profile, request, response } = evidence;
    const host = fieldValue(request?.fields, 'host');
    const other = host === undefined ? undefined : otherProvider(host, evidence);
    const certainty = other ? 'likely' : hintOf(evidence, 'wrong-host-or-region');
    if (!certainty) return undefined;
    return {
      facts: {
        by: other ? 'host' : 'answer',
        provider: profile.name,
        host: host?.slice(0, 80) ?? null,
        hostOf: other?.name ?? environmentOf(host, profile) ?? null,
        expected: profile.hosts.slice(0, 4),
        answer: response ? saidBy(evidence, observedAnswer(evidence)?.message?.text) : null,
      },
      at: { in: other ? 'request' : 'response' },
      certainty,
    };
  },
  explain: ({ by, provider, host, hostOf, expected, answer }) => ({
    title:
      by === 'host'
        ? `A token for ${provider} was sent to a host of ${hostOf}.`
        : 'The credential may belong to a different environment or region than the host.',
    detail: [
      pairs(
        ...(host === null ? [] : [['sent to', `${host}${hostOf === null ? '' : ` (${hostOf})`}`] as const]),
        ...(expected.length === 0 ? [] : [['hosts', expected.join(', ')] as const]),
        ...(answer === null ? [] : [['answer', answer] as const]),
      ),
    ],
  }),
  fix: ({ by, provider }) => ({
    applicability: 'likely',
    steps: [
      by === 'host'
        ? `Send it to a host of ${provider}, or mint a token for the provider that you call.`
        : 'Send it to the host of the environment and region that the credential was made in.',
    ],
  }),
  example: (kit) => ({
    ...kit.input(),
    request: {
      method: 'POST',
      target: '/v1/calls',
      fields: [
        ['Host', 'api.github.com'],
        ['Authorization', `Bearer ${kit.mint()}`],
      ],
    },
  }),
});

/** The host is known to be another provider's, and the token is known to be for this one. */
function otherProvider(host: string, { profile, token }: Evidence): Profile | undefined {
  const claims = token?.payload.members;
  if (claims === undefined || profile.hosts.some((domain) => isBelow(host, domain))) return undefined;
  const other = recogniseProfile(host, undefined);
  return other && other !== profile && recogniseProfile(undefined, claims) === profile ? other : undefined;
}

function environmentOf(host: string | undefined, { environments = [] }: Profile): string | undefined {
  return host && environments.find(({ hosts }) => hosts.some((domain) => isBelow(host, domain)))?.name;
}
