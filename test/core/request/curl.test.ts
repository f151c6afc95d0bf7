import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { readCurl } from '../../../src/core/request/captures/curl.ts';
import { readPowershell } from '../../../src/core/request/captures/powershell.ts';
import type { RequestReading } from '../../../src/core/request/captures/reading.ts';
import { readShell } from '../../../src/core/request/captures/shell-words.ts';

const URL = 'https://api.nexmo.com/v1/calls';

function only(text: string, read = readCurl): RequestReading {
  const reading = read(text);
  if (!reading.ok) throw new Error(`line ${reading.fault.line}: expected ${reading.fault.expected}`);
  expect(reading.requests).toHaveLength(1);
  return reading.requests[0] as RequestReading;
}

function authorization(request: RequestReading): string | undefined {
  return request.fields?.find(([name]) => name.toLowerCase() === 'authorization')?.[1];
}

describe('the Authorization header of a curl command line', () => {
  test.each([
    ['double quotes', `curl -H "Authorization: Bearer a.b.c" ${URL}`, 'Bearer a.b.c'],
    ['single quotes', `curl -H 'Authorization: Bearer a.b.c' ${URL}`, 'Bearer a.b.c'],
    ['a glued short option', `curl -H'Authorization: Bearer a.b.c' ${URL}`, 'Bearer a.b.c'],
    [
      'a prompt, sudo and variables',
      `$ sudo FOO=bar curl -sSL ${URL} --header "Authorization: Bearer a.b.c"`,
      'Bearer a.b.c',
    ],
    ['continued lines', `curl -X POST \\\n  ${URL} \\\n  -H "Authorization: Bearer a.b.c"`, 'Bearer a.b.c'],
    ['carriage returns', `curl ${URL} \\\r\n  -H "Authorization: Bearer a.b.c"\r\n`, 'Bearer a.b.c'],
    ['ANSI quotes', `curl -H $'Authorization: Bearer a.b.c\\n' ${URL}`, 'Bearer a.b.c\n'],
    ['a doubled space', `curl -H "Authorization:  Bearer   a.b.c" ${URL}`, 'Bearer   a.b.c'],
    ['a substitution', `curl -H "Authorization: Bearer $(cat 'my token')" ${URL}`, "Bearer $(cat 'my token')"],
    ['backticks', `curl -H "Authorization: Bearer \`cat t\`" ${URL}`, 'Bearer `cat t`'],
    ['an unset variable', `curl -H "Authorization: Bearer $TOKEN" ${URL}`, 'Bearer $TOKEN'],
    ['a variable in single quotes', `T=x; curl -H 'Authorization: Bearer $T' ${URL}`, 'Bearer $T'],
    ['a variable that is set', `export T="a.b.c"\ncurl -H "Authorization: Bearer \${T}" ${URL}`, 'Bearer a.b.c'],
    ['--oauth2-bearer', `curl --oauth2-bearer a.b.c ${URL}`, 'Bearer a.b.c'],
    ['-u', `curl -u abcd1234:Secret1 ${URL}`, `Basic ${btoa('abcd1234:Secret1')}`],
    ['-H before -u', `curl -u a:b -H "Authorization: Bearer x" ${URL}`, 'Bearer x'],
    ['a header taken away', `curl -u a:b -H "Authorization:" ${URL}`, undefined],
    ['none', `curl ${URL} | jq .`, undefined],
    [
      'cmd.exe',
      `curl ^"${URL}^" ^\r\n  -H ^"Authorization: Bearer a.b.c^" ^\r\n  --data-raw ^"^{^\\^"to^\\^":1^}^"`,
      'Bearer a.b.c',
    ],
    ['a Windows line', `curl.exe -H "Authorization: Bearer a.b.c" ${URL} ^\n -X POST`, 'Bearer a.b.c'],
  ])('%s', (_, text, expected) => expect(authorization(only(text))).toBe(expected));
});

