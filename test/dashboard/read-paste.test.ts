import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { Input } from '../../src/core/evidence/input.ts';
import { readPaste } from '../../src/dashboard/pages/debugger/read-paste.ts';

const HEADER = Buffer.from('{"alg":"RS256","typ":"JWT"}').toString('base64url');
const CLAIMS = Buffer.from('{"iat":1800000000,"jti":"j"}').toString('base64url');
const TOKEN = `${HEADER}.${CLAIMS}.${'s'.repeat(342)}`;
const BEARER = `Bearer ${TOKEN}`;

const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const PEM = String(publicKey.export({ format: 'pem', type: 'spki' }));
const DER = publicKey.export({ format: 'der', type: 'spki' }).toString('base64');
const JWK = publicKey.export({ format: 'jwk' });

const read = (text: string) => {
  const paste = readPaste(text);
  return paste && { ...paste, notes: paste.notes.join(' ') };
};
const as = (what: string, input: Input, notes = '') => ({ what, input, notes });
const withToken = as('text with a token in it', { token: TOKEN });
const value = (authorization: string) => as('the value of an Authorization header', { authorization });
const field = (authorization: string) => as('an Authorization header', { authorization });
const request = (what: string, input: Input['request']) => as(what, { request: input ?? {} });

test.each(['', ' ', '\r\n\t\n', '\u00a0'])('blanks alone are nothing (%j)', (text) =>
  expect(readPaste(text)).toBeUndefined(),
);

describe('a token', () => {
  test.each([TOKEN, 'hello', 'a.b.c.d.e', '%%%'])('stands alone, and is kept as it is: %s', (text) =>
    expect(read(text)).toEqual(as('a token', { token: text })),
  );

  test('has nothing round it that is not seen', () => {
    expect(read(`${TOKEN}\r\n`)).toEqual(as('a token', { token: TOKEN }));
    expect(read(`  ${TOKEN}\r\n`)).toEqual(as('a token', { token: TOKEN }, 'Read without the spaces around it.'));
    expect(read(`${TOKEN},`)).toEqual(as('a token', { token: TOKEN }, 'Read without the text behind the token.'));
    expect(read(`\ufeff${TOKEN}`)).toEqual(as('a token', { token: TOKEN }, 'Read without a byte order mark.'));
  });

  test.each([
    [`"${TOKEN}"`, 'the quotation marks around it'],
    [`'${TOKEN}'`, 'the quotation marks around it'],
    [`\`${TOKEN}\``, 'the quotation marks around it'],
    [`export JWT="${TOKEN}"`, 'the name before it'],
    [`const jwt = '${TOKEN}';`, 'the name before it'],
    [`$env:TOKEN = "${TOKEN}"`, 'the name before it'],
    [`token=${TOKEN}`, 'the name before it'],
    [`token: ${TOKEN}`, 'the name before it'],
    [`jwt: "${TOKEN}"`, 'the name before it'],
    [`"access_token": "${TOKEN}",`, 'the name before it'],
    [`curl https://api.nexmo.com/v1/calls -H "Authorization: ${BEARER}`, 'the text around the token'],
  ])('is read without what stands around it, and that is told: %s', (text, freed) =>
    expect(read(text)).toEqual(as('a token', { token: TOKEN }, `Read without ${freed}.`)),
  );

  test('is kept with the line ends in it: they are what is wrong with it', () => {
    const wrapped = TOKEN.replace(/.{64}/g, '$&\r\n');
    expect(read(wrapped)).toEqual(as('a token', { token: wrapped }));
    const two = `${TOKEN}\n${TOKEN}`;
    expect(read(two)).toEqual(as('a token', { token: two }));
  });

  test.each([
    `My token is ${TOKEN} and it fails`,
    `Proxy-Authorization: ${BEARER}`,
    `Bearer ${TOKEN}\nis what I send`,
    `{"access_token":"${TOKEN}"}`,
    `{"access_token":"${TOKEN}`,
  ])('is found in a text: %s', (text) => expect(read(text)).toEqual(withToken));
});

