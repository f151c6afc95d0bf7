import { describe, expect, test } from 'vitest';
import { observe } from '../../../src/core/observe/observe.ts';
import { requestInput } from '../../../src/core/observe/request-input.ts';
import { readAnything } from '../../../src/core/request/captures/read-anything.ts';
import { RecordReader } from '../../../src/core/request/captures/record.ts';
import { readLogLine } from '../../../src/core/triage/log-line.ts';
import { LogTriage } from '../../../src/core/triage/log-triage.ts';
import { kit } from '../../support/kit.ts';

const token = kit.mint();
const bearer = `Bearer ${token}`;
const url = 'https://api.nexmo.com/v1/calls';
const read = (text: string) => readLogLine(text, 3, new RecordReader());

/** What triage judges of a line. */
function judgedOf(text: string) {
  const [request] = read(text).requests;
  return request === undefined ? undefined : observe(requestInput(request));
}

describe('a line that the doctor reads', () => {
  test.each([
    `'${token}'`,
    `\`${token}\``,
    `\u201c${token}\u201d`,
    `&quot;${token}&quot;`,
    `\ufeff${token}`,
    `token=${token}`,
    `export TOKEN="${token}"`,
    `const jwt = '${token}';`,
    `${token} # old`,
    `> Authorization: ${bearer}`,
    `"Authorization": "${bearer}",`,
    `curl -X POST ${url} -H 'Authorization: ${bearer}'`,
    `$ curl.exe ${url} -H "Authorization: ${bearer}"`,
    `Invoke-RestMethod ${url} -Headers @{Authorization="${bearer}"}`,
    `${url}?token=${token}`,
    `2026-11-24T10:00:00Z,401,${token}`,
    `12: ${token}`,
  ])('is read by triage: %s', (text) => {
    expect(read(text).requests).toMatchObject([{ line: 3 }]);
    expect(judgedOf(text)?.token?.text).toBe(token);
    const known = readAnything(text);
    const input =
      known.kind === 'requests'
        ? requestInput(known.requests[0] as never)
        : { [known.kind]: (known as never)[known.kind] };
    expect(observe(input).token?.text).toBe(token);
  });

  test('and one with a fault has the same fault', () => {
    expect(judgedOf(`Bearer%20${token}`)?.credentials?.fault).toBe('scheme-glued');
    expect(judgedOf(`${bearer} ${token}`)?.credentials?.fault).toBe('whitespace-inside');
  });
});

const ENVOY =
  '[2026-11-24T10:00:00.123Z] "GET /v1/calls HTTP/1.1" 401 - jwt_authn_access_denied{Jwt_is_expired} - "-" 0 14';
const KONG = `2026/11/24 10:00:00 [error] 12#0: *3 [kong] [jwt] No credentials found for given 'iss', request: "GET /v1 HTTP/1.1"`;
const NGINX =
  '2026/11/24 10:00:00 [info] 7#7: *1 auth_jwt: rejected due to token expired: exp=1, request: "GET /v1 HTTP/1.1"';
const KEYCLOAK =
  '2026-11-24 10:00:00,123 WARN [org.keycloak.events] (x) type="USER_INFO_REQUEST_ERROR", reason="Token is not active"';
const AUTH0 = JSON.stringify({
  date: '2026-11-24T10:00:00.000Z',
  type: 'feccft',
  description: 'Service not found: https://a',
});
const TRAEFIK = JSON.stringify({ level: 'debug', middlewareName: 'jwt@docker', msg: 'no JWT found in request' });
const ENVOY_JSON = JSON.stringify({
  start_time: '2026-11-24T10:00:00.123Z',
  method: 'GET',
  path: '/v1',
  response_code: 401,
  response_code_details: 'jwt_authn_access_denied{Jwt_issuer_is_not_configured}',
});

function triageOf(...lines: readonly string[]) {
  const log = new LogTriage({ decode: (bytes) => new TextDecoder().decode(bytes) });
  log.open('log');
  log.take(new TextEncoder().encode(`${lines.join('\n')}\n`));
  return log.summary();
}

describe('a line with a reason and no token', () => {
  test.each([
    ['Envoy', ENVOY, 'token-expired'],
    ['Envoy, as JSON', ENVOY_JSON, 'issuer-not-expected'],
    ['Kong', KONG, 'application-unknown'],
    ['nginx', NGINX, 'token-expired'],
    ['Keycloak', KEYCLOAK, 'token-expired'],
    ['Auth0', AUTH0, 'audience-not-expected'],
    ['Traefik', TRAEFIK, 'authorization-missing'],
  ])('of %s is counted by it, and never as proved', (_, line, cause) => {
    const { causes } = triageOf(line, line);
    expect(causes).toMatchObject([{ cause, count: 2, certainty: 'likely', example: { finding: expect.any(String) } }]);
  });

  test('that is not known stays unread', () => {
    expect(triageOf('2026-11-24 INFO the token store was opened').unread.lines).toBe(1);
  });
});

test('milliseconds are named without any time', () => {
  const iat = kit.now * 1000;
  const line = kit.mint({ claims: { iat, exp: iat + 900_000 } });
  const { causes, withoutTime } = triageOf(line, line, line);
  expect(causes).toMatchObject([{ cause: 'time-in-milliseconds', count: 3, certainty: 'likely' }]);
  expect(withoutTime).toBe(3);
  expect(triageOf(token).causes).toMatchObject([{ cause: null, certainty: null }]);
});
