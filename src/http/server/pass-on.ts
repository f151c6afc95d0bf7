import { timingSafeEqual } from 'node:crypto';
import { Agent, type IncomingMessage, type RequestListener, type ServerResponse, request as send } from 'node:http';
import { Socket } from 'node:net';

/** Where requests are passed on to, and how the process there knows that they come from here. */
export interface Passage {
  /** A Unix socket. */
  readonly path: string;
  /** Base64url, of 32 random bytes. */
  readonly secret: string;
}

/** First line of each request that is passed on: the secret, the version of HTTP, how many words of header lines follow, the peer. */
const LINE = 'mintmark-passed-on';
/** What that line takes at most. */
export const LINE_BYTES = 256;
/** A connection that nobody needs for this long is closed, long before its other end would do it. */
const IDLE_MILLISECONDS = 30_000;
/** How long a body is read that nobody wants. */
const READ_OUT_MILLISECONDS = 500;
/** Between two hops alone (RFC 9110 §7.6.1): this connection has its own. */
const HOP_BY_HOP = new Set(['connection', 'keep-alive', 'transfer-encoding']);

/**
 * Passes requests on to the process that owns the data, as they came, and its answers back. A line that the client wrote
 * in place of ours is passed on behind it, as any other.
 */
export function passingOn({ path, secret }: Passage): RequestListener & { close(): void } {
  const agent = new Agent({ keepAlive: true, maxFreeSockets: 1024, timeout: IDLE_MILLISECONDS });

  function passOn(request: IncomingMessage, response: ServerResponse): void {
    const peer = request.socket.remoteAddress;
    // Whoever asked is gone already.
    if (peer === undefined) return void response.destroy();
    const lines = linesOf(request);
    const headers = [LINE, `${secret} ${request.httpVersion} ${lines.length} ${peer}`, ...lines];
    // Node would tell of a body by itself where a method usually has one.
    if (!isBodyTold(request)) headers.push('Content-Length', '0');
    const { method, url } = request;
    const passed = send({ socketPath: path, agent, method, path: url, headers });
    passed.on('response', (answer) => {
      request.unpipe(passed);
      answerWith(answer, request, response);
    });
    // The owner is gone, or it cut the connection: so does this process. An answer that has begun has errors of its own.
    passed.on('error', () => {
      if (!response.headersSent) response.destroy();
    });
    response.once('close', () => {
      if (!response.writableFinished) passed.destroy();
    });
    request.pipe(passed);
  }

  return Object.assign(passOn, { close: () => agent.destroy() });
}

const isBodyTold = ({ headers }: IncomingMessage) =>
  headers['transfer-encoding'] !== undefined || headers['content-length'] !== undefined;

/** Without Trailer where there are no chunks: nobody reads it there, and Node refuses to send it. */
function linesOf({ rawHeaders, headers }: IncomingMessage): readonly string[] {
  if (headers['transfer-encoding'] !== undefined) return rawHeaders;
  return rawHeaders.filter((_, at) => rawHeaders[at - (at % 2)]?.toLowerCase() !== 'trailer');
}

function answerWith(answer: IncomingMessage, request: IncomingMessage, response: ServerResponse): void {
  const lines: string[] = [];
  const { rawHeaders } = answer;
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) {
    const [name, value] = [rawHeaders[at] as string, rawHeaders[at + 1] as string];
    if (!HOP_BY_HOP.has(name.toLowerCase())) lines.push(name, value);
  }
  if (/\bclose\b/i.test(answer.headers.connection ?? '')) lines.push('connection', 'close');
  response.writeHead(answer.statusCode as number, answer.statusMessage ?? '', lines);
  answer.on('error', () => response.destroy());
  answer.pipe(response, { end: false });
  answer.once('end', () => readOut(request, () => response.end()));
}

/**
 * Reads what is left of a body that nobody wants, for a moment: a connection that is closed while bytes are unread takes
 * the answer with it.
 */
function readOut(request: IncomingMessage, done: () => void): void {
  if (request.complete) {
    done();
    return;
  }
  request.resume();
  const timer = setTimeout(done, READ_OUT_MILLISECONDS);
  request.once('close', () => clearTimeout(timer));
  request.once('end', () => {
    clearTimeout(timer);
    done();
  });
}

/**
 * Reads the line of `passingOn`, and makes the request what it was there. @returns whether it was genuine: who cannot
 * write it is nobody's peer, and is cut
 */
export function admitPassedOn(secret: string): (request: IncomingMessage) => boolean {
  const wanted = Buffer.from(secret);
  return (request) => {
    const { rawHeaders, headers } = request;
    const [given = '', version = '', words = '', peer = ''] =
      rawHeaders[0] === LINE ? (rawHeaders[1] ?? '').split(' ') : [];
    const told = Buffer.from(given);
    if (told.length !== wanted.length || !timingSafeEqual(told, wanted)) return false;
    // What stands behind those lines was added on the way.
    rawHeaders.splice(0, 2);
    rawHeaders.length = Number(words);
    for (const name of [LINE, 'connection', 'content-length']) {
      const own = rawHeaders.filter((_, at) => at % 2 === 1 && rawHeaders[at - 1]?.toLowerCase() === name);
      if (own.length === 0) delete headers[name];
      else headers[name] = own.join(', ');
    }
    const [major, minor] = version.split('.').map(Number);
    Object.assign(request, { httpVersion: version, httpVersionMajor: major, httpVersionMinor: minor });
    // One request after the other comes over a connection: each has its own peer.
    Object.defineProperty(request.socket, 'remoteAddress', { value: peer, configurable: true });
    const { socket } = request;
    socket.destroySoon = () => {
      socket.end();
      readOut(request, () => Socket.prototype.destroySoon.call(socket));
    };
    return true;
  };
}
