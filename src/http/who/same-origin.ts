import type { FastifyRequest } from 'fastify';
import { type ProblemId, problem } from '../problems/catalogue.ts';

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS', 'TRACE']);

/** Whether the method promises to change nothing (RFC 9110 §9.2.1), or each of the methods of a route does. */
export function isSafe({ method }: { readonly method: string | string[] }): boolean {
  return [method].flat().every((one) => SAFE.has(one));
}

/** What `requireSameOrigin` throws in a route. */
export function originProblems(route: { readonly method: string | string[] }): readonly ProblemId[] {
  return isSafe(route) ? [] : ['other-origin'];
}

/** Where the dashboard is reached. */
export interface OwnOrigin {
  readonly publicUrl: string;
  /** Whether that is a setting: then no Host header of a request counts. */
  readonly isFixed: boolean;
}

/**
 * Refuses a change that a page of another site sent, or that does not say where it comes from. Browsers say it in
 * Sec-Fetch-Site, and in Origin where the connection is neither https nor of this machine. @throws Problem 403
 */
export function requireSameOrigin(request: FastifyRequest, { publicUrl, isFixed }: OwnOrigin): void {
  if (isSafe(request)) return;
  const { 'sec-fetch-site': site, origin, host } = request.headers;
  const known = new URL(publicUrl).host;
  const own = isFixed ? [known] : [known, host ?? known];
  // The scheme is left out: a proxy may have taken TLS off, and a page of the other scheme has no cookie sent.
  const from = URL.parse(String(origin))?.host;
  const isOwn = site === undefined ? own.some((one) => one === from) : site === 'same-origin';
  if (!isOwn) throw problem('other-origin');
}

/**
 * Refuses a change that a browser sends for a page of another site, whatever the credentials: it adds Basic ones by
 * itself. Who sends no Sec-Fetch-Site is no page. @throws Problem 403
 */
export function refuseCrossSite(request: FastifyRequest): void {
  if (!isSafe(request) && request.headers['sec-fetch-site'] === 'cross-site') throw problem('other-origin');
}
