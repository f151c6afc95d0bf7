import type { InvalidParameter } from './invalid-parameters.ts';
import { API_ERRORS, ownProblem, Problem } from './problem.ts';

/** Words and types as Vonage publishes them (https://developer.vonage.com/en/api-errors); `/docs` has the others. */

export function unauthorized(realm: string): Problem {
  return new Problem(
    401,
    `${API_ERRORS}#unauthorized`,
    'Invalid credentials supplied',
    'You did not provide correct credentials.',
    { headers: { 'www-authenticate': `Basic realm="${realm}", charset="UTF-8"` } },
  );
}

export function severalCredentials(realm: string): Problem {
  return new Problem(
    401,
    `${API_ERRORS}#multiple-auth-methods`,
    'Multiple authentication methods provided',
    'The request has more than one Authorization header line. Send one.',
    { headers: { 'www-authenticate': `Basic realm="${realm}", charset="UTF-8"` } },
  );
}

export function accountSuspended(): Problem {
  return new Problem(
    403,
    `${API_ERRORS}#account-suspended`,
    'Account suspended',
    'This account has been suspended. Its primary account can lift the suspension.',
  );
}

export function forbidden(detail: string): Problem {
  return new Problem(403, `${API_ERRORS}#forbidden`, 'Forbidden', detail);
}

/** An id is repeated only where it looks like one, so that a secret in the wrong place is not echoed. */
export function notFound(id: string): Problem {
  const what = /^[A-Za-z0-9-]{1,36}$/.test(id) ? `ID '${id}'` : 'This ID';
  return new Problem(404, `${API_ERRORS}#not-found`, 'Not Found', `${what} does not exist, or you do not have access`);
}

export function pathNotFound(): Problem {
  return new Problem(
    404,
    `${API_ERRORS}#not-found`,
    'Not Found',
    'Nothing is served at this path. The paths that there are stand in /docs and /openapi.json.',
  );
}

export function invalidApiKey(): Problem {
  return new Problem(
    404,
    `${API_ERRORS}#invalid-api-key`,
    'Invalid API Key',
    'There is no such API key, or you do not have access to it',
  );
}

export function wrongVerb(method: string, allow: string): Problem {
  const known = /^[A-Z-]{1,20}$/.test(method) ? method : 'unknown';
  return new Problem(
    405,
    `${API_ERRORS}#wrong-verb`,
    'Request method not allowed',
    `Request method '${known}' not supported`,
    { headers: { allow } },
  );
}

export function notAcceptable(): Problem {
  return new Problem(
    406,
    `${API_ERRORS}#accept-header`,
    'Invalid Accept header',
    "Invalid Accept header provided. Must be one of the following: 'application/json'",
  );
}

export function unsupportedContentType(why?: string): Problem {
  const detail = "Unsupported Content-Type header provided. Must be one of the following: 'application/json'";
  return new Problem(
    415,
    `${API_ERRORS}#content-type-header`,
    'Unsupported Content-Type header',
    why === undefined ? detail : `${detail}. ${why}`,
  );
}

export function malformedJson(what: string, place: { readonly line: number; readonly column: number }): Problem {
  return new Problem(400, `${API_ERRORS}#invalid-json`, 'Malformed JSON', `Malformed JSON payload. ${what}`, {
    members: { line: place.line, column: place.column },
  });
}

export function invalidPayload(parameters: readonly InvalidParameter[], members: Problem['members'] = {}): Problem {
  return validation('payload-validation', parameters, members);
}

export function invalidQuery(parameters: readonly InvalidParameter[]): Problem {
  return validation('list-validation', parameters, {});
}

function validation(id: string, parameters: readonly InvalidParameter[], members: Problem['members']): Problem {
  return new Problem(
    400,
    `${API_ERRORS}/application#${id}`,
    'Bad Request',
    'The request failed due to validation errors',
    { members: { invalid_parameters: parameters, ...members } },
  );
}

export function rateLimited(retryAfterSeconds: number): Problem {
  return new Problem(
    429,
    `${API_ERRORS}#rate-limited`,
    'Rate Limited',
    `Too many failed attempts to authenticate. You can try again in ${retryAfterSeconds} s`,
    { headers: { 'retry-after': String(retryAfterSeconds) } },
  );
}

export function bodyTooLarge(limitBytes: number): Problem {
  return ownProblem(
    413,
    'body-too-large',
    'Request body too large',
    `The request body is larger than the limit of ${limitBytes} bytes`,
    { members: { limit_bytes: limitBytes } },
  );
}

export function tooManyHeaderLines(lines: number, limit: number): Problem {
  return ownProblem(
    431,
    'header-lines',
    'Too many header lines',
    `The request has ${lines} header lines; at most ${limit} are read`,
  );
}

export function malformedRequest(detail: string): Problem {
  return ownProblem(400, 'malformed-request', 'Malformed request', detail);
}

export function unavailable(cause: string): Problem {
  return ownProblem(
    503,
    'unavailable',
    'Storage unavailable',
    'Nothing was changed. Send the same request again in a moment.',
    { members: { cause: `storage-${cause}` }, headers: { 'retry-after': '1' } },
  );
}

/** Only an id leaves: what went wrong is in the log, under that id. */
export function internalError(): Problem {
  return ownProblem(
    500,
    'internal-error',
    'Internal error',
    'The server failed. Its log has the details under the instance id.',
  );
}
