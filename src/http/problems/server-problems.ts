import type { MemberFault } from '../../actions/parts/outcome.ts';
import { entry } from './entry.ts';

const NOT_CHANGED = 'Nothing was changed. Send the same request again in a moment.';
/** The caller of the gate did nothing wrong, and has to know that its token was not rejected. */
const NOT_JUDGED = {
  keys:
    'The token was neither accepted nor rejected: the database cannot be asked for the keys of the application that it names. ' +
    'Send the same request again in a moment.',
  uses:
    'The token was neither accepted nor rejected: its application accepts each jti once, and the database cannot be asked ' +
    'whether this one was used. Send the request again in a moment, with a new token.',
};

/** Problems of any request, whatever it asks for; with Vonage's words where Vonage has them. */
export const serverProblems = {
  'malformed-request': entry<{ readonly fault: string }>({
    status: 400,
    title: 'Malformed request',
    detail: ({ fault }) => fault,
    page: 'The request is not HTTP/1.1 as this server reads it: it has two Host headers, its target is not a path, a header has the wrong form. The detail says what is wrong.',
  }),
  'header-lines': entry<{ readonly limit: string; readonly found?: number }>({
    status: 431,
    title: 'Header too large',
    detail: ({ limit, found }) =>
      found === undefined
        ? `The header is larger than the limit of ${limit}. Send fewer or shorter headers.`
        : `The request has ${found} header lines, and the limit is ${limit}. Send fewer headers.`,
    page: 'The request has more header lines, or more bytes in them, than this server reads. Send fewer headers.',
  }),
  'request-timeout': entry({
    status: 408,
    title: 'Request timeout',
    detail: 'The request did not arrive completely in time. Send it again.',
    page: 'The request did not arrive completely in time. Send it again, without pauses.',
  }),
  /** Without a limit it is about the extensions of chunks (RFC 9112 §7.1.1), which count against one of Node's. */
  'body-too-large': entry<{ readonly limitBytes?: number }>({
    status: 413,
    title: 'Request body too large',
    detail: ({ limitBytes }) =>
      limitBytes === undefined
        ? 'The chunk extensions of the body are larger than this server reads. Send the body without them.'
        : `The body is larger than the limit of ${limitBytes} bytes.`,
    members: ({ limitBytes }) => (limitBytes === undefined ? {} : { limit_bytes: limitBytes }),
    page: 'The body is larger than the server accepts; limit_bytes gives the limit, which is an option of the server: body-limit-bytes.',
  }),
  'idempotency-key-reused': entry({
    status: 422,
    title: 'Idempotency-Key reused',
    detail: 'This Idempotency-Key was used with another body. Send that body again, or use a new key.',
    page: 'An Idempotency-Key stands for one request for 24 hours, and this one was used with another body in that time.',
  }),
  'idempotency-key-under-way': entry({
    status: 409,
    title: 'Request under way',
    detail: 'The first request with this Idempotency-Key is still being worked on. Send it again in a moment.',
    headers: { 'retry-after': '1' },
    page: 'Another process is working on the first request with this Idempotency-Key. Send the same request again in a moment: it answers with what came of the first.',
  }),
  unavailable: entry<{ readonly reason: string; readonly missing?: 'keys' | 'uses' }>({
    status: 503,
    title: 'Storage unavailable',
    detail: ({ missing }) => (missing === undefined ? NOT_CHANGED : NOT_JUDGED[missing]),
    members: ({ reason }) => ({ cause: `storage-${reason}` }),
    headers: { 'retry-after': '1' },
    page: 'The database does not answer, is full, is busy or cannot be written to; the member cause says which. Nothing was changed, so the same request can be sent again. Where a token was to be judged, it was neither accepted nor rejected; the detail says what is missing.',
  }),
  /** Only an id leaves: what went wrong is in the log, under that id. */
  'internal-error': entry({
    status: 500,
    title: 'Internal error',
    detail: 'This is a defect of the server, not of your request. Its log has the details under the instance id.',
    page: 'A defect of the server. Its log has the details under the id that instance gives.',
  }),
  'path-not-found': entry({
    status: 404,
    vonage: '#not-found',
    title: 'Not Found',
    detail: 'Nothing is served at this path. /docs and /openapi.json list the paths of this server.',
  }),
  'wrong-verb': entry<{ readonly method: string; readonly allow: string }>({
    status: 405,
    vonage: '#wrong-verb',
    title: 'Request method not allowed',
    detail: ({ method }) => `Request method '${/^[A-Z-]{1,20}$/.test(method) ? method : 'unknown'}' not supported`,
    headers: ({ allow }) => ({ allow }),
  }),
  'not-acceptable': entry({
    status: 406,
    vonage: '#accept-header',
    title: 'Invalid Accept header',
    detail: "Invalid Accept header provided. Must be one of the following: 'application/json'",
  }),
  'unsupported-content-type': entry<{ readonly why?: string }>({
    status: 415,
    vonage: '#content-type-header',
    title: 'Unsupported Content-Type header',
    detail: ({ why }) => {
      const detail = "Unsupported Content-Type header provided. Must be one of the following: 'application/json'";
      return why === undefined ? detail : `${detail}. ${why}`;
    },
  }),
  'malformed-json': entry<{ readonly expected: string; readonly line: number; readonly column: number }>({
    status: 400,
    vonage: '#invalid-json',
    title: 'Malformed JSON',
    detail: ({ expected, line, column }) =>
      `Malformed JSON payload. Line ${line}, column ${column}: expected ${expected}`,
    members: ({ line, column }) => ({ line, column }),
  }),
  'invalid-query': entry<{ readonly parameters: readonly MemberFault[] }>({
    status: 400,
    vonage: '/application#list-validation',
    title: 'Bad Request',
    detail: 'The request failed due to validation errors',
    members: ({ parameters }) => ({ invalid_parameters: parameters }),
  }),
};
