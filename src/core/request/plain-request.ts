import { credentialsElsewhere, PLAIN_TOKEN } from './authorization.ts';
import { overridesMethod } from './effective-methods.ts';
import { readTarget } from './target.ts';

/** What nearly every request is: one Bearer token, and a target, where there is one, that everybody reads alike. */
export interface PlainRequest {
  readonly token: string;
  readonly method?: string;
  /** The decoded path of the target. */
  readonly path?: string;
}

/**
 * Recognises, in one look at the header lines, a request in which no cause of the stage transport has a fault to find (a
 * test holds both to this): one Authorization line in its strict form, no credentials in the query, an unambiguous path,
 * no header that overrides the method.
 * `undefined` means nothing: the causes decide.
 * @param rawHeaders names and values in turn, as node:http gives them
 */
export function readPlainRequest(
  rawHeaders: readonly string[],
  method: string | undefined,
  target: string | undefined,
): PlainRequest | undefined {
  const found = readBearerRequest(rawHeaders, method, target);
  return found && hasPlainToken(found) ? found : undefined;
}

/** Whether the token of a request has the characters of one: long texts are looked at last, or not at all. */
export function hasPlainToken({ token }: PlainRequest): boolean {
  return PLAIN_TOKEN.test(token);
}

/**
 * The same, but for the characters of the token, which are still to be looked at: a token that is known as a whole has
 * been looked at before.
 */
export function readBearerRequest(
  rawHeaders: readonly string[],
  method: string | undefined,
  target: string | undefined,
): PlainRequest | undefined {
  const token = bearerToken(rawHeaders);
  if (token === undefined) return undefined;
  if (target === undefined) return method === undefined ? { token } : { token, method };
  const path = plainPath(target);
  if (path === undefined) return undefined;
  return method === undefined ? { token, path } : { token, method, path };
}

function bearerToken(rawHeaders: readonly string[]): string | undefined {
  let found: string | undefined;
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = rawHeaders[at] as string;
    if (overridesMethod(name)) return undefined;
    // mutants: the length spares most names a closer look
    if (name.length !== 13 || name.toLowerCase() !== 'authorization') continue;
    if (found !== undefined) return undefined;
    found = rawHeaders[at + 1];
  }
  // mutants: the word `undefined` is no Bearer token either
  return found?.startsWith('Bearer ') ? found.slice(7) : undefined;
}

/** Segments of letters, digits, `_` and `-`, without a query: read alike by everybody. */
const SIMPLE_PATH = /^(?:\/[\w-]+)+$/;

function plainPath(target: string): string | undefined {
  // mutants: the whole reading has the same path, later
  if (SIMPLE_PATH.test(target)) return target;
  // mutants: credentials of a target are in its query
  if (target.includes('?') && credentialsElsewhere([], target).length > 0) return undefined;
  return readTarget(target).path;
}
