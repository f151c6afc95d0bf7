import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Identity } from '../../actions/authenticate-request.ts';
import { recallToken } from '../../actions/recall-token.ts';
import { readPlainRequest } from '../../core/request/plain-request.ts';
import { acceptance } from './answer.ts';
import type { GateHandlerParts } from './handler.ts';

export interface DirectParts {
  readonly gate: GateHandlerParts;
  /** On every answer of the server. */
  readonly headers: { readonly [name: string]: string };
  /** Whether the server is on its way out: then each answer has to say so. */
  readonly isDraining: () => boolean;
  readonly count: (method: string, route: string, status: number, seconds: number) => void;
}

/** Where an accepted request is answered with 204. */
const ROUTES: readonly (string | undefined)[] = ['/gate', '/gate/verdict'];
/** Header lines of a request that is plain; with more, the framework counts. */
const LINES = 60;

/**
 * Answers at once a plain request whose token was accepted before and would be again: no framework, no line in the log.
 * @returns false for every other request, which it leaves as it came
 */
export function directGate(parts: DirectParts): (req: IncomingMessage, res: ServerResponse) => boolean {
  const { gate, isDraining, count } = parts;
  const answers = answersWith(parts.headers);
  return (req, res) => {
    if (!ROUTES.includes(req.url) || isDraining()) return false;
    const start = performance.now();
    const judged = judgedIn(req, gate.isTrusted);
    if (judged === undefined) return false;
    const plain = readPlainRequest(req.rawHeaders, judged.method, judged.target);
    const identity = plain && recallToken(gate.gate, plain);
    if (identity === undefined) return false;
    res.writeHead(204, answers(identity, judged)).end();
    gate.onDecision(null);
    gate.onAccepted(identity, judged, 204);
    count(req.method as string, req.url as string, 204, (performance.now() - start) / 1000);
    return true;
  };
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
