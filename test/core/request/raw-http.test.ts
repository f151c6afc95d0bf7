import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readRawRequest, readRawResponse } from '../../../src/core/request/captures/raw-http.ts';

describe('a raw request', () => {
  test.each([
    ['CRLF', 'POST /v1/calls HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer x\r\n\r\n{"a":1}'],
    ['LF', 'POST /v1/calls HTTP/1.1\nHost: a\nAuthorization: Bearer x\n\n{"a":1}'],
    ['empty lines before', '\r\n\nPOST /v1/calls HTTP/1.1\nHost: a\nAuthorization: Bearer x\n\n{"a":1}'],
    ['absolute-form', 'POST https://api.example:443/v1/calls HTTP/1.1\nHost: a\nAuthorization: Bearer x\n\n{"a":1}'],
    ['no version', 'POST /v1/calls\nHost: a\nAuthorization: Bearer x\n\n{"a":1}'],
  ])('%s', (_, text) => {
    expect(readRawRequest(text)).toEqual({
      method: 'POST',
      target: '/v1/calls',
      fields: [
        ['Host', 'a'],
        ['Authorization', 'Bearer x'],
      ],
      body: '{"a":1}',
    });
  });

  test('of a curl -v transcript', () => {
    const text =
      '* Connected\n> GET /v1/users HTTP/1.1\n> Authorization: Bearer x\n>\n< HTTP/1.1 401 Unauthorized\n< Date: d\n';
    expect(readRawRequest(text)).toEqual({
      method: 'GET',
      target: '/v1/users',
      fields: [['Authorization', 'Bearer x']],
    });
    expect(readRawResponse(text)).toEqual({ status: 401, fields: [['Date', 'd']] });
  });

  test('header lines alone', () => {
    expect(readRawRequest('Authorization: Bearer x\n')).toEqual({ fields: [['Authorization', 'Bearer x']] });
  });

  test('two lines of one name stay two, and keep their order', () => {
    expect(readRawRequest('GET / HTTP/1.1\na: 1\nb: 2\nA: 3\n')?.fields).toEqual([
      ['a', '1'],
      ['b', '2'],
      ['A', '3'],
    ]);
  });

  test('a folded line goes on with the one before', () => {
    expect(readRawRequest('GET / HTTP/1.1\nAuthorization: Bearer\n  abc\n')?.fields).toEqual([
      ['Authorization', 'Bearer abc'],
    ]);
  });

  test('white space of a value that is not optional stays', () => {
    expect(readRawRequest('GET / HTTP/1.1\nAuthorization: \u00a0Bearer x \n')?.fields).toEqual([
      ['Authorization', '\u00a0Bearer x'],
    ]);
  });

  test.each(['', '\n\n', 'hello', '<html></html>'])('%j is none', (text) => {
    expect(readRawRequest(text)).toBeUndefined();
  });

  test('no text makes it throw', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('\r', '\n', ' ', ':', '>', 'G', '/', 'é') }), (text) => {
        readRawRequest(text);
        readRawResponse(text);
      }),
    );
  });
});

test('a raw response', () => {
  expect(readRawResponse('HTTP/1.1 401 Unauthorized\r\nDate: Tue, 24 Nov 2026 10:02:33 GMT\r\n\r\n{}')).toEqual({
    status: 401,
    fields: [['Date', 'Tue, 24 Nov 2026 10:02:33 GMT']],
    body: '{}',
  });
  expect(readRawResponse('HTTP/2 401 \ndate: d\n\n')).toEqual({ status: 401, fields: [['date', 'd']] });
});
