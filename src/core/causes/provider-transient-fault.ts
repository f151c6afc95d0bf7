import { defineCause, type Facts } from '../evidence/cause.ts';
import { list, pairs, paragraph, steps } from '../evidence/doc.ts';
import { rfc } from '../evidence/sources.ts';
import { observedAnswer } from '../observe/observed-answer.ts';
import { hintOf, saidBy } from '../observe/sound-token.ts';

interface TransientFacts extends Facts {
  readonly status: number | null;
  readonly answer: string;
  readonly retryAfter: string | null;
}

export const providerTransientFault = defineCause<TransientFacts>({
  id: 'provider-transient-fault',
  stage: 'environment',
  party: 'nobody',
  cites: [rfc(9110, '15.6'), rfc(9110, '10.2.3')],
  needs: ['response'],
  certainty: 'possible',
  title: 'Temporary provider error',
  searchedAs: ['works sometimes', 'intermittent 401', 'outage', 'random failures'],
  related: ['network-or-tls-failure', 'registration-not-propagated', 'clock-ahead'],
  appliesTo: ['API requests', 'App Store Connect'],
  article: {
    symptom: [paragraph('The same request is rejected now and accepted a minute later. Failures come in clusters.')],
    cause: [
      paragraph(
        'A server of the provider answers wrongly for a while: it cannot reach its own registry, or its clock is wrong. A status of 500 or above says so itself; with a 401, the only sign is that nothing is wrong with the token.',
      ),
    ],
    resolution: [
      steps(
        'Send it again, with a new token and with a pause that grows after each attempt.',
        'Check the status page of the provider.',
        'Report it with the time, the id of the request, and the decoded token without its signature.',
      ),
    ],
    additional: [
      list(
        'Do not retry forever: after three failed attempts the error is not temporary.',
        'If one of several servers is at fault, every second or third request fails.',
      ),
    ],
  },
  find(evidence) {
    const status = evidence.response?.status;
    const isServerError = status !== undefined && status >= 500 && status !== 501 && status < 600;
    const certainty = isServerError ? 'likely' : hintOf(evidence, 'provider-transient-fault');
    if (!certainty) return undefined;
    const retryAfter = evidence.response?.fields?.find(([name]) => name.toLowerCase() === 'retry-after')?.[1];
    return {
      facts: {
        status: status ?? null,
        answer: saidBy(evidence, observedAnswer(evidence)?.message?.text),
        retryAfter: retryAfter?.slice(0, 40) ?? null,
      },
      at: { in: 'response' },
      certainty,
    };
  },
  explain: ({ status, answer, retryAfter }) => ({
    title:
      status !== null && status >= 500
        ? `The server answered with ${status}: the fault is on its side, not in the token.`
        : 'The server may have failed for a moment: no fault was found in the token.',
    detail: [pairs(['answer', answer], ...(retryAfter === null ? [] : [['retry after', retryAfter] as const]))],
  }),
  fix: () => ({
    applicability: 'guess',
    steps: [
      'Send it again with a new token, after a pause.',
      'If it fails again, check the status page of the provider.',
    ],
  }),
  example: (kit) => kit.input({ response: { status: 503, body: 'upstream connect error' } }),
});