test('a token in the query is found, and where it stands is told', () => {
  const request = { target: `/?token=${TOKEN}` };
  const told = 'The token that is judged is in the query parameter token.';
  const expected = as('text with a token in it', { request, token: TOKEN }, told);
  expect(read(`https://example.com/?token=${TOKEN}`)).toEqual(expected);
});

test('a key in the source of a program is read as the program has it', () => {
  const escaped = PEM.replaceAll('\n', '\\n');
  for (const source of [`const key = \`${PEM}\`;`, `import os\nKEY = "${escaped}"`, `<?php\n$key = <<<EOT\n${PEM}EOT;`])
    expect(read(source)).toEqual(as('a key', { key: PEM }));
});

test('what was said, an answer, and a refusal of this server', () => {
  expect(read('Error: the token has expired long ago')).toMatchObject({
    what: 'what was said',
    input: { said: expect.stringContaining('expired') },
  });
  expect(read('hello there')).toMatchObject({ what: 'what was said', input: { said: 'hello there' } });
  const answer = 'HTTP/1.1 401 Unauthorized\r\nDate: x\r\n\r\n{}';
  expect(read(answer)).toMatchObject({ what: 'an answer', input: { response: { status: 401, body: '{}' } } });
  const refusal = { status: 401, instance: '3f6b2a1d58c44e0b', cause: 'token-expired', report: null };
  for (const text of [
    JSON.stringify(refusal),
    JSON.stringify(JSON.stringify(refusal)),
    `${answer}${JSON.stringify(refusal)}`,
  ])
    expect(readPaste(text)?.report).toBe('3f6b2a1d58c44e0b');
  expect(readPaste('{"instance":"3f6b2a1d58c44e0b"}')?.report).toBeUndefined();
});

describe('an Authorization header', () => {
  test.each([
    [BEARER, value(BEARER)],
    [`bearer  ${TOKEN}`, value(`bearer  ${TOKEN}`)],
    [`"${BEARER}"`, value(`"${BEARER}"`)],
    [`JWT ${TOKEN}`, value(`JWT ${TOKEN}`)],
    [`token ${TOKEN}`, value(`token ${TOKEN}`)],
    [`Bearer: ${TOKEN}`, value(`Bearer: ${TOKEN}`)],
    [`Bearer=${TOKEN}`, value(`Bearer=${TOKEN}`)],
    ['Bearer', value('Bearer')],
    ['Basic YTpi', value('Basic YTpi')],
    [`Authorization: ${BEARER}`, field(BEARER)],
    [`authorization:${BEARER}\r\n`, field(BEARER)],
    [`AUTHORIZATION : ${TOKEN}`, field(TOKEN)],
    [`Authorization: Bearer ${BEARER}`, field(`Bearer ${BEARER}`)],
    [`Authorization: "${BEARER}"`, field(`"${BEARER}"`)],
    ['Authorization:', field('')],
    ['Authorization: Bearer', field('Bearer')],
  ])('%s', (text, expected) => expect(read(text)).toEqual(expected));

  test.each([
    `"Authorization": "${BEARER}",`,
    `'Authorization': '${BEARER}'`,
    `-H "Authorization: ${BEARER}"`,
    `Authorization: ${BEARER}\r\n\r\n\r\nbody`,
  ])('is read out of the source of a program, or a head: %s', (text) =>
    expect(read(text)?.input.request?.fields).toEqual([['Authorization', BEARER]]),
  );
});

