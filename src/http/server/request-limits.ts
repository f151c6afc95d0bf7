import type { FastifyRequest } from 'fastify';
import { problem } from '../problems/catalogue.ts';
import type { Problem } from '../problems/problem.ts';

/** More header lines than this are refused; none is ever dropped in silence. */
export const HEADER_LINES_LIMIT = 100;

/** Node's own limits, in the form that Fastify takes. Idle connections outlive those of the usual proxies (60 s). */
export const CONNECTION_LIMITS = {
  headersTimeoutMilliseconds: 10_000,
  requestTimeoutMilliseconds: 30_000,
  keepAliveTimeoutMilliseconds: 75_000,
  checkingIntervalMilliseconds: 2_000,
} as const;

/** An `onRequest` hook: refuses what Node lets through although the next hop may read it in another way. */
export async function refuseAmbiguousRequest(request: FastifyRequest): Promise<void> {
  const { rawHeaders, httpVersion, url = '' } = request.raw;
  const lines = rawHeaders.length / 2;
  if (lines > HEADER_LINES_LIMIT) throw problem('header-lines', { found: lines, limit: String(HEADER_LINES_LIMIT) });
  if (httpVersion !== '1.1' && httpVersion !== '1.0') throw malformed('The server speaks HTTP/1.0 and HTTP/1.1 only');
  const hosts = rawHeaders.filter((text, index) => index % 2 === 0 && text.toLowerCase() === 'host').length;
  if (hosts > 1 || (hosts === 0 && httpVersion === '1.1')) {
    throw malformed(`The request has ${hosts} Host headers; send one`);
  }
  if (url !== '*' && !url.startsWith('/')) {
    throw malformed('The request target must be a path; this server is not a proxy');
  }
  if (url.includes('#')) throw malformed('The request target has a fragment, which is never sent');
}

function malformed(fault: string): Problem {
  return problem('malformed-request', { fault });
}
