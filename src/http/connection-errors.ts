import { randomBytes } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { ownProblem, type Problem } from './problem.ts';
import { malformedRequest } from './problems.ts';
import { SECURITY_HEADERS } from './security-headers.ts';

/** Answers what is not HTTP enough to become a request, and ends the connection. */
export function answerConnectionError(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const problem = problemFor(error.code);
  const body = JSON.stringify(problem.toBody(randomBytes(16).toString('hex')));
  const headers = {
    ...SECURITY_HEADERS,
    'cache-control': 'no-store',
    'content-type': 'application/problem+json',
    'content-length': String(Buffer.byteLength(body)),
    date: new Date().toUTCString(),
    connection: 'close',
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(`HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status]}\r\n${lines.join('')}\r\n${body}`);
}

function problemFor(code: string | undefined): Problem {
  switch (code) {
    case 'HPE_HEADER_OVERFLOW':
      return ownProblem(431, 'header-lines', 'Header too large', 'The header is larger than 16384 bytes');
    case 'HPE_CHUNK_EXTENSIONS_OVERFLOW':
      return ownProblem(413, 'body-too-large', 'Chunk extensions too large', 'The chunk extensions are too large');
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return ownProblem(408, 'request-timeout', 'Request timeout', 'The request did not arrive whole in time');
    default:
      return malformedRequest('The bytes received are not an HTTP/1.1 request');
  }
}
