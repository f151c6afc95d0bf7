import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readRequests } from '../../../src/core/request/captures/read-requests.ts';
import type { RequestReading } from '../../../src/core/request/captures/reading.ts';

const TOKEN = 'eyJhbGciOiJSUzI1NiJ9.eyJpYXQiOjF9.c2ln';

function requests(text: string): readonly RequestReading[] {
  const reading = readRequests(text);
  if (!reading.ok) throw new Error(`line ${reading.fault.line}: expected ${reading.fault.expected}`);
  return reading.requests;
}

describe('the form is recognised', () => {
  test.each([
    ['http', `POST /v1/calls HTTP/1.1\nAuthorization: Bearer ${TOKEN}\n\n{}`],
    ['curl', `curl -H "Authorization: Bearer ${TOKEN}" https://api.nexmo.com/v1/calls`],
    ['powershell', `irm https://api.nexmo.com/v1/calls -Headers @{Authorization="Bearer ${TOKEN}"}`],
    [
      'json',
      `{"request":{"method":"post","url":"https://api.nexmo.com/v1/calls","headers":{"Authorization":"Bearer ${TOKEN}"}}}`,
    ],
    ['json', `{"headers":[["Authorization","Bearer ${TOKEN}"]]}\n{"token":"${TOKEN}"}`],
    ['har', har([entry('https://api.nexmo.com/v1/calls', 401)])],
  ])('%s', (form, text) => {
    const [request] = requests(text);
    expect(request?.form).toBe(form);
    expect(request?.fields?.find(([name]) => name === 'Authorization')?.[1]).toBe(`Bearer ${TOKEN}`);
  });

  test.each([
    [`127.0.0.1 - - [24/Nov/2026:10:02:33 +0100] "GET /v1/users?x=1 HTTP/1.1" 401 57`, undefined],
    [`::1 - bob [24/Nov/2026:10:02:33 +0100] "GET /v1/users?jwt=${TOKEN} HTTP/2.0" 401 57 "-" "curl/8.5"`, TOKEN],
    [`10.0.0.1 - - [24/Nov/2026:09:02:33 +0000] "GET /v1/users HTTP/1.1" 401 - "-" "x" "${TOKEN}"`, TOKEN],
  ])('an access log line: %s', (line, token) => {
    const [request] = requests(`${line}\n${line}\n`);
    expect(request).toMatchObject({ form: 'access-log', method: 'GET', response: { status: 401 }, sentAt: 1795510953 });
    expect(request?.token).toBe(token);
    expect(request?.fields).toBeUndefined();
  });

  test('an Authorization that was added to a log', () => {
    const line = `- - - [24/Nov/2026:10:02:33 +0000] "GET /v1/users HTTP/1.1" 401 0 "-" "x" "Bearer ${TOKEN}"`;
    expect(requests(line)[0]?.authorization).toBe(`Bearer ${TOKEN}`);
  });
});

describe('an exchange', () => {
  test('HAR: what was answered, when, and the redirects that led to it', () => {
    const moved = entry('http://api.nexmo.com/v1/calls', 301, 'https://api.nexmo.com/v1/calls');
    const [, last] = requests(
      har([moved, { ...entry('https://api.nexmo.com/v1/calls', 401), startedDateTime: '2026-11-24T10:02:33.500Z' }]),
    );
    expect(last).toMatchObject({
      method: 'POST',
      url: 'https://api.nexmo.com/v1/calls',
      sentAt: 1795514553.5,
      response: { status: 401, body: 'no', fields: [['Date', 'Tue, 24 Nov 2026 10:02:33 GMT']] },
      redirects: [
        { status: 301, fields: [['Authorization', `Bearer ${TOKEN}`]], location: 'https://api.nexmo.com/v1/calls' },
      ],
    });
  });

  test('curl -v: both sides, over a redirect', () => {
    const text = `* Connected\n> GET /a HTTP/1.1\n> Host: one.example\n> Authorization: Bearer ${TOKEN}\n>\n< HTTP/1.1 302 Found\n< Location: https://two.example/b\n<\n* again\n> GET /b HTTP/1.1\n> Host: two.example\n>\n< HTTP/1.1 401 Unauthorized\n< Date: Tue, 24 Nov 2026 10:02:33 GMT\n<\n`;
    const [first, second] = requests(text);
    expect(first).toMatchObject({ target: '/a', response: { status: 302 } });
    expect(second).toMatchObject({
      target: '/b',
      response: { status: 401 },
      redirects: [{ url: 'https://one.example/a', status: 302 }],
    });
  });

  test.each([
    [
      {
        req: { method: 'GET', url: '/a', headers: { authorization: 'Bearer x' } },
        res: { statusCode: 401 },
        time: 1795514553000,
      },
    ],
    [{ ts: 1795514553, request: { method: 'GET', uri: '/a', headers: { Authorization: ['Bearer x'] } }, status: 401 }],
    [{ method: 'GET', path: '/a', authorization: 'Bearer x', status: '401', '@timestamp': '2026-11-24T10:02:33Z' }],
  ])('a record as loggers write it: %j', (record) => {
    const [request] = requests(JSON.stringify(record));
    expect(request).toMatchObject({ method: 'GET', target: '/a', sentAt: 1795514553, response: { status: 401 } });
    expect(request?.authorization ?? request?.fields?.[0]?.[1]).toBe('Bearer x');
  });
});

describe('what cannot be read is named, with its line', () => {
  test.each([
    ['hello', 1, 'raw HTTP'],
    ['', 1, 'raw HTTP'],
    ['{"a":1}', 1, 'headers'],
    ['{"log":{"entries":[]}}', 1, 'entries'],
    ['{\n  "log": {\n    "entries": [}\n}', 3, ''],
    [`{"token":"a"}\n{"token":`, 2, 'one JSON value a line'],
    [`a - - [24/Nov/2026:10:02:33 +0100] "GET / HTTP/1.1" 401 57\nnonsense`, 2, 'access log'],
  ])('%j', (text, line, expected) => {
    const reading = readRequests(text);
    expect(reading).toMatchObject({ ok: false, fault: { line } });
    expect(!reading.ok && reading.fault.expected).toContain(expected);
  });

  test('nothing is thrown, whatever is read', () => {
    const piece = fc.constantFrom(
      'curl ',
      '-H ',
      '"',
      "'",
      '$(',
      '`',
      '@{',
      '\n',
      '\\',
      '^',
      'Invoke-WebRequest ',
      '{"log":',
      '[',
      'a',
      '=',
      '}',
      '> ',
      '$x',
    );
    fc.assert(
      fc.property(
        fc.array(fc.oneof(piece, fc.string({ maxLength: 5 }))),
        (pieces) => void readRequests(pieces.join('')),
      ),
    );
  });
});

function entry(url: string, status: number, redirectURL = '') {
  return {
    startedDateTime: '2026-11-24T10:02:33Z',
    request: { method: 'POST', url, headers: [{ name: 'Authorization', value: `Bearer ${TOKEN}` }] },
    response: {
      status,
      redirectURL,
      headers: [{ name: 'Date', value: 'Tue, 24 Nov 2026 10:02:33 GMT' }],
      content: { text: 'no' },
    },
  };
}

function har(entries: readonly object[]): string {
  return JSON.stringify({ log: { version: '1.2', entries } }, null, 2);
}
