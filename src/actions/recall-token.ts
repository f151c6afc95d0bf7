import { isAccepted } from '../core/observe/candidate-keys.ts';
import type { PlainRequest } from '../core/request/plain-request.ts';
import type { GateParts, Identity } from './authenticate-request.ts';

/**
 * Who sent a plain request whose token was accepted before, where it would be accepted again: the token is in its time,
 * nothing about the application has changed, its key is still accepted, and the acl covers this request. `undefined`
 * means nothing: `authenticateRequest` decides. Only acceptance is remembered, and never of a token for single use.
 */
export function recallToken(parts: GateParts, { token, method, path }: PlainRequest): Identity | undefined {
  const known = parts.accepted?.find(token);
  if (known === undefined) return undefined;
  const at = parts.clock.now();
  const { identity, from, until, entry, signer, allows } = known;
  if (!(at >= from && at < until)) return undefined;
  if (parts.directory.peek(entry.applicationId) !== entry || !isAccepted(signer, at)) {
    parts.accepted?.forget(token);
    return undefined;
  }
  if (path !== undefined && !allows(method ?? 'unknown', path)) return undefined;
  parts.onKeyUse?.(signer.id, at);
  return identity;
}