describe('what a curl command line is written like', () => {
  const bearer = 'Bearer a.b.c';
  test.each([
    ['a method as a word', `curl GET ${URL} -H "Authorization: ${bearer}"`, bearer, '-X GET'],
    ['= behind a long option', `curl --header="Authorization: ${bearer}" --url=${URL}`, bearer, '--header=…'],
    ['= behind -H', `curl -H="Authorization: ${bearer}" ${URL}`, undefined, 'begins with ='],
    ['no quotation marks', `curl -H Authorization: ${bearer} ${URL}`, undefined, 'cut at its spaces'],
    ['those of another shell', `curl -H 'Authorization: ${bearer}' ^\n ${URL}`, undefined, 'cut at its spaces'],
    ['--digest', `curl --digest -u me:secret ${URL}`, undefined, '--digest'],
    ['--anyauth', `curl --anyauth -u me:secret ${URL}`, undefined, '--anyauth'],
    [
      '--digest, and a user in the URL',
      'curl --digest https://me:secret@api.nexmo.com/v1/calls',
      undefined,
      '--digest',
    ],
    ['--ntlm', `curl --ntlm -u me:secret ${URL}`, 'NTLM TlRMTVNTUAABAAAA', 'NTLM'],
    ['--negotiate', `curl --negotiate -u : ${URL}`, 'Negotiate YII', 'Kerberos'],
  ])('%s', (_, text, expected, remark) => {
    const request = only(text);
    expect(request).toMatchObject({ target: '/v1/calls' });
    expect(authorization(request)).toBe(expected);
    expect(request.remarks?.join(' ')).toContain(remark);
    expect(request.remarks?.join(' ')).not.toContain('secret');
  });

  test('a user in the URL, the signature of AWS, and a .netrc', () => {
    expect(authorization(only('curl https://me:p%40ss@api.nexmo.com/v1/calls'))).toBe(`Basic ${btoa('me:p@ss')}`);
    expect(authorization(only(`curl --aws-sigv4 aws:amz:eu:s3 -u a:b ${URL}`))).toMatch(/^AWS4-HMAC-SHA256 /);
    expect(only(`curl -n ${URL}`).unread).toEqual(['-n (~/.netrc)']);
  });
});

describe('the rest of a curl command line', () => {
  test.each([
    [`curl ${URL}`, 'GET', '/v1/calls', undefined],
    [`curl -XDELETE ${URL}`, 'DELETE', '/v1/calls', undefined],
    [`curl -d a=1 -d b=2 ${URL}`, 'POST', '/v1/calls', 'a=1&b=2'],
    [`curl --json '{"a":1}' ${URL}`, 'POST', '/v1/calls', '{"a":1}'],
    [`curl -G -d page=2 ${URL}?a=1`, 'GET', '/v1/calls?a=1&page=2', undefined],
    [`curl -I --url ${URL}`, 'HEAD', '/v1/calls', undefined],
    [`curl -o out.json -m 10 -x proxy:8080 ${URL}`, 'GET', '/v1/calls', undefined],
    ['curl localhost:4401/v1/users#top', 'GET', '/v1/users', undefined],
  ])('%s', (text, method, target, body) => {
    expect(only(text)).toMatchObject({ method, target, ...(body !== undefined && { body }) });
    if (body === undefined) expect(only(text).body).toBeUndefined();
  });

  test('names what is not in the text', () => {
    expect(only(`curl -H @headers.txt -b jar.txt -d @body.json ${URL}`).unread).toEqual([
      '-H @headers.txt',
      '--cookie jar.txt',
      '--data @body.json',
    ]);
  });

  test('each URL, and each part between --next, is a request', () => {
    const reading = readCurl(`curl -H "A: 1" ${URL} ${URL} --next ${URL}/2\ncurl ${URL}/3`);
    expect(reading.ok && reading.requests.map(({ target, line }) => [target, line])).toEqual([
      ['/v1/calls', 1],
      ['/v1/calls', 1],
      ['/v1/calls/2', 1],
      ['/v1/calls/3', 2],
    ]);
  });

  test.each([
    [`curl \\\n -H "Authorization: Bearer ${URL}`, 2, 'a closing "'],
    [`curl -H 'x ${URL}`, 1, "a closing '"],
    ['echo\ncurl -H', 2, 'a value after -H'],
    ['curl -v', 1, 'a URL'],
    ['wget x', 1, 'a curl command line'],
  ])('%j is refused, by line', (text, line, expected) => {
    const reading = readCurl(text);
    expect(reading).toMatchObject({ ok: false, fault: { line } });
    expect(!reading.ok && reading.fault.expected).toContain(expected);
  });
});

