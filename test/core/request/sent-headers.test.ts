import { describe, expect, test } from 'vitest';
import { diagnose } from '../../../src/core/diagnosis/diagnose.ts';
import { firstRejected, requestInput } from '../../../src/core/observe/request-input.ts';
import { readAnything } from '../../../src/core/request/captures/read-anything.ts';
import { sentHeaders } from '../../../src/core/request/captures/sent-headers.ts';

const url = 'https://api.example.com/v1/orders';

function reportOf(text: string) {
  const read = readAnything(text);
  const request = read.kind === 'requests' ? firstRejected(read.requests) : undefined;
  if (request === undefined) throw new Error(`read as ${read.kind}`);
  const { findings: _, ...rest } = diagnose(requestInput(request));
  return { request, report: { ..._, ...rest, findings: _ } };
}

const AXIOS = `AxiosError: Request failed with status code 401
    at settle (/app/node_modules/axios/dist/node/axios.cjs:2019:12) {
  config: {
    headers: Object [AxiosHeaders] {
      Accept: 'application/json, text/plain, */*',
      'Content-Type': undefined
    },
    method: 'get',
    url: '${url}'
  },
  response: { status: 401, headers: Object [AxiosHeaders] { date: 'x', server: 'nginx' }, data: { message: 'No authorization token was found' } }
}`;
const GOT = `HTTPError: Response code 401 (Unauthorized)
    at Request.<anonymous> (/app/node_modules/got/dist/source/as-promise/index.js:118:42) {
  options: Options { url: '${url}', headers: { 'user-agent': 'got (https://github.com/sindresorhus/got)', accept: '*/*' }, method: 'GET' }
}`;
const FETCH = `fetch("${url}", {\n  "headers": {\n    "accept": "*/*",\n    "content-type": "application/json"\n  },\n  "method": "GET"\n});`;
const HTTPX = `GET ${url} Headers({'host': 'api.example.com', 'accept': '*/*', 'user-agent': 'python-httpx/0.27.0'}) 401`;
const DOTNET = `Method: GET, RequestUri: '${url}', Version: 1.1, Content: <null>, Headers:\r\n{\r\n  Accept: application/json\r\n}\nStatusCode: 401, Headers:\r\n{\r\n  Date: x\r\n}`;
const OKHTTP = `--> GET ${url}\nAccept: application/json\nHost: api.example.com\n--> END GET\n<-- 401 ${url} (31ms)`;
const NODE = `  _header: 'GET /v1/orders HTTP/1.1\\r\\n' +\n    'Accept: application/json\\r\\n' +\n    'Host: api.example.com\\r\\n' +\n  '\\r\\n',\n  status: 401`;
const APACHE = `http-outgoing-0 >> GET /v1/orders HTTP/1.1\nhttp-outgoing-0 >> Accept: application/json\nhttp-outgoing-0 >> Host: api.example.com\nhttp-outgoing-0 << HTTP/1.1 401 Unauthorized`;
const PYTHON = `send: b'GET /v1/orders HTTP/1.1\\r\\nHost: api.example.com\\r\\nAccept: */*\\r\\n\\r\\n'\nreply: 'HTTP/1.1 401 Unauthorized\\r\\n'`;

describe('a request whose headers are shown, and Authorization is not among them', () => {
  test.each([
    ['axios', AXIOS, 'axios.get'],
    ['got', GOT, 'got(url'],
    ['fetch', FETCH, 'fetch(url'],
    ['httpx', HTTPX, 'httpx.Client'],
    ['.NET', DOTNET, ''],
    ['OkHttp', OKHTTP, ''],
    ['node:http', NODE, ''],
    ['the wire log of Apache', APACHE, ''],
    ['the wire log of Python', PYTHON, ''],
  ])('%s', (_, text, sets) => {
    const { request, report } = reportOf(text);
    expect(request).toMatchObject({ method: 'GET', target: '/v1/orders' });
    expect(report.rootCause).toBe('authorization-missing');
    expect(report.findings[0]?.fix.steps.join('\n')).toContain(sets);
  });

  test('the SDK of Vonage is told what makes it send a token', () => {
    const { report } = reportOf(AXIOS.replaceAll('api.example.com', 'api.nexmo.com'));
    expect(report.findings[0]?.fix.steps.join(' ')).toMatch(/application ID and its private key/);
  });
});

describe('headers that do not tell', () => {
  test.each([
    ['of the answer', "response: { status: 401, headers: { 'content-type': 'a', date: 'b' } }"],
    ['not expanded', "config: { headers: [Object], url: 'https://a.example' }"],
    ['beside credentials of another kind', "config: { headers: { accept: '*/*' }, auth: { username: 'x' } }"],
    ['spread', "fetch(url, { headers: { ...auth, accept: '*/*' } })"],
    ['put there by name', "fetch(url, { headers: { Authorization, accept: '*/*' } })"],
    ['unpacked', "requests.get(url, headers={**auth, 'Accept': '*/*'})"],
    ['added to', "axios.interceptors.request.use(f); axios.get(url, { headers: { accept: '*/*' } })"],
    ['of nobody', "headers: { 'x-one': '1' }"],
    ['none', 'GET /v1/orders HTTP/1.1\n\nheaders'],
  ])('%s', (_, text) => expect(sentHeaders(text)).toBeUndefined());

  test('a refusal that a client prints without them has candidates, and proves nothing', () => {
    for (const text of [
      `Client error: \`GET ${url}\` resulted in a \`401 Unauthorized\` response:\n{} GuzzleHttp`,
      `feign.FeignException$Unauthorized: [401 Unauthorized] during [GET] to [${url}] [Api#get()]: [{}]`,
      `WebClientResponseException$Unauthorized: 401 Unauthorized from GET ${url}`,
    ]) {
      const { request, report } = reportOf(text);
      expect(request).toMatchObject({ url, response: { status: 401 } });
      expect(report.verdict).toBe('cannot-tell');
      expect(report.candidates).not.toEqual([]);
    }
  });
});

test('prose that speaks of authorization is no header', () => {
  for (const text of ['{"error":"missing authorization","code":1}', 'No authorization: please log in'])
    expect(readAnything(text).kind).not.toBe('requests');
});