describe('a request', () => {
  const fields = [
    ['Host', 'api.nexmo.com'],
    ['Authorization', BEARER],
  ] as const;

  test.each(['\n', '\r\n'])('as raw HTTP, with line ends %j', (end) => {
    const lines = ['POST /v1/calls?a=1 HTTP/1.1', 'Host: api.nexmo.com', `Authorization: ${BEARER}`, '', '{"to":[]}'];
    const expected = { method: 'POST', target: '/v1/calls?a=1', fields, body: '{"to":[]}' };
    expect(read(lines.join(end))).toEqual(request('a raw HTTP request', expected));
    expect(read(lines.slice(1, 3).join(end))).toEqual(request('a raw HTTP request', { fields }));
  });

  test.each([
    ['with Bearer', BEARER],
    ['without Bearer', TOKEN],
  ])('as a curl command line, %s', (_, authorization) => {
    const expected = request('a curl command line', {
      method: 'GET',
      target: '/v1/calls',
      fields: [fields[0], ['Authorization', authorization]],
    });
    expect(read(`curl https://api.nexmo.com/v1/calls -H "Authorization: ${authorization}"`)).toEqual(expected);
    expect(read(`$ curl -H 'Authorization: ${authorization}' \\\r\n  https://api.nexmo.com/v1/calls`)).toEqual(
      expected,
    );
    expect(read(`curl.exe https://api.nexmo.com/v1/calls -H "Authorization: ${authorization}"`)).toEqual(expected);
  });

  test('as a curl command line without the header: that is known, and told', () => {
    const { input } = read('curl https://api.nexmo.com/v1/calls') ?? {};
    expect(input?.request?.fields).toEqual([['Host', 'api.nexmo.com']]);
    const unread = read('curl https://api.nexmo.com/v1/calls -H @headers.txt');
    expect(unread?.input.request?.fields).toBeUndefined();
    expect(unread?.notes).toBe('Not read, because the text only refers to it: -H @headers.txt');
  });

  test('as a PowerShell command line', () => {
    const text = `Invoke-RestMethod https://api.nexmo.com/v1/calls -Headers @{Authorization="${BEARER}"}`;
    expect(read(text)).toEqual(request('a PowerShell command line', { method: 'GET', target: '/v1/calls', fields }));
  });

  test('as JSON', () => {
    expect(read(`{"Authorization":"${BEARER}"}`)).toEqual(as('a request as JSON', { authorization: BEARER }));
  });

  test('of several, is the first one that was refused', () => {
    const line = (path: string, status: number) =>
      `127.0.0.1 - - [10/Oct/2025:13:55:36 +0000] "GET ${path} HTTP/1.1" ${status} 12`;
    const paste = read([line('/a', 200), line('/b', 500), line('/c', 401), line('/d', 403)].join('\n'));
    expect(paste?.what).toBe('lines of an access log');
    expect(paste?.input.request?.target).toBe('/c');
    expect(paste?.notes).toBe('4 requests; this is the one answered with 401, line 3.');
  });
});

describe('evidence as JSON', () => {
  test('is taken whole', () => {
    const input = { profile: 'vonage', token: TOKEN, skewSeconds: 5 };
    expect(read(JSON.stringify(input, null, 2))).toEqual(as('evidence as JSON', input));
  });

  test('with a fault keeps the token, and the fault is told', () => {
    const what = 'evidence as JSON that has a fault';
    expect(read(`{\n"token":"${TOKEN}",\n"profile":"nope"}`)).toEqual(
      as(what, { token: TOKEN }, 'Line 3: expected the id of a profile in profile.'),
    );
    const text = '{"profile":"vonage","now":"noon"}';
    expect(read(text)).toEqual(as(what, { token: text }, 'Line 1: expected a number in now.'));
  });
});

test.each([
  ['PEM', PEM],
  ['PEM with CRLF', PEM.replaceAll('\n', '\r\n')],
  ['PEM behind a byte order mark', `\ufeff${PEM}`],
  ['PEM behind words', `Here it is:\n${PEM}`],
  ['PEM without its end', PEM.slice(0, 200)],
  ['PEM in one line, as a setting has it', JSON.stringify(PEM)],
  ['base64 alone', DER],
  ['a JWK', JSON.stringify(JWK)],
  ['a JWK Set', JSON.stringify({ keys: [JWK] })],
])('a key is one: %s', (_, key) => expect(read(key)).toEqual(as('a key', { key })));

test.each([
  ['12 34', 'a raw HTTP request'],
  ['a = 1', 'a raw HTTP request'],
  ['{', 'a member name in double quotes'],
  ['{"a":1}', 'a request with its headers, an authorization or a token'],
])('any other text is told what was expected: %s', (text, expected) => {
  const paste = read(text);
  expect(paste).toMatchObject(as('text', { token: text }, expect.stringMatching(`^Line 1: expected ${expected}`)));
});