describe('PowerShell', () => {
  test.each([
    ['a table', `Invoke-RestMethod -Uri "${URL}" -Method Post -Headers @{ Authorization = 'Bearer a.b.c' } -Body '{}'`],
    [
      'continued lines',
      `Invoke-WebRequest -UseBasicParsing -Uri "${URL}" \`\n-Method "POST" \`\n-Headers @{\n"accept"="*/*"\n  "authorization"="Bearer a.b.c"\n} \`\n-Body "{}"`,
    ],
    [
      'a variable',
      `$token = 'a.b.c'\n$h = @{ 'Authorization' = "Bearer $token" }\nirm ${URL} -Method POST -Headers $h -Body "{}"`,
    ],
    [
      'a sum',
      `$token = "a.b.c"\n$r = Invoke-RestMethod -Method Post -Uri ${URL} -Headers @{Authorization="Bearer " + $token} -Body "{}"`,
    ],
    [
      'entries added',
      `$headers = New-Object "System.Collections.Generic.Dictionary[[String],[String]]"\n$headers.Add("Authorization", "Bearer a.b.c")\n$response = Invoke-RestMethod '${URL}' -Method 'POST' -Headers $headers -Body "{}"`,
    ],
    ['curl.exe', `curl.exe -X POST \`\n  -H "Authorization: Bearer a.b.c" \`\n  -d '{}' ${URL}`],
  ])('%s', (_, text) => {
    const request = only(text, readPowershell);
    expect(authorization(request)).toBe('Bearer a.b.c');
    expect(request).toMatchObject({ method: 'POST', target: '/v1/calls', body: '{}' });
  });

  test('a variable that is not set stays as it is', () => {
    const request = only(`irm ${URL} -Headers @{Authorization="Bearer $env:TOKEN"}`, readPowershell);
    expect(authorization(request)).toBe('Bearer $env:TOKEN');
  });

  test('says where a quote is left open', () => {
    const reading = readPowershell(`$a = 1\nirm "${URL}`);
    expect(reading).toMatchObject({ ok: false, fault: { line: 2 } });
  });
});

describe('words, against a real shell', () => {
  const folder = mkdtempSync(join(tmpdir(), 'mintmark-words-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  // Writes its arguments to a file, each ended by NUL.
  writeFileSync(join(folder, 'curl'), `#!/bin/sh\nfor a in "$@"; do printf '%s\\0' "$a"; done >> "${folder}/out"\n`);
  chmodSync(join(folder, 'curl'), 0o755);

  test.each([
    `curl a"b c"d 'e f' g\\ h "i\\"j" 'k'\\''l' "m\\n" n\\\no`,
    `T='a b'; curl "$T" '$T' x"\${T}"y`,
    `curl $'a\\tb\\x41\\'' -H "A: 'b'" "" ''`,
    'curl a 2>/dev/null; curl b > /dev/null && curl c # d',
  ])('%s', (text) => {
    execFileSync('bash', ['-c', `rm -f "${folder}/out"; ${text}`], { env: { PATH: `${folder}:/usr/bin:/bin` } });
    const expected = readFileSync(join(folder, 'out'), 'utf8').split('\0').slice(0, -1);
    const reading = readShell(text);
    expect(reading.ok && reading.commands.flatMap(({ words }) => words.slice(1))).toEqual(expected);
  });
});

test.each([
  'error: RPC failed; HTTP 401 curl 22 The requested URL returned error: 401',
  'error: RPC failed; curl 92 HTTP/2 stream 5 was not closed cleanly',
  'curl 22 The requested URL returned error: 401',
])('%s is an error of Git and no command line', (text) => {
  expect(readCurl(text)).toMatchObject({ ok: false });
});
