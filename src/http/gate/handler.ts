import type { IncomingMessage, ServerResponse } from 'node:http';
import { authenticateRequest, type Decision, type GateParts, type GateRequest } from '../../actions/authenticate-request.ts';
import type { RejectionRecorder } from '../../actions/record-rejection.ts';
import type { HeaderField } from '../../core/request/field.ts';
import { type Answer, type AnswerSettings, acceptance, rejection, rejectionMembers } from './answer.ts';
import { originalRequest, stripsIdentity } from './original-request.ts';

export interface GateHandlerParts {
  readonly gate: GateParts;
  readonly recorder: RejectionRecorder;
  readonly settings: AnswerSettings;
  readonly isTrusted: (address: string | undefined) => boolean;
  /** Called once for each decision, for the metrics. */
  readonly onDecision?: (cause: string | null) => void;
  /** Called with a failure that is not the request's: the answer is a 500 or 503, never a 204. */
  readonly onFailure: (error: unknown) => Answer;
}

/** `/gate`: forward authentication for a proxy, written for bare node:http because it is the hot path. */
export function gateHandler(parts: GateHandlerParts): (req: IncomingMessage, res: ServerResponse) => void {
  return (req, res) => {
    answerGate(parts, req).then(
      (answer) => send(res, answer),
      (error: unknown) => send(res, parts.onFailure(error)),
    );
  };
}

async function answerGate(parts: GateHandlerParts, req: IncomingMessage): Promise<Answer> {
  const fields = headerFields(req);
  const original = originalRequest(fields, parts.isTrusted(req.socket.remoteAddress));
  if (!original.ok) return refusal('The request judged is named twice', original.detail);
  if (stripsIdentity(fields)) {
    return refusal(
      'Connection names an identity field',
      'The Connection field names an X-Mintmark field, which would strip it before it reaches the upstream. Send Connection without it.',
    );
  }
  const judged = {
    ...(original.method !== undefined && { method: original.method }),
    ...(original.target !== undefined && { target: original.target }),
  };
  const request: GateRequest = { fields, ...judged };
  const decision = await authenticateRequest(parts.gate, request);
  parts.onDecision?.(decision.ok ? null : decision.finding.cause);
  if (decision.ok) return acceptance(decision.identity, judged);
  return explained(parts, decision, request);
}

/** Records a rejection and makes its answer; `shape` is another API's own 401 body. */
export async function explained(
  parts: Pick<GateHandlerParts, 'recorder' | 'settings'>,
  decision: Extract<Decision, { ok: false }>,
  request: GateRequest,
  shape?: { [name: string]: unknown },
): Promise<Answer> {
  const recorded = await parts.recorder.record(decision, request);
  const { id, callerFinding, callerReport, fullReport } = recorded;
  return rejection(rejectionMembers(callerFinding, callerReport, id, parts.settings, fullReport), parts.settings, shape);
}

/** Header lines in pairs, as received: `req.headers` would hide a second Authorization line. */
export function headerFields(req: Pick<IncomingMessage, 'rawHeaders'>): HeaderField[] {
  const fields: HeaderField[] = [];
  for (let i = 0; i + 1 < req.rawHeaders.length; i += 2) {
    fields.push([req.rawHeaders[i] ?? '', req.rawHeaders[i + 1] ?? '']);
  }
  return fields;
}

export function send(res: ServerResponse, answer: Answer): void {
  if (res.headersSent || res.destroyed) return;
  res.writeHead(answer.status, answer.headers).end(answer.body);
}

function refusal(title: string, detail: string): Answer {
  return {
    status: 400,
    headers: { 'Content-Type': 'application/problem+json', 'Cache-Control': 'no-store' },
    body: JSON.stringify({ type: 'about:blank', title, status: 400, detail }),
  };
}
