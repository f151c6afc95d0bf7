import type { FastifyRequest } from 'fastify';
import { malformedRequest, tooManyHeaderLines } from '../problems/vonage-problems.ts';

/** More header lines than this are refused; none is ever dropped in silence. */
const HEADER_LINES_LIMIT = 100;

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
  if (lines > HEADER_LINES_LIMIT) throw tooManyHeaderLines(lines, HEADER_LINES_LIMIT);
  if (httpVersion !== '1.1' && httpVersion !== '1.0') throw malformedRequest('Only HTTP/1.0 and HTTP/1.1 are spoken');
  const hosts = rawHeaders.filter((text, index) => index % 2 === 0 && text.toLowerCase() === 'host').length;
  if (hosts > 1 || (hosts === 0 && httpVersion === '1.1')) {
    throw malformedRequest(`The request has ${hosts} Host header lines; send one`);
  }
  if (url !== '*' && !url.startsWith('/')) {
    throw malformedRequest('The request target must be a path; this server is not a proxy');
  }
  if (url.includes('#')) throw malformedRequest('The request target has a fragment, which is never sent');
}
