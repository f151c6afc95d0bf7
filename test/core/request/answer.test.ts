import { describe, expect, test } from 'vitest';
import { readAnswer } from '../../../src/core/request/captures/answer.ts';

const DATE = 'Tue, 24 Nov 2026 10:00:00 GMT';

describe('an answer', () => {
  test.each([
    ['raw HTTP', `HTTP/1.1 401 Unauthorized\r\nDate: ${DATE}\r\n\r\nno`, 401],
    ['HTTP/2 as curl -i has it', `HTTP/2 403 \ndate: ${DATE}\n\nno`, 403],
    ['the lines of curl -v', `> GET / HTTP/1.1\n> Host: a\n>\n< HTTP/1.1 401 Unauthorized\n< Date: ${DATE}\n<\n`, 401],
    ['its marked lines alone', `< HTTP/1.1 401 Unauthorized\n< Date: ${DATE}\n`, 401],
    ['header lines', `WWW-Authenticate: Bearer\nDate: ${DATE}\n`, undefined],
    [
      'a record',
      JSON.stringify({ method: 'GET', url: '/', headers: {}, response: { status: 401, headers: { Date: DATE } } }),
      401,
    ],
    ['behind a byte order mark', `\ufeffHTTP/1.1 401 Unauthorized\nDate: ${DATE}\n`, 401],
  ])('%s', (_, text, status) => {
    const answer = readAnswer(text);
    expect(answer.status).toBe(status);
    expect(answer.fields.find(([name]) => name.toLowerCase() === 'date')?.[1]).toBe(DATE);
  });

  test.each([
    ['{"status":401,"detail":"no"}', 401],
    ['{"statusCode":403,"message":"no"}', 403],
    ['{"error":"no"}', undefined],
    ['Jwt is expired', undefined],
  ])('a body alone: %s', (body, status) => expect(readAnswer(body)).toMatchObject({ body, ...(status && { status }) }));

  test('what a client printed', () => {
    const text = `Client error: \`GET https://a.example/x\` resulted in a \`401 Unauthorized\` response:\n{"e":1}`;
    expect(readAnswer(text)).toMatchObject({ status: 401 });
  });
});
