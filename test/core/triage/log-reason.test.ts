import { expect, test } from 'vitest';
import { RecordReader } from '../../../src/core/request/captures/record.ts';
import { readLogLine } from '../../../src/core/triage/log-line.ts';
import { readReason } from '../../../src/core/triage/log-reason.ts';
import { kit } from '../../support/kit.ts';

const NGINX = '2026/11/30 08:00:00 [warn] 1#0: *12 ';
const token = kit.mint();

test.each([
  `${NGINX}[lua] handler.lua:210: Invalid signature, client: 10.0.0.1, request: "GET /v1/orders HTTP/1.1"`,
  `${NGINX}JWT has expired, client: 10.0.0.1, server: api.example.com`,
  `${NGINX}no JWK found with "abc" "kid" specified, client: 10.0.0.1`,
  'time="Nov 30 08:00:00" level=warning msg="JWT Invalid" error="Token has expired" path=/v1',
])('words that many products share are a reason where a log says them: %s', (line) => {
  expect(readReason(line, 3)).toMatchObject({ line: 3, response: { body: line } });
});

test('and none in prose', () => {
  expect(readReason('we saw an Invalid signature yesterday, on client: ten', 1)).toBeUndefined();
});

const requestsOf = (line: string) => readLogLine(line, 1, new RecordReader()).requests;

test('what the doctor reads, a log has too', () => {
  expect(requestsOf(`token -> ${token}`)[0]?.token).toBe(token);
  expect(requestsOf(JSON.stringify(JSON.stringify({ access_token: token })))[0]?.token).toBe(token);
  const twice = Buffer.from(token).toString('base64');
  expect(requestsOf(twice)[0]?.token).toBe(twice);
});
