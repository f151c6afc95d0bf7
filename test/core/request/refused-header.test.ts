import { describe, expect, test } from 'vitest';
import { diagnose } from '../../../src/core/diagnosis/diagnose.ts';
import { requestInput } from '../../../src/core/observe/request-input.ts';
import { readAnything } from '../../../src/core/request/captures/read-anything.ts';
import { refusedHeader } from '../../../src/core/request/captures/refused-header.ts';
import { kit } from '../../support/kit.ts';

const token = kit.mint();
const bearer = `Bearer ${token}`;

/** The line end as the language writes it in a literal, or as it is. */
const ERRORS: readonly (readonly [client: string, error: string])[] = [
  [
    'net/http of Go',
    `Get "https://api.example.com/v1": net/http: invalid header field value "${bearer}\\n" for key Authorization`,
  ],
  [
    'requests',
    `requests.exceptions.InvalidHeader: Invalid leading whitespace, reserved character(s), or return character(s) in header value: '${bearer}\\n'`,
  ],
  ['httpx', `httpx.LocalProtocolError: Illegal header value b'${bearer}\\n'`],
  ['http.client', `ValueError: Invalid header value b'${bearer}\\n'`],
  ['fetch', `TypeError: Headers.append: "${bearer}\n" is an invalid header value.`],
  ['node-fetch', `TypeError: ${bearer}\n is not a legal HTTP header value`],
  ['a browser', `'${bearer}\n' is not a valid HTTP header field value.`],
  ['HttpClient of Java', `java.lang.IllegalArgumentException: invalid header value: "${bearer}\n"`],
  [
    'HttpURLConnection',
    `java.lang.IllegalArgumentException: Illegal character(s) in message header value: ${bearer}\n\tat x`,
  ],
  ['OkHttp', `Unexpected char 0x0a at ${bearer.length} in Authorization value: ${bearer}\n\tat okhttp3.Headers`],
  ['.NET', `System.FormatException: The format of value '${bearer}\n' is invalid.`],
  ['Guzzle', `InvalidArgumentException: "${bearer}\n" is not valid header value.`],
  ['Dart', `FormatException: Invalid HTTP header field value: "${bearer}\\n" (at character 9)`],
  ['gRPC', `Error: Metadata string value "${bearer}\n" contains illegal characters`],
];

describe('the value in the error of a client that refused it', () => {
  test.each(ERRORS)('%s', (_, error) => {
    expect(refusedHeader(error)).toBe(`${bearer}\n`);
    const read = readAnything(error);
    const request = read.kind === 'requests' ? read.requests[0] : undefined;
    const report = diagnose(kit.input(requestInput(request ?? { form: 'http', line: 1 })));
    expect(report.rootCause).toBe('credentials-contain-whitespace');
    expect(report.findings[0]).toMatchObject({
      certainty: 'proved',
      title: expect.stringContaining('a line feed after the token'),
    });
    expect(report.findings[0]?.fix.steps.join(' ')).toMatch(/[Tt]rim.*printf|strip.*printf/s);
    expect(report.findings.map(({ cause }) => cause)).not.toContain('not-a-jwt');
  });

  test('what else stands in a value that was refused is read too', () => {
    expect(refusedHeader(`invalid header field value "\\u200b${bearer}" for key Authorization`)).toBe(
      `\u200b${bearer}`,
    );
    expect(refusedHeader(`Illegal header value b'Bearer \\xff'`)).toBe('Bearer \xff');
  });

  test('how to trim is told in the terms of the client', () => {
    const read = readAnything(ERRORS[0]?.[1] ?? '');
    const [request] = read.kind === 'requests' ? read.requests : [];
    expect(request?.client).toBe('go');
    const report = diagnose(kit.input(requestInput(request ?? { form: 'http', line: 1 })));
    expect(report.findings[0]?.fix.steps[0]).toContain('strings.TrimSpace');
  });

  test.each([
    'net/http: invalid header field value for "Authorization"',
    'invalid header value: "text/plain\n"',
    'The format of value "2026-11-24" is invalid.',
    `the token ${token} is invalid`,
    '',
  ])('%j has none', (text) => expect(refusedHeader(text)).toBeUndefined());
});

test('it is linear', () => {
  for (const part of [
    'bearer ',
    'in header value: "',
    ' is an invalid header value',
    '\\x',
    'GET a ',
    'headers: {',
    '{"',
    "' +\n",
  ])
    expect(() => readAnything(part.repeat(15_000))).not.toThrow();
}, 10_000);
