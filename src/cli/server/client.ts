import { visible } from '../../core/prose/visible.ts';
import { type Filling, fillRoute } from '../../core/request/fill-route.ts';
import { version } from '../../options/version.ts';
import type { Problem } from '../../wire/problem.ts';
import type { Answered, Asked, Route } from '../../wire/routes.ts';
import type { Call } from '../command/command.ts';
import { EXIT, Failure, usage } from '../terminal/failure.ts';

/** Options of every command that asks the server. */
export const CLIENT = ['url', 'apiKey', 'apiSecret', 'timeoutSeconds'] as const;
type ClientCall = Pick<Call<Record<never, never>, (typeof CLIENT)[number]>, 'settings' | 'sources'>;

/** A server, as one account sees it. */
export interface Client {
  readonly apiKey: string;
  /** Address without a final slash. */
  readonly url: string;
  /**
   * The JSON of a 2xx answer, `undefined` for an empty one.
   * @throws Failure (server) where the server cannot be reached or refuses; it tells why in the server's words.
   */
  send<R extends Route>(route: R, ...asked: Asked<R>): Promise<Answered<R>>;
  /**
   * Hands over each line of an answer of NDJSON as it comes, however long it is.
   * @throws Failure (server) as `send`, and where the answer is cut off
   */
  lines(route: string, filling: Filling, take: (line: string) => void): Promise<void>;
}

/** What is sent to a route, whichever that is: `Asked` holds it to its shape. */
interface Sending extends Filling {
  readonly body?: unknown;
}

export interface Account {
  readonly url: string;
  readonly apiKey: string;
  readonly apiSecret: string;
  readonly timeoutSeconds: number;
}

/** @throws Failure (usage) where the account's credentials are not set. */
export function openClient({ settings, sources }: ClientCall): Client {
  const { url, apiKey, apiSecret, timeoutSeconds } = settings;
  if (apiKey === undefined || apiSecret === undefined) {
    const missing = [...(apiKey === undefined ? ['API key'] : []), ...(apiSecret === undefined ? ['API secret'] : [])];
    throw usage(
      `The server needs an account, and its ${missing.join(' and ')} ${missing.length > 1 ? 'are' : 'is'} not set`,
      'Set MINTMARK_API_KEY and MINTMARK_API_SECRET (VONAGE_API_KEY and VONAGE_API_SECRET are read too)',
      'The first start of mintmark serve prints them',
    );
  }
  const from = `The API key comes from ${sources.read('apiKey').source}, the API secret from ${sources.read('apiSecret').source}`;
  return clientOf({ url, apiKey, apiSecret, timeoutSeconds }, from);
}

/** `from` says where the credentials were set, for the words of a refusal. */
export function clientOf(account: Account, from = ''): Client {
  const { url, apiKey, apiSecret, timeoutSeconds } = account;
  // What the audit log of the server tells of this program.
  const userAgent = `mintmark-cli/${version()}`;
  const authorization = `Basic ${Buffer.from(`${apiKey}:${apiSecret}`).toString('base64')}`;
  return {
    apiKey,
    url,
    async send<R extends Route>(route: R, ...[asked]: Asked<R>): Promise<Answered<R>> {
      const { body, ...filling }: Sending = asked ?? {};
      const [method, path] = fillRoute(route, filling);
      const headers = {
        authorization,
        accept: 'application/json',
        'content-type': 'application/json',
        'user-agent': userAgent,
      };
      const init = {
        method,
        headers,
        redirect: 'manual' as const,
        ...(body !== undefined && { body: JSON.stringify(body) }),
      };
      let response: Response;
      let text: string;
      try {
        response = await fetch(url + path, { ...init, signal: AbortSignal.timeout(timeoutSeconds * 1000) });
        text = await response.text();
      } catch (error) {
        throw unreachable(url, error, timeoutSeconds);
      }
      const answer = parse(text);
      // The route says what the server answers: `Routes` is checked against the server's own schemas.
      if (response.ok && (text === '' || answer !== undefined)) return answer as Answered<R>;
      throw refusal(response.status, answer, account, from);
    },
    async lines(route, filling, take) {
      const [method, path] = fillRoute(route, filling);
      const waiting = AbortSignal.timeout(timeoutSeconds * 1000);
      const abort = new AbortController();
      const onTimeout = () => abort.abort(waiting.reason);
      waiting.addEventListener('abort', onTimeout, { once: true });
      try {
        const response = await fetch(url + path, {
          method,
          headers: { authorization, 'user-agent': userAgent },
          redirect: 'manual',
          signal: abort.signal,
        });
        if (!response.ok || !response.body) throw refusal(response.status, parse(await response.text()), account, from);
        // From here on it takes as long as it is.
        waiting.removeEventListener('abort', onTimeout);
        let rest = '';
        for await (const chunk of response.body.pipeThrough(new TextDecoderStream())) {
          const lines = (rest + chunk).split('\n');
          rest = lines.pop() ?? '';
          for (const line of lines) take(line);
        }
      } catch (error) {
        throw error instanceof Refusal ? error : unreachable(url, error, timeoutSeconds);
      }
    },
  };
}

