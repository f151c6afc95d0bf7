import type { FastifyRequest } from 'fastify';
import { otherOrigin } from '../problems/people-problems.ts';

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS', 'TRACE']);

/** Whether the method promises to change nothing (RFC 9110 §9.2.1). */
export function isSafe({ method }: FastifyRequest): boolean {
  return SAFE.has(method);
}

/**
 * Refuses a change that a page of another site sent, or that does not say where it comes from. Browsers say it in
 * Sec-Fetch-Site, and in Origin where the connection is neither https nor of this machine. @throws Problem 403
 */
export function requireSameOrigin(request: FastifyRequest, publicUrl: string): void {
  if (isSafe(request)) return;
  const { 'sec-fetch-site': site, origin, host } = request.headers;
  const own: readonly (string | null | undefined)[] = [host, new URL(publicUrl).host];
  const isOwn = site === undefined ? own.includes(hostOf(origin)) : site === 'same-origin';
  if (!isOwn) throw otherOrigin();
}

/** The scheme is left out: a proxy may have taken TLS off, and a page of the other scheme has no cookie sent. */
function hostOf(origin: string | undefined): string | null {
  return origin !== undefined && URL.canParse(origin) ? new URL(origin).host : null;
}
