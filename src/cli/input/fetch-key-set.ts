import { isJsonObject, parseJson } from '../../core/encoding/json.ts';
import { type KeySet, readWholeKeySet } from '../../core/keys/key-set.ts';
import { parseHttpDate } from '../../core/request/http-date.ts';
import { EXIT, Failure, usage } from '../terminal/failure.ts';

const TIMEOUT_MILLISECONDS = 10_000;
/** The largest sets that are published have some ten kilobytes. */
const MOST_BYTES = 1_048_576;
const MOST_REDIRECTS = 3;

export function isUrl(text: string): boolean {
  return /^https?:\/\//i.test(text);
}

export interface FetchedKeySet {
  readonly set: KeySet;
  /** Of a discovery document. */
  readonly issuer?: string;
  /** How far the clock of the issuer's machine, by the Date of its response, is ahead of this one's, in seconds. */
  readonly clockAhead?: number;
}

/**
 * One GET of a key set; of a discovery document, one more for the set that it names. No credentials are sent; redirects
 * are told, and never lead from a public address to one of this machine or its network.
 * @throws Failure that says what came instead
 */
export async function fetchKeySet(address: string, say: (line: string) => void): Promise<FetchedKeySet> {
  const { text, ...dated } = await get(new URL(address), say);
  const { value } = parseJson(text);
  const members = isJsonObject(value) ? value : {};
  const { jwks_uri: next, issuer } = members;
  if (members['keys'] !== undefined || typeof next !== 'string') return { set: setIn(text, address), ...dated };
  if (!isUrl(next)) throw failed(address, 'its jwks_uri is not an http or https URL');
  const set = setIn((await get(new URL(next), say)).text, next);
  return { set, ...dated, ...(typeof issuer === 'string' && { issuer }) };
}

function setIn(text: string, address: string): KeySet {
  const set = readWholeKeySet(text);
  if ('keys' in set) return set;
  throw failed(address, `the response is ${set.instead}, not a JWK Set`);
}

interface Fetched extends Pick<FetchedKeySet, 'clockAhead'> {
  readonly text: string;
}

async function get(url: URL, say: (line: string) => void): Promise<Fetched> {
  if (url.username !== '' || url.password !== '')
    throw usage('--jwks: the URL must not contain a user name or password');
  const signal = AbortSignal.timeout(TIMEOUT_MILLISECONDS);
  let at = url;
  for (let count = 0; count <= MOST_REDIRECTS; count++) {
    const response = await fetch(at, { redirect: 'manual', signal, headers: { accept: 'application/json' } }).catch(
      (error: unknown) => {
        throw failed(at.href, signal.aborted ? 'no response within 10 s' : reasonOf(error));
      },
    );
    const location = response.headers.get('location');
    if (response.status < 300 || response.status >= 400 || location === null) {
      if (!response.ok) throw failed(at.href, `the status was ${response.status}`);
      const clockAhead = clockAheadOf(response);
      return { text: await textOf(response, at), ...(clockAhead !== undefined && { clockAhead }) };
    }
    const next = new URL(location, at);
    if (!/^https?:$/.test(next.protocol) || (at.protocol === 'https:' && next.protocol === 'http:')) {
      throw failed(at.href, `it redirects to ${next.protocol}//, which is not followed`);
    }
    if (isPrivate(next.hostname) && !isPrivate(at.hostname)) {
      throw failed(at.href, 'it redirects to a private address, which is not followed');
    }
    say(`${at.href} redirects to ${next.href}`);
    at = next;
  }
  throw failed(url.href, `it redirects more than ${MOST_REDIRECTS} times`);
}

async function textOf(response: Response, at: URL): Promise<string> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of response.body ?? []) {
    size += part.length;
    if (size > MOST_BYTES) throw failed(at.href, 'the response is larger than 1 MB');
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

/** What a cache handed out has the Date of when it was made, and its Age since (RFC 9111 §4.2.3). */
function clockAheadOf({ headers }: Response): number | undefined {
  const date = parseHttpDate(headers.get('date') ?? '');
  if (date === undefined) return undefined;
  const age = Number(headers.get('age') ?? 0);
  return Math.round(date + (age > 0 ? age : 0) - Date.now() / 1000);
}

function isPrivate(host: string): boolean {
  return /^(?:localhost|.*\.localhost|0\.|10\.|127\.|169\.254\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|\[)/i.test(host);
}

function reasonOf(error: unknown): string {
  const cause = (error as { cause?: { code?: string; message?: string } }).cause;
  return cause?.code ?? cause?.message ?? (error as Error).message;
}

function failed(address: string, why: string): Failure {
  return new Failure(EXIT.server, `--jwks: ${address}: ${why}`, 'Save the set to a file, and give --jwks FILE');
}
