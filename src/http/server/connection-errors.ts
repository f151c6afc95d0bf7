import { randomBytes } from 'node:crypto';
import { type IncomingMessage, type Server, type ServerResponse, STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { problem } from '../problems/catalogue.ts';
import type { Problem } from '../problems/problem.ts';
import { SECURITY_HEADERS } from './security-headers.ts';

export interface ConnectionErrors {
  /** Keeps in mind which answer each connection waits for. */
  watch(server: Pick<Server, 'on'>): void;
  /** For `clientErrorHandler`: answers what is not HTTP enough to become a request, and ends the connection. */
  answer(error: NodeJS.ErrnoException, socket: Socket): void;
}

/**
 * Bytes that cannot be read come after a whole request where a client sends a body without saying so (older Vonage
 * clients do, with DELETE): that request is answered first, as it would be by any server that reads one at a time.
 */
export function connectionErrors(): ConnectionErrors {
  const answers = new WeakMap<Socket, ServerResponse>();
  return {
    watch(server) {
      server.on('request', (request: IncomingMessage, response: ServerResponse) => {
        answers.set(request.socket, response);
      });
    },
    answer(error, socket) {
      const response = answers.get(socket);
      if (error.code === 'ECONNRESET' || !socket.writable) socket.destroy();
      else if (response?.req.complete && !response.writableFinished) response.once('close', () => socket.end());
      else socket.end(messageFor(error.code));
    },
  };
}

function messageFor(code: string | undefined): string {
  const told = problemFor(code);
  const body = JSON.stringify(told.toBody(randomBytes(16).toString('hex')));
  const headers = {
    ...SECURITY_HEADERS,
    'cache-control': 'no-store',
    'content-type': 'application/problem+json',
    'content-length': String(Buffer.byteLength(body)),
    date: new Date().toUTCString(),
    connection: 'close',
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 ${told.status} ${STATUS_CODES[told.status]}\r\n${lines.join('')}\r\n${body}`;
}

function problemFor(code: string | undefined): Problem {
  switch (code) {
    case 'HPE_HEADER_OVERFLOW':
      return problem('header-lines', { limit: '16384 bytes' });
    case 'HPE_CHUNK_EXTENSIONS_OVERFLOW':
      return problem('body-too-large', {});
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return problem('request-timeout');
    default:
      return problem('malformed-request', { fault: 'The bytes received are not an HTTP/1.1 request' });
  }
}
