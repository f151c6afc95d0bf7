import { randomBytes } from 'node:crypto';
import type { HeaderField } from '../../core/request/field.ts';
import { askRaw, NO_ANSWER, type RawAnswer } from './ask-raw.ts';
import type { Change } from './changes.ts';

/** One check of a proxied API. `change` says what to do about a fault, product by product. */
export interface Row {
  readonly check: string;
  readonly result: 'ok' | 'fault' | 'not-checked';
  /** What was seen, or why nothing could be. */
  readonly why: string;
  readonly change: Change | null;
}

export interface Subject {
  readonly url: URL;
  /** A target that the token may reach with GET. */
  readonly path: string;
  /** One that it may not. */
  readonly forbidden?: string;
  readonly token?: string;
}

/** What differs from `GET path` without credentials. */
export interface Variant {
  readonly method?: string;
  readonly target?: string;
  readonly host?: string;
  readonly fields?: readonly HeaderField[];
  /** Sends the good token. */
  readonly authorized?: boolean;
}

export interface Probe extends Subject {
  /** Text that nobody else sends, in the values of headers that are probed. */
  readonly marker: string;
  /** Never rejects: no answer is one, too. */
  ask(variant: Variant): Promise<RawAnswer>;
  requests(): number;
  /** Names of identity headers that came back in the head of an answer. */
  leaked(): readonly string[];
}

/** Requests to one API; the checks make about eighty. */
const MOST_REQUESTS = 150;
const MOST_MILLISECONDS = 120_000;

/** @param onTooLong called when a bound is reached: nothing is sent after that */
export function probeOf(subject: Subject, timeoutSeconds: number): Probe {
  const endsAt = performance.now() + MOST_MILLISECONDS;
  const leaked = new Set<string>();
  let requests = 0;
  return {
    ...subject,
    marker: `probe-${randomBytes(8).toString('hex')}`,
    async ask({ method = 'GET', target = subject.path, host = subject.url.host, fields = [], authorized }) {
      if (requests >= MOST_REQUESTS || performance.now() > endsAt) return NO_ANSWER;
      requests++;
      const credentials: HeaderField[] = authorized ? [['Authorization', `Bearer ${subject.token}`]] : [];
      const request = { method, target, host, fields: [...credentials, ...fields] };
      const answer = await askRaw(subject.url, request, timeoutSeconds).catch(() => NO_ANSWER);
      for (const [name] of answer.fields) if (IDENTITY.has(name)) leaked.add(name);
      return answer;
    },
    requests: () => requests,
    leaked: () => [...leaked],
  };
}

const IDENTITY: ReadonlySet<string> = new Set([
  'x-mintmark-application-id',
  'x-mintmark-account',
  'x-mintmark-subject',
  'x-mintmark-jti',
]);

export const ok = (check: string, why = ''): Row => ({ check, result: 'ok', why, change: null });
export const fault = (check: string, why: string, change: Change): Row => ({ check, result: 'fault', why, change });
export const unchecked = (check: string, why: string): Row => ({ check, result: 'not-checked', why, change: null });

/** Whether an answer came from behind the gate. */
export const isThrough = ({ status }: RawAnswer): boolean => status >= 200 && status < 300;

export function valuesOf({ fields }: RawAnswer, name: string): string[] {
  return fields.filter(([own]) => own === name).map(([, value]) => value);
}

/** A member of an explanation that is text. */
export function memberOf({ body }: RawAnswer, name: 'cause' | 'title'): string | undefined {
  try {
    const value = (JSON.parse(body) as { [name: string]: unknown } | null)?.[name];
    return typeof value === 'string' ? value : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Whether the gate says that somebody names the request beside the proxy; auth_request of nginx makes a 500 of that. For
 * requests that are answered with 401 otherwise.
 */
export function isNamedTwice(answer: RawAnswer): boolean {
  return answer.status >= 500 || (answer.status === 400 && memberOf(answer, 'title') === NAMED_TWICE);
}

const NAMED_TWICE = 'The request judged is named twice';
