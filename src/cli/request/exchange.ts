import type { RedirectEvidence } from '../../core/evidence/evidence.ts';
import type { HeaderField } from '../../core/request/field.ts';

/** A request to send. */
export interface Outgoing {
  readonly method: string;
  readonly url: URL;
  readonly fields: readonly HeaderField[];
  readonly body?: string;
}

/** What came of it: the last request that was sent, its answer, and the redirects that led to it. */
export interface Exchange {
  readonly sent: Outgoing;
  /** NumericDate seconds, by this clock. */
  readonly sentAt: number;
  readonly milliseconds: number;
  readonly response: {
    readonly status: number;
    readonly reason: string;
    readonly fields: readonly HeaderField[];
    readonly body: Uint8Array;
  };
  readonly redirects: readonly RedirectEvidence[];
}

/** There was no answer. The message is the client's own, for a diagnosis. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
  readonly sent: Outgoing;

  constructor(sent: Outgoing, message: string) {
    super(message);
    this.sent = sent;
  }
}

const MOST_REDIRECTS = 10;
const REDIRECTS = [301, 302, 303, 307, 308];
/** Of an answer; more is cut off. */
const MOST_BYTES = 64 * 1024 * 1024;

/**
 * Sends a request and follows its redirects, telling each one. To another origin (scheme, host or port) neither
 * Authorization nor cookies are sent, as browsers and HTTP clients have it. @throws NoAnswer
 */
export async function exchange(
  first: Outgoing,
  timeoutSeconds: number,
  tell: (redirect: RedirectEvidence, next: Outgoing, dropped: boolean) => void,
): Promise<Exchange> {
  const redirects: RedirectEvidence[] = [];
  for (let sent = first; ; ) {
    const sentAt = Date.now() / 1000;
    const start = performance.now();
    const response = await answerTo(sent, timeoutSeconds);
    const location = response.fields.find(([name]) => name === 'location')?.[1];
    const next = location === undefined ? undefined : redirected(sent, response.status, location);
    if (next === undefined || redirects.length === MOST_REDIRECTS) {
      return { sent, sentAt, milliseconds: performance.now() - start, response, redirects };
    }
    const redirect = { url: sent.url.href, fields: sent.fields, status: response.status, location: location as string };
    redirects.push(redirect);
    tell(redirect, next, isAuthorized(sent) && !isAuthorized(next));
    sent = next;
  }
}

function redirected({ method, url, fields, body }: Outgoing, status: number, location: string): Outgoing | undefined {
  if (!REDIRECTS.includes(status) || !URL.canParse(location, url.href)) return undefined;
  const to = new URL(location, url);
  if (!/^https?:$/.test(to.protocol)) return undefined;
  // As fetch does it: after 303, and after 301 and 302 to a POST, the answer is fetched with GET.
  const becomesGet = (status === 303 && method !== 'HEAD') || ([301, 302].includes(status) && method === 'POST');
  const isKept = (name: string) =>
    (to.origin === url.origin || !['authorization', 'cookie', 'proxy-authorization'].includes(name)) &&
    !(becomesGet && name.startsWith('content-'));
  const kept = fields.filter(([name]) => isKept(name.toLowerCase()));
  return {
    method: becomesGet ? 'GET' : method,
    url: to,
    fields: kept,
    ...(!becomesGet && body !== undefined && { body }),
  };
}

function isAuthorized({ fields }: Outgoing): boolean {
  return fields.some(([name]) => name.toLowerCase() === 'authorization');
}

async function answerTo(sent: Outgoing, timeoutSeconds: number): Promise<Exchange['response']> {
  const { method, url, fields, body } = sent;
  try {
    const response = await fetch(url, {
      method,
      headers: fields.map(([name, value]): [string, string] => [name, value]),
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutSeconds * 1000),
      ...(body !== undefined && { body }),
    });
    const bytes = new Uint8Array(await response.arrayBuffer());
    const { status, statusText: reason } = response;
    return { status, reason, fields: [...response.headers], body: bytes.subarray(0, MOST_BYTES) };
  } catch (error) {
    throw new NoAnswer(sent, failureText(error, timeoutSeconds));
  }
}

/** The innermost message says what happened; fetch itself only says that it failed. */
function failureText(error: unknown, timeoutSeconds: number): string {
  const { name, message, cause } = error as {
    name?: string;
    message?: string;
    cause?: { code?: string; message?: string };
  };
  if (name === 'TimeoutError') return `no response within ${timeoutSeconds} s (ETIMEDOUT)`;
  const said = [cause?.code, cause?.message || message].filter(Boolean).join(': ');
  // OpenSSL ends its messages with a line break.
  return said.trim();
}
