import type { HeaderField } from '../field.ts';
import type { RawResponse } from './raw-http.ts';

/** The forms in which people hand over requests. */
export type RequestForm = 'http' | 'curl' | 'powershell' | 'har' | 'json' | 'access-log';

/** One exchange, as a capture, a command line or a log tells it. What it does not tell is absent. */
export interface RequestReading {
  readonly form: RequestForm;
  /** Line of the text at which it begins, from 1. */
  readonly line: number;
  readonly method?: string;
  /** Absolute, as far as the text tells the host. */
  readonly url?: string;
  /** Path and query (origin-form). */
  readonly target?: string;
  /** Absent where the form does not hold them: then nothing is known of an Authorization header. */
  readonly fields?: readonly HeaderField[];
  readonly body?: string;
  /** A token or an Authorization value that stands by itself, as logs have it. */
  readonly token?: string;
  /** Where that token stands, if it is a place of the request: `the query parameter jwt`. */
  readonly tokenIn?: string;
  readonly authorization?: string;
  readonly response?: RawResponse;
  /** NumericDate seconds. */
  readonly sentAt?: number;
  /** Earlier exchanges whose redirects led here, first one first. */
  readonly redirects?: readonly Redirect[];
  /** The error of the connection, where there was no answer. */
  readonly failure?: string;
  /** What the text refers to without holding it: `-H @headers.txt`, `$(cat token)`. */
  readonly unread?: readonly string[];
  /** What the program that sends it makes of the text, where that is not what its writer meant: whole sentences. */
  readonly remarks?: readonly string[];
  /** The library that sent it, by its id among `CLIENTS`. */
  readonly client?: string;
}

/** An exchange that was answered with a redirect. */
export interface Redirect {
  readonly url: string;
  readonly status: number;
  /** As the answer has it. */
  readonly location: string;
  /** Header lines of the request. */
  readonly fields: readonly HeaderField[];
}

/** Why a text cannot be read, in words for a person. */
export interface ReadFault {
  /** From 1. */
  readonly line: number;
  readonly expected: string;
}

export type RequestsReading =
  | { readonly ok: true; readonly requests: readonly RequestReading[] }
  | { readonly ok: false; readonly fault: ReadFault };

export function readFault(line: number, expected: string): { readonly ok: false; readonly fault: ReadFault } {
  return { ok: false, fault: { line, expected } };
}

/** Tells of an Authorization header whose value the text only refers to. @param open as they stand in it: `$TOKEN` */
export function withOpenValue(request: RequestReading, open: readonly string[]): RequestReading {
  const value = request.fields?.find(([name]) => name.toLowerCase() === 'authorization')?.[1];
  // What is wrong before the value is wrong whatever it is: Bearer$TOKEN.
  const found = open.slice(0, 64).find((one) => value?.includes(one) && !/^bearer\S/i.test(value));
  return found === undefined ? request : { ...request, unread: [...(request.unread ?? []), found] };
}

/** Line of an offset, from 1. */
export function lineAt(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at !== -1 && at < offset; at = text.indexOf('\n', at + 1)) line++;
  return line;
}

/** Takes a URL apart. Without a scheme it is `http`, as curl has it. `undefined` where there is no host in it. */
export function splitUrl(
  text: string,
): { readonly url: string; readonly host: string; readonly target: string } | undefined {
  const [, scheme = 'http', authority, rest = ''] = /^(?:(https?):\/\/)?([^/?#\s]+)([/?#]\S*)?$/i.exec(text) ?? [];
  if (authority === undefined) return undefined;
  const path = rest.replace(/#.*$/, '');
  const target = path.startsWith('/') ? path : `/${path}`;
  const host = authority.replace(/^.*@/, '');
  return { url: `${scheme.toLowerCase()}://${host}${target}`, host, target };
}

/** Finds the redirects that led to each exchange: an answer 3xx whose Location is asked for later. */
export function linkRedirects(requests: readonly RequestReading[]): readonly RequestReading[] {
  const led = new Map<string, readonly Redirect[]>();
  return requests.map((request) => {
    const before = request.url === undefined ? undefined : led.get(request.url);
    const redirect = redirectOf(request);
    if (redirect !== undefined) led.set(absolute(redirect.location, redirect.url), [...(before ?? []), redirect]);
    return before === undefined ? request : { ...request, redirects: before };
  });
}

function redirectOf({ url, fields = [], response }: RequestReading): Redirect | undefined {
  const status = response?.status ?? 0;
  const location = response?.fields.find(([name]) => name.toLowerCase() === 'location')?.[1];
  if (status < 300 || status > 399 || url === undefined || location === undefined) return undefined;
  return { url, status, location, fields };
}

/** A Location against the URL that it came from; relative paths without a leading slash are rare, and left as they are. */
function absolute(location: string, base: string): string {
  const [, scheme = '', host = ''] = /^(https?:)\/\/([^/?#]+)/i.exec(base) ?? [];
  if (location.startsWith('//')) return splitUrl(scheme + location)?.url ?? location;
  if (location.startsWith('/')) return `${scheme}//${host}${location}`;
  return splitUrl(location)?.url ?? location;
}
