import { isAccepted } from '../core/observe/candidate-keys.ts';
import type { PlainRequest } from '../core/request/plain-request.ts';
import type { DirectoryEntry } from '../ports/key-directory.ts';
import type { GateParts } from './authenticate-request.ts';
import type { AcceptedToken } from './parts/accepted-tokens.ts';
import type { Identity } from './parts/identity.ts';

/**
 * Who sent a plain request whose token was accepted before, where it would be accepted again: the token is in its time,
 * nothing about the application has changed, its key is still accepted, and the acl covers this request. `undefined`
 * means nothing: `authenticateRequest` decides. Only acceptance is remembered, and never of a token for single use.
 */
export function recallToken(parts: GateParts, request: PlainRequest): Identity | undefined {
  const known = knownFor(parts, request);
  return known && confirmed(parts, request, known, parts.directory.peek(known.entry.applicationId));
}

/** The same, where the application may have to be asked for. @throws UnavailableError where it cannot be */
export async function recallTokenLater(parts: GateParts, request: PlainRequest): Promise<Identity | undefined> {
  const known = knownFor(parts, request);
  if (known === undefined) return undefined;
  const { applicationId } = known.entry;
  const entry = parts.directory.peek(applicationId);
  return confirmed(parts, request, known, entry === undefined ? await parts.directory.load(applicationId) : entry);
}

function knownFor({ accepted }: GateParts, { token, method, path }: PlainRequest): AcceptedToken | undefined {
  const known = accepted?.find(token);
  // mutants: a method that nobody told is in no list
  return known && (path === undefined || known.allows(method ?? 'unknown', path)) ? known : undefined;
}

/** @param entry what the registry knows now: `undefined` where it is not at hand */
function confirmed(
  { accepted, clock, onKeyUse }: GateParts,
  { token }: PlainRequest,
  known: AcceptedToken,
  entry: DirectoryEntry | null | undefined,
): Identity | undefined {
  if (entry === undefined) return undefined;
  const { identity, from, until, signer } = known;
  const at = clock.now();
  if (entry !== known.entry || !isAccepted(signer, at)) {
    accepted?.forget(token); // mutants: there the token was found
    return undefined;
  }
  if (!(at >= from && at < until)) return undefined;
  onKeyUse?.(signer.id, at);
  return identity;
}
