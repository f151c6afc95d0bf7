import { readWholeKeySet, type SetKey, type SetMember } from '../core/keys/key-set.ts';
import { weaknesses } from '../core/keys/weaknesses.ts';
import { checkFunction, checkNames, checkSeconds, expected, received } from './arguments.ts';

/** A JWK Set at a URL, fetched when it is first needed. */
export interface RemoteJwks {
  /** `https`; `http` only to this machine. Without a user name or password. */
  readonly url: string | URL;
  /** After this the set is fetched again; 600 (10 minutes) by default. */
  readonly cacheSeconds?: number;
  /** The set is fetched at most once in this time, whatever `kid` tokens name; 30 by default. */
  readonly coolDownSeconds?: number;
  /** Where fetching fails, the set that is at hand is used until it is this old; 3600 by default. */
  readonly maxAgeSeconds?: number;
  /** How long one request may take; 5 by default. */
  readonly timeoutSeconds?: number;
  /** Fetches instead of the global `fetch`: through a proxy, say. It must not follow redirects or send credentials. */
  readonly fetch?: (url: string, init: RequestInit) => Promise<Response>;
}

/** The keys could not be fetched, and none are at hand that are young enough: no token can be judged. */
export class RemoteJwksError extends Error {
  override readonly name = 'RemoteJwksError';
}

const NAMES = ['url', 'cacheSeconds', 'coolDownSeconds', 'maxAgeSeconds', 'timeoutSeconds', 'fetch'];
const MOST_BYTES = 1_048_576;
const SECONDS = 'a number of seconds';

/** A key of a set, with what its JWK says about its use. */
export type SourceKey = Pick<SetKey, 'key' | 'kid' | 'alg'>;

/** Gives the keys for the `kid` of a token. */
export type KeySource = (kid: unknown) => Promise<readonly SourceKey[]>;

/**
 * Keeps the set of a URL: one request at a time, again after `cacheSeconds`, and for a `kid` that is not in it (a
 * rotation), but never sooner than `coolDownSeconds` after the last one. Fails closed.
 * @param clock seconds of any epoch
 * @throws TypeError for a URL or an option that cannot be right
 */
export function remoteKeys(options: unknown, clock: () => number = () => performance.now() / 1000): KeySource {
  const given = typeof options === 'string' || options instanceof URL ? { url: options } : options;
  checkNames(given, NAMES, {
    uri: 'url is meant',
    jwksUri: 'url is meant',
    cooldownDuration: 'coolDownSeconds is meant',
  });
  const { url, fetch: fetchIt = fetch, ...times } = given as RemoteJwks;
  const { cacheSeconds = 600, coolDownSeconds = 30, maxAgeSeconds = 3600, timeoutSeconds = 5 } = times;
  for (const [name, value] of Object.entries(times)) checkSeconds(name, value, SECONDS);
  checkFunction('fetch', fetchIt, 'a function like fetch');
  const address = checkedUrl(url);

  let keys: readonly SourceKey[] | undefined;
  let fetchedAt = Number.NEGATIVE_INFINITY;
  let triedAt = Number.NEGATIVE_INFINITY;
  let failure = new RemoteJwksError(`remoteJwks: ${address} was not fetched yet`);
  let running: Promise<void> | undefined;

  async function refresh(): Promise<void> {
    triedAt = clock();
    try {
      keys = await fetchKeys(address, timeoutSeconds, fetchIt);
      fetchedAt = triedAt;
    } catch (error) {
      failure = new RemoteJwksError(`remoteJwks: ${address}: ${reasonOf(error)}`);
    }
  }

  return async (kid) => {
    const age = clock() - fetchedAt;
    const isMissing = kid !== undefined && keys?.some((key) => key.kid === kid) === false;
    const isWanted = keys === undefined || age >= cacheSeconds || isMissing;
    if (isWanted && (running !== undefined || clock() - triedAt >= coolDownSeconds)) {
      running ??= refresh().finally(() => {
        running = undefined;
      });
      await running;
    }
    if (keys === undefined || clock() - fetchedAt >= Math.max(maxAgeSeconds, cacheSeconds)) throw failure;
    return keys;
  };
}

function checkedUrl(value: unknown): string {
  if (typeof value !== 'string' && !(value instanceof URL))
    throw expected('remoteJwks', 'the URL of a JWK Set', received(value));
  const url = URL.canParse(String(value)) ? new URL(value) : undefined;
  const isHere = url?.protocol === 'http:' && /^(?:localhost|127\.0\.0\.1|\[::1\])$/.test(url.hostname);
  if (url === undefined || (url.protocol !== 'https:' && !isHere)) {
    throw expected(
      'remoteJwks',
      'an https URL of a JWK Set',
      url === undefined ? 'text that is no URL' : `${url.protocol}//`,
    );
  }
  if (url.username !== '' || url.password !== '') {
    throw expected('remoteJwks', 'a URL without a user name and a password', 'one with them');
  }
  return url.href;
}

async function fetchKeys(
  url: string,
  timeoutSeconds: number,
  fetchIt: NonNullable<RemoteJwks['fetch']>,
): Promise<readonly SourceKey[]> {
  const response = await fetchIt(url, {
    redirect: 'error',
    credentials: 'omit',
    headers: { accept: 'application/json' },
    signal: AbortSignal.timeout(timeoutSeconds * 1000),
  });
  if (!response.ok) {
    await response.body?.cancel();
    throw new Error(`the status was ${response.status}`);
  }
  const text = await textOf(response);
  const set = readWholeKeySet(text);
  if (!('keys' in set)) throw new Error(`it holds ${set.instead}; a JWK Set is expected`);
  const keys = set.keys.filter(({ key, index }) => isFit(set.members[index]) && weaknesses(key).length === 0);
  if (keys.length > 0) return keys;
  throw new Error('its set has no public key for signatures');
}

/** For signatures (RFC 7517 §4.2, §4.3), and with its private half kept private. */
function isFit({ use, operations, isPrivate }: SetMember = NO_MEMBER): boolean {
  return (use === null || use === 'sig') && operations === undefined && isPrivate !== true;
}

const NO_MEMBER: SetMember = { kid: null, alg: null, use: 'unknown', kty: null };

async function textOf(response: Response): Promise<string> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of response.body ?? []) {
    size += part.length;
    if (size > MOST_BYTES) throw new Error('the response is larger than 1 MB');
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

/** `fetch` says only that it failed; why stands in its cause. */
function reasonOf(error: unknown): string {
  const { message = String(error), name, cause } = error as { message?: string; name?: string; cause?: unknown };
  if (name === 'TimeoutError') return 'no response in time';
  const { code, message: inner } = (cause ?? {}) as { code?: string; message?: string };
  return code ?? inner ?? message;
}