function unreachable(url: string, error: unknown, timeoutSeconds: number): Failure {
  const { name, cause } = error as { name?: string; cause?: { code?: string } };
  const why =
    name === 'TimeoutError'
      ? `no response within ${timeoutSeconds} s`
      : (NETWORK[cause?.code ?? ''] ?? cause?.code ?? 'the connection failed');
  return new Failure(
    EXIT.server,
    `${url} cannot be reached: ${why}`,
    'Start it with: mintmark serve',
    'Or use another server: --url URL or MINTMARK_URL',
  );
}

const NETWORK: { readonly [code: string]: string } = {
  ECONNREFUSED: 'nothing listens there (connection refused)',
  ENOTFOUND: 'the host name is not known',
  EAI_AGAIN: 'the host name could not be looked up',
  ECONNRESET: 'the connection was closed before the response',
  UND_ERR_SOCKET: 'the connection was closed before the response',
  UND_ERR_CONNECT_TIMEOUT: 'the connection timed out',
  EHOSTUNREACH: 'there is no route to the host',
  ENETUNREACH: 'there is no route to the network',
};

/** The server has answered, and refuses. */
export class Refusal extends Failure {
  /** HTTP status. */
  readonly status: number;

  constructor(status: number, message: string, ...next: string[]) {
    super(EXIT.server, message, ...next);
    this.status = status;
  }
}

/** A problem document (RFC 9457) in words. */
function refusal(status: number, answer: unknown, { url, apiKey }: Account, from: string): Refusal {
  if (typeof answer !== 'object' || answer === null || status < 400) {
    return new Refusal(
      status,
      `${url} answered ${status} with something that is not JSON, so it is not a Mintmark server`,
      'Give the URL of the server: --url URL or MINTMARK_URL',
    );
  }
  const {
    title,
    detail,
    instance,
    invalid_parameters: parameters,
  } = answer as { readonly [name in keyof Problem]?: unknown };
  if (status === 401) {
    return new Refusal(
      status,
      `The server does not accept the API key ${visible(apiKey)} with this API secret (401)`,
      from,
      'The first start of mintmark serve prints them; mintmark secrets add makes another secret',
    );
  }
  const words = [title, detail].filter((part) => typeof part === 'string').map((part) => visible(part));
  const faults = Array.isArray(parameters)
    ? parameters.map(({ name, reason }) => `${visible(String(name))} ${visible(String(reason))}`)
    : [];
  const quote = typeof instance === 'string' ? [`Request id: ${visible(instance)}`] : [];
  return new Refusal(status, `The server rejected the request (${status}): ${words.join(': ')}`, ...faults, ...quote);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
