import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { Identity } from '../../actions/authenticate-request.ts';
import { type Sender, senderOf } from '../../actions/parts/sender.ts';
import { recallToken } from '../../actions/recall-token.ts';
import { hasPlainToken, readBearerRequest } from '../../core/request/plain-request.ts';
import { acceptance } from './answer.ts';
import { clientAddress } from './client-address.ts';
import { answerExtAuthz, answerGate, answerVerdict, type GateHandlerParts, headerFields } from './handler.ts';
import { EXT_AUTHZ, isExtAuthz, prefixedRequest } from './original-request.ts';
import { takingTurns } from './turns.ts';

export interface DirectParts {
  readonly gate: GateHandlerParts;
  /** On every answer of the server. */
  readonly headers: { readonly [name: string]: string };
  /** Whether the server is on its way out: then each answer has to say so. */
  readonly isDraining: () => boolean;
  readonly count: (method: string, route: string, status: number, seconds: number) => void;
  /**
   * Who answers a request that is not accepted: this; the framework, which writes a line about each to the server's log;
   * or the process that owns the data, and this one answers nothing else.
   */
  readonly refusals: 'here' | 'framework' | 'owner';
}

/** What answers, where the request is judged. */
const ROUTES: ReadonlyMap<string | undefined, typeof answerGate> = new Map([
  ['/gate', answerGate],
  ['/gate/verdict', answerVerdict],
]);
/** Header lines of a request that is plain; with more, the framework counts. */
const LINES = 60;

/**
 * Answers a plain request without the framework: at once where its token was accepted before and would be again, and
 * otherwise as the route does. Every other request, and one that cannot be judged, goes to `others` as it came.
 */
export function directGate(
  parts: DirectParts,
): (req: IncomingMessage, res: ServerResponse, others: RequestListener) => void {
  const { gate, isDraining, count } = parts;
  const answers = answersWith(parts.headers);
  const inTurn = takingTurns();

  async function judge(
    req: IncomingMessage,
    res: ServerResponse,
    answerTo: typeof answerGate,
    start: number,
    others: RequestListener,
  ) {
    const { status, headers, body } = await answerTo(gate, req);
    if (status >= 300 && parts.refusals === 'owner') return others(req, res);
    const all: { [name: string]: string | number } = { ...parts.headers };
    for (const name in headers) all[name.toLowerCase()] = headers[name] as string;
    if (isDraining()) all['connection'] = 'close';
    // RFC 9110 §8.6: a 204 has no length.
    if (status !== 204) all['content-length'] = Buffer.byteLength(body);
    res.writeHead(status, all).end(body);
    count(req.method as string, routeOf(req), status, (performance.now() - start) / 1000);
  }

  return (req, res, others) => {
    const isPrefixed = isExtAuthz(req.url);
    const answerTo = isPrefixed ? answerExtAuthz : ROUTES.get(req.url);
    if (answerTo === undefined) return others(req, res);
    const start = performance.now();
    const judged = isPrefixed ? prefixedIn(req, gate.isTrusted) : judgedIn(req, gate.isTrusted);
    if (judged === undefined) return others(req, res);
    const bearer = readBearerRequest(req.rawHeaders, judged.method, judged.target);
    const identity = bearer && recallToken(gate.gate, bearer);
    if (identity !== undefined) {
      const status = isPrefixed ? 200 : 204;
      let lines = answers(identity, judged);
      if (isPrefixed) lines = [...lines, 'content-length', '0'];
      if (isDraining()) lines = [...lines, 'connection', 'close'];
      res.writeHead(status, lines).end();
      gate.onDecision(null);
      gate.onAccepted(identity, judged, status, () => senderIn(req, gate.isTrusted));
      const seconds = (performance.now() - start) / 1000;
      count(req.method as string, routeOf(req), status, seconds);
      gate.trace?.({ fields: headerFields(req), ...judged, cause: null, identity, seconds });
      return;
    }
    // What has no token, or more than one, is not accepted.
    if (parts.refusals === 'framework' || (parts.refusals === 'owner' && !(bearer && hasPlainToken(bearer))))
      return others(req, res);
    // What cannot be judged is judged again, and told by whoever tells every other error.
    inTurn(() => judge(req, res, answerTo, start, others).catch(() => others(req, res)));
  };
}

