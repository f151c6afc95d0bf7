import type { IncomingMessage, ServerResponse } from 'node:http';
import {
  authenticateRequest,
  type Decision,
  type GateParts,
  type GateRequest,
  type Identity,
} from '../../actions/authenticate-request.ts';
import { callerFinding } from '../../actions/explain-rejection.ts';
import { type Sender, senderOf } from '../../actions/parts/sender.ts';
import type { RejectionRecorder } from '../../actions/record-rejection.ts';
import type { HeaderField } from '../../core/request/field.ts';
import { readPlainRequest } from '../../core/request/plain-request.ts';
import { isPlainPreflight } from '../../core/request/preflight.ts';
import {
  type Answer,
  type AnswerSettings,
  acceptance,
  bareRejection,
  passedPreflight,
  rejection,
  rejectionMembers,
} from './answer.ts';
import { clientAddress } from './client-address.ts';
import { type OriginalRequest, originalRequest, prefixedRequest, stripsIdentity } from './original-request.ts';

export interface GateHandlerParts {
  readonly gate: GateParts;
  readonly recorder: RejectionRecorder;
  readonly settings: AnswerSettings;
  /** What becomes of a browser's preflight: rejected like any request without a token, or passed on as nobody's. */
  readonly preflights: 'reject' | 'pass';
  readonly isTrusted: (address: string | undefined) => boolean;
  /** Called once for each decision, with the cause that its caller is told or `null`: anybody may read the metrics. */
  readonly onDecision: (cause: string | null) => void;
  /** Called with whose token an accepted request has, once its answer is known; `sender` reads who sent it. */
  readonly onAccepted: (
    identity: Identity,
    request: Pick<GateRequest, 'method' | 'target'>,
    status: number,
    sender: () => Sender,
  ) => void;
  /** Called with each decision, where somebody traces. */
  readonly trace?: (judged: JudgedRequest) => void;
}

/** One decision, as a trace tells it. */
export interface JudgedRequest {
  readonly fields: readonly HeaderField[];
  readonly method?: string;
  readonly target?: string;
  /** What the caller was told; `null` for an accepted request. */
  readonly cause: string | null;
  readonly identity?: Identity;
  /** How long it took. */
  readonly seconds: number;
}

type Rejection = Extract<Decision, { ok: false }>;

/** Judges the request that a proxy asks about. @throws UnavailableError where the registry cannot be asked. */
export async function answerGate(parts: GateHandlerParts, req: IncomingMessage): Promise<Answer> {
  return judgeOriginal(parts, req, (decision, request) => explained(parts, decision, request));
}

/**
 * The verdict alone, for a proxy that keeps no body of its own question (nginx) and then asks for the refusal: one
 * rejected request is one in the log.
 */
export async function answerVerdict(parts: GateHandlerParts, req: IncomingMessage): Promise<Answer> {
  return judgeOriginal(parts, req, async (decision) => bareRejection(callerFinding(decision), parts.settings));
}

/**
 * Judges the request that Envoy asks about (ext_authz over HTTP): the question has its method, and its target behind a
 * prefix. Envoy takes 200 alone for a yes, not 204.
 */
export async function answerExtAuthz(parts: GateHandlerParts, req: IncomingMessage): Promise<Answer> {
  const original = prefixedRequest(req, parts.isTrusted(req.socket.remoteAddress));
  if (!original.ok) {
    return problem(original.status ?? 400, 'The request judged is not named', { detail: original.detail });
  }
  const refuse = (decision: Rejection, request: GateRequest) => explained(parts, decision, request);
  return judgeNamed(parts, questionOf(req, original, 200), refuse);
}

/** Judges the request that Envoy asks about over gRPC, where 200 stands for a yes too. @throws as `answerGate` does */
export async function answerCheck(parts: GateHandlerParts, question: Omit<Question, 'yes'>): Promise<Answer> {
  const refuse = (decision: Rejection, request: GateRequest) => explained(parts, decision, request);
  return judgeNamed(parts, { ...question, yes: 200 }, refuse);
}

async function judgeOriginal(
  parts: GateHandlerParts,
  req: IncomingMessage,
  refuse: (decision: Rejection, request: GateRequest) => Promise<Answer>,
): Promise<Answer> {
  const original = originalRequest(headerFields(req), parts.isTrusted(req.socket.remoteAddress));
  if (!original.ok) return problem(400, 'The request judged is named twice', { detail: original.detail });
  return judgeNamed(parts, questionOf(req, original, 204), refuse);
}

