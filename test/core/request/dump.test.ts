import { describe, expect, it, test } from 'vitest';
import { diagnose } from '../../../src/core/diagnosis/diagnose.ts';
import { requestInput } from '../../../src/core/observe/request-input.ts';
import { readAnything } from '../../../src/core/request/captures/read-anything.ts';
import { readRequests } from '../../../src/core/request/captures/read-requests.ts';
import type { RequestReading } from '../../../src/core/request/captures/reading.ts';
import { kit } from '../../support/kit.ts';

const token = kit.mint();
const date = new Date(kit.now * 1000).toUTCString();
const bearer = `Bearer ${token}`;

const AXIOS = `AxiosError: Request failed with status code 401
    at settle (/app/node_modules/axios/dist/node/axios.cjs:2019:12) {
  config: {
    headers: Object [AxiosHeaders] {
      'Content-Type': 'application/json',
      Authorization: '${bearer}'
    },
    method: 'post',
    url: 'https://api.nexmo.com/v1/calls'
  },
  response: { status: 401, headers: { date: '${date}' } }
}`;
const PYTHON = `DEBUG:urllib3.connectionpool:Starting new HTTPS connection (1): api.nexmo.com:443
send: b'POST /v1/calls HTTP/1.1\\r\\nHost: api.nexmo.com\\r\\nAuthorization: ${bearer}\\r\\n\\r\\n'
reply: 'HTTP/1.1 401 Unauthorized\\r\\n'
header: Date: ${date}
`;
const OKHTTP = `--> POST https://api.nexmo.com/v1/calls http/1.1
Authorization: ${bearer}

{}
<-- 401 Unauthorized https://api.nexmo.com/v1/calls (231ms)
date: ${date}
`;
const NGHTTP2 = `[  0.012] send HEADERS frame <length=100, flags=0x25, stream_id=13>
          :method: POST
          :path: /v1/calls
          :scheme: https
          :authority: api.nexmo.com
          authorization: ${bearer}
`;
const LOG = `2026-11-24T10:00:00Z ERROR call failed status=401 method=POST url=https://api.nexmo.com/v1/calls headers={"Authorization":"${bearer}"} req=ab12`;
const ESCAPED = `{"msg":"failed","detail":"POST https://api.nexmo.com/v1/calls {\\"Authorization\\":\\"${bearer}\\"}"`;
const CHARLES = JSON.stringify([
  {
    method: 'POST',
    path: '/v1/calls',
    request: { header: { firstLine: 'POST /v1/calls HTTP/1.1', headers: [{ name: 'Authorization', value: bearer }] } },
  },
]);

test.each([
  ['an error of axios', AXIOS],
  ['a wire log of Python', PYTHON],
  ['a log of OkHttp', OKHTTP],
  ['frames of nghttp', NGHTTP2],
  ['a line of a log', LOG],
  ['JSON that is cut off', ESCAPED],
  ['wget', `wget --method=POST --header="Authorization: ${bearer}" https://api.nexmo.com/v1/calls`],
  [
    'an error of axios as JSON',
    JSON.stringify({ status: 401, config: { method: 'post', url: '/v1/calls', headers: { Authorization: bearer } } }),
  ],
])('%s', (_, text) => {
  const request = readOne(text);
  expect(request).toMatchObject({ method: 'POST', target: '/v1/calls' });
  expect(request.fields).toContainEqual(['Authorization', bearer]);
  expect(diagnose(kit.input(requestInput(request))).findings.map(({ cause }) => cause)).not.toContain(
    'authorization-missing',
  );
});

test('a session of Charles', () => {
  expect(readOne(CHARLES).fields).toEqual([['Authorization', bearer]]);
});

test('status and time of the answer', () => {
  for (const text of [AXIOS, PYTHON, OKHTTP])
    expect(readOne(text).response).toMatchObject({ status: 401, fields: [['Date', date]] });
});

test.each([
  ["{'Authorization': 'TOKEN', 'Accept': '*/*'}"],
  ["Headers({'host': 'api.nexmo.com', 'authorization': 'TOKEN'})"],
  ['headers={Authorization=TOKEN, Accept=*/*}'],
  ['"Authorization" => "TOKEN",'],
  ["x-authorization: other\nheaders: ['authorization', b'TOKEN']"],
])('the value in %s', (text) => {
  expect(readOne(text.replace('TOKEN', bearer)).fields).toContainEqual(['Authorization', bearer]);
});

describe('a message with a token in it', () => {
  it('gives the token, and none of the words', () => {
    for (const text of [`Since this morning ${token} gets a 401, and why`, `The token:\n${token}\nand the body`])
      expect(readOne(text)).toMatchObject({ token });
  });

  it('gives a token that is broken into lines', () => {
    expect(readOne(`so:\n${token.match(/.{1,70}/g)?.join('\n')}`)).toMatchObject({ token });
  });

  it('without one is no request', () => {
    for (const text of ['hello world', 'Note: see docs.example.com for more', 'error: it failed'])
      expect(readRequests(text).ok).toBe(false);
  });
});

test('an error of the connection is no missing field', () => {
  const text =
    'curl: (60) SSL certificate problem: unable to get local issuer certificate\nMore: https://curl.se/docs/';
  expect(diagnose({ now: kit.now, ...requestInput(readOne(text)) }).findings.map(({ cause }) => cause)).toEqual([
    'network-or-tls-failure',
  ]);
});

describe('what a tool took out', () => {
  it.each(['Bearer [secure]', 'Bearer ***', '[REDACTED]', '<redacted>', 'Bearer xxxxxxxx', '[Filtered]'])(
    '%s is not judged as a token',
    (value) => {
      const input = requestInput(readOne(`GET /v1/users HTTP/1.1\nHost: a\nAuthorization: ${value}\n\n`));
      expect(input.request).toEqual({ method: 'GET', target: '/v1/users' });
      expect(diagnose({ now: kit.now, ...input }).findings).toEqual([]);
    },
  );

  it('is not missing from a HAR that Chrome sanitized', () => {
    const har = (creator: string, headers: object[]) =>
      JSON.stringify({
        log: {
          creator: { name: creator },
          entries: [{ request: { method: 'GET', url: 'https://api.nexmo.com/v1/users', headers } }],
        },
      });
    const roots = (text: string) => diagnose({ now: kit.now, ...requestInput(readOne(text)) }).rootCause;
    expect(roots(har('WebInspector', []))).toBeNull();
    expect(roots(har('WebInspector', [{ name: 'cookie', value: 'a=b' }]))).toBe('authorization-missing');
    expect(roots(har('Firefox', []))).toBe('authorization-missing');
  });

  it('is never in a preflight, whatever Chrome leaves out', () => {
    const headers = [{ name: 'Access-Control-Request-Method', value: 'GET' }];
    const entry = { request: { method: 'OPTIONS', url: 'https://a.example/b', headers }, response: { status: 401 } };
    const read = readAnything(JSON.stringify({ log: { creator: { name: 'WebInspector' }, entries: [entry] } }));
    expect(read.kind === 'requests' && diagnose(requestInput(read.requests[0] as RequestReading)).rootCause).toBe(
      'preflight-rejected',
    );
  });
});

function readOne(text: string): RequestReading {
  const reading = readRequests(text);
  if (!reading.ok) throw new Error(reading.fault.expected);
  return reading.requests[0] as RequestReading;
}
