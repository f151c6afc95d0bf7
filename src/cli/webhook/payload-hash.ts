import { toHex } from '../../core/encoding/bytes.ts';
import { decodeUtf8Leniently, encodeUtf8 } from '../../core/encoding/utf8.ts';
import { sha256 } from '../../core/hash/sha256.ts';
import { fault, type WebhookCheck } from './webhook-check.ts';

/** What the hash in a webhook's token stands for: the body as it came, or the query of a GET. */
export interface WebhookPayload {
  readonly body?: Uint8Array;
  /** Without the question mark. */
  readonly query?: string;
}

/** `payload_hash` is the SHA-256 of the raw body in lower-case hexadecimal; for a GET, of the query's compact JSON. */
export function payloadCheck(payload: WebhookPayload, claimed: unknown): WebhookCheck {
  const what = 'payload_hash';
  if (typeof claimed !== 'string') {
    return fault(
      what,
      'payload-hash-missing',
      'The token has no payload_hash, so nothing ties the body to it.',
      "Without it the body may be anybody's: do not act on it.",
    );
  }
  const bytes = bytesOf(payload);
  if (bytes === undefined) return { what, result: 'cannot-tell', why: 'Neither the body nor the query was given.' };
  if (hashOf(bytes) === claimed) return { what, result: 'ok' };
  if (hashOf(bytes) === claimed.toLowerCase()) {
    return fault(
      what,
      'payload-hash-differs',
      'The hash is right except for its upper-case digits.',
      'Compare with lower-case hexadecimal.',
    );
  }
  const [how, next] = changes(payload, bytes).find(([, , changed]) => hashOf(changed) === claimed) ?? [];
  if (how !== undefined && next !== undefined)
    return fault(what, 'payload-hash-differs', `The hash is that of ${how}.`, next);
  return fault(
    what,
    'payload-hash-differs',
    `Expected the SHA-256 of ${bytes.length} bytes, ${hashOf(bytes).slice(0, 12)}…; received ${claimed.slice(0, 12)}….`,
    'Hash the body as it came in, before anything parses it; if you do, it was changed on the way.',
  );
}

function bytesOf({ body, query }: WebhookPayload): Uint8Array | undefined {
  return body ?? (query === undefined ? undefined : encodeUtf8(JSON.stringify(parametersOf(query))));
}

type Change = readonly [how: string, next: string, changed: Uint8Array];

const RAW = 'Hash the raw bytes of the request, before a framework parses them.';

/** What is done to a body between the wire and the hash. */
function changes({ body, query }: WebhookPayload, bytes: Uint8Array): Change[] {
  if (body === undefined) {
    const sorted = Object.fromEntries(
      Object.entries(parametersOf(query ?? '')).sort(([one], [other]) => (one < other ? -1 : 1)),
    );
    return [
      [
        'the query with its parameters sorted',
        'Keep the order in which they came.',
        encodeUtf8(JSON.stringify(sorted)),
      ],
      ['the query as text', 'The hash is of the JSON of its parameters.', encodeUtf8(query ?? '')],
    ];
  }
  const text = decodeUtf8Leniently(bytes);
  const texts: (readonly [string, string, string])[] = [
    [
      'this body without the trailing line break',
      'An editor or echo added it: keep the bytes as they came.',
      text.replace(/\r?\n$/, ''),
    ],
    ['this body with a trailing line break', RAW, `${text}\n`],
    ['this body with LF for CRLF', RAW, text.replaceAll('\r\n', '\n')],
    ['this body with CRLF for LF', RAW, text.replace(/\r?\n/g, '\r\n')],
    ['an empty body', 'The body was not kept: pass it as it came.', ''],
    ...reserialized(text),
  ];
  return texts.map(([how, next, changed]) => [how, next, encodeUtf8(changed)] as const);
}

function reserialized(text: string): (readonly [string, string, string])[] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return [];
  }
  const compact = JSON.stringify(value);
  return [
    ['the same JSON in compact form: the body you gave was serialized again', RAW, compact],
    ['the same JSON, indented: the body you gave was serialized again', RAW, JSON.stringify(value, null, 2)],
    ['the same JSON with spaces, as Python writes it: the body you gave was serialized again', RAW, spaced(value)],
  ];
}

/** `json.dumps`: a blank behind each comma and colon. */
function spaced(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(spaced).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  return `{${Object.entries(value)
    .map(([name, inner]) => `${JSON.stringify(name)}: ${spaced(inner)}`)
    .join(', ')}}`;
}

/** Parameters in their order, decoded as a form is. */
function parametersOf(query: string): { readonly [name: string]: string } {
  const pairs = query.split('&').filter((pair) => pair !== '');
  return Object.fromEntries(
    pairs.map((pair) => {
      const [name = '', ...value] = pair.split('=');
      return [decoded(name), decoded(value.join('='))];
    }),
  );
}

function decoded(text: string): string {
  const spacedOut = text.replaceAll('+', ' ');
  try {
    return decodeURIComponent(spacedOut);
  } catch {
    return spacedOut;
  }
}

function hashOf(bytes: Uint8Array): string {
  return toHex(sha256(bytes));
}
