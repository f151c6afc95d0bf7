import { describe, expect, test } from 'vitest';
import { classifyText } from '../../../src/core/keys/classify-text.ts';

const PASSWORD = 'a password or another secret';
const NOTHING = 'nothing known';

/** What a text is taken for, in short. */
function taken(text: string): string {
  const fault = classifyText(text);
  if (fault.kind === 'path') return `path ${fault.text}`;
  if (fault.kind === 'secret') return fault.looksLike;
  return fault.kind === 'unrecognised' ? (fault.looksLike ?? NOTHING) : fault.kind;
}

describe.each<[what: string, texts: readonly string[]]>([
  ['a UUID, such as an application id', ['aaaaaaaa-bbbb-cccc-dddd-0123456789ab']],
  ['a JWT', ['eyA.b.c', 'eyA.b.', 'Bearer eyA.b.c', 'bearer  eyA.b-_.c']],
  ['credentials of an Authorization header', ['Bearer abc', 'basic  YWJj', 'Bearer eyA.b']],
  [
    'a placeholder that was not filled in',
    [
      ...['undefined', 'NULL', 'None', '[object Object]', '<your key>', '<>', '$KEY', '${KEY}', '$(KEY)', '%KEY%'],
      ...['{{ key }}', '{{}}', 'YOUR_', 'your_private_key', 'MY_YOUR_KEY'],
    ],
  ],
  ['a SHA-256 fingerprint', [`SHA256:${'a'.repeat(43)}`, `${'b+'.repeat(21)}c`, `${'A'.repeat(43)}=`]],
  ['a fingerprint', [`${'ab:'.repeat(15)}ab`, `${'AB:'.repeat(31)}00`]],
  ['a digest or a symmetric key in hexadecimal', ['ab'.repeat(16), 'AB'.repeat(32), '0f'.repeat(64)]],
  ['an API key', ['abcd1234', 'ABCD1234']],
  ['an API secret', ['gTTTTTT1', 'Gtttttt1', '1ttttttG', `${'aB1-'.repeat(6)}x`]],
  [
    PASSWORD,
    [
      ...['x', 'hunter2', 'x'.repeat(128), `aB1-${'x'.repeat(22)}`, 'xabcd1234', 'abcd1234x'],
      // Something of the others, and not all of it.
      ...['ey.b.c', 'eyA..c', 'BearereyA.b.c', 'Basicabc', 'Basic', '$', '%%', `${'A'.repeat(43)}==`],
      ...[`x${'A'.repeat(43)}=`, `${'ab:'.repeat(14)}ab`, `x${'ab:'.repeat(15)}ab`, `${'ab:'.repeat(15)}abc`],
      ...['ab'.repeat(15), `g${'ab'.repeat(16)}`, `${'ab'.repeat(16)}g`, 'x0\ufffd', 'x{}', '{}x', '{a}'],
      ...['keys/active', '$/key', '/', '.pem', '{a.pem', '"/a"/b.pem'],
    ],
  ],
  [
    NOTHING,
    [
      ...['x y', 'x eyA.b.c', 'eyA.b.c d', 'x Basic abc', 'Basic abc d', 'x undefined', 'undefined x', '[object ]'],
      ...['/a\nb', 'key.pem x', 'x'.repeat(129), `eyA.b.${'c'.repeat(1019)}`],
    ],
  ],
  ['a web page (HTML), such as a server sends for "not found"', ['<!DOCTYPE html><html></html>', '<html><body>404']],
  [
    'a discovery document (RFC 8414); its keys are at its jwks_uri',
    ['{"issuer":"https://a","jwks_uri":"https://a/b"}'],
  ],
  ['an address, and nothing was fetched; --jwks URL fetches a set', ['https://login.example.com/jwks']],
  ['a SealedSecret of Kubernetes, which only its controller decrypts', ['apiVersion: a\nkind: SealedSecret\nspec: x']],
  ['a ZIP archive', ['PK\u0003\u0004abc']],
  ['a file that gzip packed', ['\u001f\ufffd\b', '\u001f\u008b\b']],
  ['JSON without a key in it', ['{}', '{ }', '{"a":1}', '{\n  "a": {}\n}', '{"}']],
  ['empty', ['', ' \n', '""', "' '", '\0\0']],
  ['damaged', ['0\ufffd\u0001', '0\u0082']],
])('%s', (what, texts) => {
  test.each(texts)('%j', (text) => {
    expect(taken(text)).toBe(what);
  });
});

test('blanks, quotation marks and null characters around it do not count', () => {
  for (const text of [' null ', '"null"', "'null'", '`null`', '" null "', '\0n\0u\0l\0l\0'])
    expect(taken(text)).toBe('a placeholder that was not filled in');
  expect(taken('"/keys/a\nb"')).toBe(NOTHING);
  expect(taken('"null')).toBe(PASSWORD);
});

test('a text of more than 1024 characters is none of the short ones', () => {
  expect(taken(`eyA.b.${'c'.repeat(1018)}`)).toBe('a JWT');
});

describe('a path', () => {
  test.each([
    ...['/key', './key', '../key', '~/key', 'C:\\key', 'c:/key', '\\\\host\\key', '$HOME/key', 'file:///key', '.\\key'],
    ...[
      'private.key',
      'KEY.PEM',
      'my key.p8',
      './a"b"',
      '/keys/AuthKey_ABC123DEF4xyz.P8',
      `/Ab1${'x'.repeat(12)}`,
      '/Key1/ShortName1234',
    ],
    ...['/without-capitals-and-1', '/WITHOUT-SMALL-LETTERS-1', '/WithoutAnyDigitInIt'],
  ])('%j is repeated, so that it can be found', (text) => {
    expect(taken(text)).toBe(`path ${text}`);
  });

  test.each([`/Ab1${'x'.repeat(13)}`, '/a/Secret1234567890/b', '/Secret1234567890.pemx', './x\\Secret1234567890'])(
    '%j may be a secret, and is not repeated',
    (text) => {
      expect(taken(text)).not.toContain(text);
    },
  );
});
