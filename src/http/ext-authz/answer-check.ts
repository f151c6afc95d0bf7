import { randomUUID } from 'node:crypto';
import { senderOf } from '../../actions/parts/sender.ts';
import { recallToken } from '../../actions/recall-token.ts';
import { readPlainRequest } from '../../core/request/plain-request.ts';
import { type Answer, acceptance } from '../gate/answer.ts';
import { clientAddress } from '../gate/client-address.ts';
import { answerCheck, type GateHandlerParts, headerFields, problem } from '../gate/handler.ts';
import { takingTurns } from '../gate/turns.ts';
import type { CountAnswer } from '../server/answer-counts.ts';
import { problemOfFailure } from '../server/error-answer.ts';
import type { CheckRequest, CheckResponse } from './messages.ts';
import { readCheck } from './read-check.ts';
import { checkResponse } from './write-check.ts';

export interface CheckParts {
  readonly gate: GateHandlerParts;
  readonly count: CountAnswer;
  /** Called where a request could not be judged, with the id that its sender is told, and the words. */
  readonly onFailure: (error: unknown, instance: string, title: string) => void;
  /** Called with each refusal. */
  readonly onRefusal: (route: string, status: number, milliseconds: number, peer: string | undefined) => void;
}

/** The method of the service, as the metrics name it. */
const CHECK = '/envoy.service.auth.v3.Authorization/Check';

type Respond = (response: CheckResponse) => void;

/**
 * Answers what Envoy asks over gRPC, by the gate that answers over HTTP. Every answer is a verdict, also where nothing
 * could be judged: Envoy may be told to let through what ends in an error, and no refusal depends on that.
 */
export function checking(parts: CheckParts): (request: CheckRequest, peer: string | undefined, to: Respond) => void {
  const { gate } = parts;
  const inTurn = takingTurns();

  async function judge(question: Parameters<typeof answerCheck>[1]): Promise<Answer> {
    try {
      return await answerCheck(gate, question);
    } catch (error) {
      return failed(error);
    }
  }

  function failed(error: unknown): Answer {
    const instance = randomUUID().replaceAll('-', '');
    const told = problemOfFailure(error);
    if (told.status >= 500) parts.onFailure(error, instance, told.title);
    const headers = { 'Content-Type': 'application/problem+json', 'Cache-Control': 'no-store', ...told.headers };
    return { status: told.status, headers, body: JSON.stringify(told.toBody(instance)) };
  }

  function read(request: CheckRequest): ReturnType<typeof readCheck> | Answer {
    try {
      return readCheck(request);
    } catch (error) {
      return failed(error);
    }
  }

  return (request, peer, to) => {
    const start = performance.now();
    const { method = '' } = request.attributes?.request?.http ?? {};
    const finish = (answer: Answer, rawHeaders: readonly string[]) => {
      const took = performance.now() - start;
      parts.count(method, CHECK, answer.status, took / 1000);
      if (answer.status >= 300) parts.onRefusal(CHECK, answer.status, Math.round(took * 10) / 10, peer);
      to(checkResponse(answer, rawHeaders));
    };
    if (!gate.isTrusted(peer)) return finish(UNTRUSTED, []);
    const named = read(request);
    if ('status' in named) return finish(named, []);
    if (!named.ok) return finish(problem(400, 'The request judged is not named', { detail: named.detail }), []);
    const { rawHeaders, target, source = peer } = named;
    const judged = { method: named.method, target };
    // Envoy takes Connection away; one that is there wants a closer look.
    const plain = rawHeaders.includes('connection') ? undefined : readPlainRequest(rawHeaders, method, target);
    const identity = plain && recallToken(gate.gate, plain);
    if (identity !== undefined) {
      gate.onDecision(null);
      const fields = headerFields({ rawHeaders });
      gate.trace?.({ fields, ...judged, cause: null, identity, seconds: (performance.now() - start) / 1000 });
      gate.onAccepted(identity, judged, 200, () => {
        const client = clientAddress(fields, source, gate.isTrusted);
        return senderOf({ fields, ...(client !== undefined && { client }) });
      });
      return finish({ ...acceptance(identity, judged), status: 200 }, rawHeaders);
    }
    const question = { rawHeaders, original: { ok: true as const, ...judged }, peer: source };
    // In a flood of bad tokens, good ones are answered in between.
    inTurn(() => judge(question).then((answer) => finish(answer, rawHeaders)));
  };
}

const UNTRUSTED: Answer = problem(403, 'The request judged is not named', {
  detail:
    'Only a trusted proxy may ask over gRPC. Name the address of the proxy in --trusted-proxies (MINTMARK_TRUSTED_PROXIES).',
});