/** The route as the metrics name it: of bounded number. */
function routeOf({ url }: IncomingMessage): string {
  return isExtAuthz(url) ? `${EXT_AUTHZ}/*` : (url as string);
}

/** The request that Envoy asks about, by the question itself. */
function prefixedIn(req: IncomingMessage, isTrusted: GateHandlerParts['isTrusted']): ReturnType<typeof judgedIn> {
  if (judgedIn(req, isTrusted) === undefined) return undefined;
  const named = prefixedRequest(req, isTrusted(req.socket.remoteAddress));
  return named.ok ? named : undefined;
}

/** Read for the requests that the log keeps, and no others. */
function senderIn(req: IncomingMessage, isTrusted: GateHandlerParts['isTrusted']): Sender {
  const fields = headerFields(req);
  const client = clientAddress(fields, req.socket.remoteAddress, isTrusted);
  return senderOf({ fields, ...(client !== undefined && { client }) });
}

/** The request that is judged; `undefined` where anything about how it is named, or about the message, wants a closer look. */
function judgedIn(
  { rawHeaders, httpVersion, socket }: IncomingMessage,
  isTrusted: GateHandlerParts['isTrusted'],
): { method?: string; target?: string } | undefined {
  if (httpVersion !== '1.1' || rawHeaders.length > 2 * LINES) return undefined;
  let hosts = 0;
  let method: string | undefined;
  let target: string | undefined;
  let pair: string | undefined;
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = rawHeaders[at] as string;
    const wanted = BY_LENGTH[name.length];
    if (wanted === undefined) continue;
    const lower = name.toLowerCase();
    if (!wanted.includes(lower)) continue;
    const value = rawHeaders[at + 1] as string;
    if (lower === 'host') hosts++;
    else if (lower === 'connection') {
      if (/x-mintmark/i.test(value)) return undefined;
    } else {
      // `x-original` or `x-forwarded`: both of one pair, each once.
      const own = lower.slice(0, lower.lastIndexOf('-'));
      pair ??= own;
      if (own !== pair) return undefined;
      if (lower.endsWith('method') ? method !== undefined : target !== undefined) return undefined;
      if (lower.endsWith('method')) method = value;
      else target = value;
    }
  }
  if (hosts !== 1) return undefined;
  if (method === undefined && target === undefined) return {};
  if (!isTrusted(socket.remoteAddress)) return {};
  return { ...(method !== undefined && { method }), ...(target !== undefined && { target }) };
}

/** Names that are looked at, by their length: the others cost one look. */
const BY_LENGTH: readonly (readonly string[] | undefined)[] = byLength([
  'host',
  'connection',
  'x-original-uri',
  'x-original-url',
  'x-original-method',
  'x-forwarded-uri',
  'x-forwarded-method',
]);

function byLength(names: readonly string[]): (string[] | undefined)[] {
  const found: (string[] | undefined)[] = [];
  for (const name of names) found[name.length] = [...(found[name.length] ?? []), name];
  return found;
}

/** Header lines of the answer, names and values in turn, made once for each identity and kind of judgement. */
function answersWith(headers: DirectParts['headers']) {
  const known = new WeakMap<Identity, (string[] | undefined)[]>();
  return (identity: Identity, judged: { method?: string; target?: string }): string[] => {
    const kind = judged.target === undefined ? 0 : judged.method === undefined ? 1 : 2;
    let own = known.get(identity);
    if (own === undefined) {
      own = [];
      known.set(identity, own);
    }
    own[kind] ??= Object.entries({ ...headers, ...acceptance(identity, judged).headers }).flat();
    return own[kind];
  };
}