/** What a proxy asks, by whichever protocol. */
interface Question {
  /** Names and values of the request judged in turn, as node:http gives them. */
  readonly rawHeaders: readonly string[];
  readonly original: Extract<OriginalRequest, { ok: true }>;
  /** Address of who sent the request judged, or of a proxy that says who did. */
  readonly peer: string | undefined;
  /** Status by which this proxy knows that the request may pass. */
  readonly yes: 200 | 204;
}

function questionOf(req: IncomingMessage, original: Question['original'], yes: Question['yes']): Question {
  return { rawHeaders: req.rawHeaders, original, peer: req.socket.remoteAddress, yes };
}

async function judgeNamed(
  parts: GateHandlerParts,
  { rawHeaders, original, peer, yes }: Question,
  refuse: (decision: Rejection, request: GateRequest) => Promise<Answer>,
): Promise<Answer> {
  const fields = headerFields({ rawHeaders });
  if (stripsIdentity(fields)) {
    return problem(400, 'Connection names an identity field', {
      detail:
        'The Connection header names an X-Mintmark header, which would strip it before it reaches the upstream. Send Connection without it.',
    });
  }
  const judged = {
    ...(original.method !== undefined && { method: original.method }),
    ...(original.target !== undefined && { target: original.target }),
  };
  const client = clientAddress(fields, peer, parts.isTrusted);
  const plain = readPlainRequest(rawHeaders, judged.method, judged.target);
  const request: GateRequest = { fields, ...judged, ...(client !== undefined && { client }) };
  if (parts.preflights === 'pass' && isPlainPreflight(request)) return { ...passedPreflight(), status: yes };
  const start = performance.now();
  const decision = await authenticateRequest(parts.gate, request, plain);
  tellDecision(parts, request, decision, start);
  if (!decision.ok) return refuse(decision, request);
  parts.onAccepted(decision.identity, judged, yes, () => senderOf(request));
  return { ...acceptance(decision.identity, judged), status: yes };
}

/**
 * The refusal alone, of a request that was judged and counted before. Never a 2xx, which the client would take for the
 * answer of an API that its request did not reach.
 */
export async function answerRefusal(parts: GateHandlerParts, req: IncomingMessage): Promise<Answer> {
  const untold = { onDecision: () => {}, onAccepted: () => {}, trace: () => {} };
  const answer = await answerGate({ ...parts, ...untold }, req);
  if (answer.status >= 400) return answer;
  return problem(503, 'The request was not rejected by the gate', {
    detail:
      'The proxy could not pass the request on, and the gate accepts it. It did not reach the API: send it again.',
    headers: { 'Retry-After': '1' },
  });
}

/** Records a rejection and makes its answer; `shapeOf` gives another API's own members for a cause. */
export async function explained(
  parts: Pick<GateHandlerParts, 'recorder' | 'settings'>,
  decision: Rejection,
  request: GateRequest,
  shapeOf?: (cause: string, status: number) => { [name: string]: unknown },
): Promise<Answer> {
  const { id, told, fullReport } = await parts.recorder.record(decision, request);
  const members = rejectionMembers(told, id, parts.settings, fullReport);
  return rejection(members, parts.settings, shapeOf?.(members.cause, members.status));
}

/** Counts a decision, and tells it to whoever traces. @param start of the judgement, by `performance.now()` */
export function tellDecision(
  parts: Pick<GateHandlerParts, 'onDecision' | 'trace'>,
  request: GateRequest,
  decision: Decision,
  start: number,
): void {
  const cause = decision.ok ? null : callerFinding(decision).cause;
  parts.onDecision(cause);
  const seconds = (performance.now() - start) / 1000;
  parts.trace?.({ ...request, cause, seconds, ...(decision.ok && { identity: decision.identity }) });
}

/** Header lines in pairs, as received: `req.headers` would hide a second Authorization line. */
export function headerFields(req: { readonly rawHeaders: readonly string[] }): HeaderField[] {
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

/** A refusal that no cause tells: of how the request was asked about. */
export function problem(
  status: number,
  title: string,
  { detail, headers = {} }: { readonly detail: string; readonly headers?: { readonly [name: string]: string } },
): Answer {
  return {
    status,
    headers: { 'Content-Type': 'application/problem+json', 'Cache-Control': 'no-store', ...headers },
    body: JSON.stringify({ type: 'about:blank', title, status, detail }),
  };
}
