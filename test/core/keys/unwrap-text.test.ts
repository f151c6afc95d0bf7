import { describe, expect, test } from 'vitest';
import { textAround } from '../../../src/core/keys/key-fault.ts';
import { unwrapText } from '../../../src/core/keys/unwrap-text.ts';

const open = (text: string) => unwrapText(text)?.text;
const base64 = (text: string | Uint8Array) => Buffer.from(text as string).toString('base64');
const wrapped = (what: string, more?: object) => ({
  kind: 'damaged',
  what,
  ...more,
  expected: 'the text of the key file',
});
/** Forty characters that are no wrapping themselves. */
const VALUE = `${'mi*E'.repeat(9)}mi*F`;

test.each<[text: string, plain: string, repair: string, fault: object]>([
  ['a\0b\0', 'ab', 'utf-16-decoded', { kind: 'encoding', found: 'utf-16' }],
  ['\ufeffa', 'a', 'byte-order-mark-removed', { kind: 'encoding', found: 'byte-order-mark' }],
  ['{\\rtf1 a}', 'a', 'stray-characters-removed', wrapped('the text, which is RTF')],
  [
    'a\n\u200bb',
    'a\nb',
    'stray-characters-removed',
    { kind: 'damaged', what: 'a character that is not shown', line: 2, column: 1, expected: 'plain text (ASCII)' },
  ],
  ['a\rb', 'a\nb', 'carriage-returns-normalised', { kind: 'encoding', found: 'cr-only' }],
  ['a%2Bb', 'a+b', 'url-decoded', wrapped('the text, which is URL-encoded')],
  ['a<br>b', 'a\nb', 'stray-characters-removed', wrapped('the text, which holds HTML')],
  ["'a' + 'b'", "'a\nb'", 'quotes-removed', { kind: 'quoted', quote: "'" }],
  ['a\\nb', 'a\nb', 'newlines-unescaped', { kind: 'newlines-escaped', depth: 1 }],
  ['an\\tb', 'an b', 'stray-characters-removed', wrapped('a backslash', { line: 1, column: 3 })],
  ['"a"', 'a', 'quotes-removed', { kind: 'quoted', quote: '"' }],
  [`KEY=${VALUE}`, VALUE, 'text-around-removed', textAround('KEY')],
  [Buffer.from(VALUE).toString('hex'), VALUE, 'hex-decoded', wrapped('the text, which is hexadecimal')],
  [base64(VALUE), VALUE, 'base64-decoded', { kind: 'wrapped-in-base64', depth: 1 }],
])('%j: what the wrapping was', (text, plain, repair, fault) => {
  expect(unwrapText(text)).toStrictEqual({ text: plain, repair, fault });
});

test.each(['', 'a', VALUE, '\u00ff\u00fea', 'a\r\nb', 'BEGIN+a', 'a%2', `x"a" + 'b'x`, 'anb'])(
  '%j has no wrapping',
  (text) => {
    expect(unwrapText(text)).toBeUndefined();
  },
);

describe('UTF-16, byte order marks, rich text, characters that are not shown, carriage returns', () => {
  test.each([
    ['\u00ff\u00fea\0', 'a'],
    ['\u00fe\u00ff\0a', 'a'],
    ['\ufffd\ufffda\0', 'a'],
    ['x\u00ff\u00fe\0', 'x\u00ff\u00fe'],
    ['\ufeff\ufeffa', 'a'],
    ['\u00ef\u00bb\u00bfa', 'a'],
    ['a\u00ef\u00bb\u00bf', undefined],
    ['x{\\rtf1 a}', 'x{\ntf1 a}'],
    [' {\\rtf1\\ansi-1 A\\par B\\line\\b0 C\\\r\nD\\\nE}', ' A\nB\nC\nD\nE'],
    ['\u200ba\u0085b\u2028c\u2029d', 'a\nb\nc\nd'],
    ['a\u00a0b\u3000c', 'a b c'],
    ['a\u00ad\ufeff', 'a'],
    ['a\r\r\nb\r\nc', 'a\nb\nc'],
  ])('%j', (text, plain) => {
    expect(open(text)).toBe(plain);
  });
});

describe('URL-encoding and HTML', () => {
  test.each([
    ['a+%2fb', 'a+/b'],
    ['BEGIN+a+%2Fb', 'BEGIN a /b'],
    ['PRIVATE+KEY%20', 'PRIVATE KEY '],
    ['a<BR/>b<br />c', 'a\nb\nc'],
    ['a</P>b</li>c', 'a\nb\nc'],
    ['a<PRE id="1">b', 'ab'],
    ['a</code>b', 'ab'],
    ['a&#43;b', 'a+b'],
    ['a&#x2b;b', 'a+b'],
    ['a&#X2B;b', 'a+b'],
    ['&lt;a&gt;&NewLine;&amp;&quot;&apos;&nbsp;', '<a>\n&"\' '],
    ['a<b>c', undefined],
  ])('%j', (text, plain) => {
    expect(open(text)).toBe(plain);
  });
});

describe('literals of a program', () => {
  test.each([
    ['"a"+"b" . "c"', '"a\nb\nc"'],
    ['"a\\n" +\n  "b\\n"\n  "c"', '"a\\nb\\nc"'],
    ['"a" \\\n"b"', '"a\nb"'],
    ['"a"\r\n"b"', '"a\nb"'],
    ['"xn"+"b"', '"xn\nb"'],
  ])('%j', (text, plain) => {
    expect(open(text)).toBe(plain);
  });
});

describe('escapes', () => {
  test.each([
    ['anA\\nb', 'anA\nb'],
    ['a\\r\\nb', 'a\nb'],
    ['a\\rnb', 'a\nnb'],
    ['a\\u000Ab', 'a\nb'],
    ['a\\u000d\\u000ab', 'a\nb'],
    ['a\\u000au000ab', 'a\nu000ab'],
    ['a\\x0Ab', 'a\nb'],
    ['a\\x0d\\x0ab', 'a\nb'],
    ['a\\x0ax0ab', 'a\nx0ab'],
    ['ta\\tb', 'ta b'],
    ['a\\\\tb', 'a b'],
    ['a\\u002Bb', 'a+b'],
    ['a\\x2Bb', 'a+b'],
    ['ax2b\\x2fb', 'ax2b/b'],
    ['a\\\\/b', 'a/b'],
    ['a\\\\n\\"b', 'a\n"b'],
  ])('%j', (text, plain) => {
    expect(open(text)).toBe(plain);
  });

  test.each([
    [1, 1],
    [2, 2],
    [3, 3],
    [4, 3],
    [8, 4],
  ])('%i backslashes are %i deep', (count, depth) => {
    expect(unwrapText(`a${'\\'.repeat(count)}nb`)).toMatchObject({ text: 'a\nb', fault: { depth } });
  });
});

describe('quotes', () => {
  test.each([
    [' "a" ; ', 'a', '"'],
    ['"a;b"', 'a;b', '"'],
    ['"a",', 'a', '"'],
    ['"a', 'a', '"'],
    ["a'", 'a', "'"],
    ['"', '', '"'],
    ['\u201ca\u201d', 'a', '\u201c'],
    ['a\u201d', 'a', '\u201d'],
    ['" a "', ' a ', '"'],
  ])('%j', (text, plain, quote) => {
    expect(unwrapText(text)).toMatchObject({ text: plain, fault: { kind: 'quoted', quote } });
  });
});

describe('an assignment', () => {
  test.each([
    [` KEY=${VALUE}`, 'KEY'],
    [`export  KEY=${VALUE}`, 'KEY'],
    [`exportKEY=${VALUE}`, 'exportKEY'],
    [`set  KEY=${VALUE}`, 'KEY'],
    [`setKEY=${VALUE}`, 'setKEY'],
    [`$env:KEY=${VALUE}`, 'KEY'],
    [`key:${VALUE}`, 'key'],
    [`key:  ${VALUE}`, 'key'],
    [`key=>${VALUE}`, 'key'],
    [`key =${VALUE}`, undefined],
    [`key: |\n  ${VALUE}`, 'key'],
    [`key: >-\n  ${VALUE}`, 'key'],
    [`x.data:${VALUE}`, 'x.data'],
    [`data:${VALUE}`, undefined],
    [` data:${VALUE}`, undefined],
    [`KEY=${VALUE.slice(1)}`, undefined],
    [`a b KEY=${VALUE}`, undefined],
    [`KEY=BEGIN${VALUE}`, undefined],
  ])('%j', (text, name) => {
    expect(unwrapText(text)).toEqual(
      name === undefined ? undefined : { text: VALUE, repair: 'text-around-removed', fault: textAround(name) },
    );
  });
});

describe('a base64 value in a text of others', () => {
  const filling = 'QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNkZWZnaGlqa2xtbm9wcXJzdHV2d3h5eg';
  const [one, two, open] = ['PRIVATE', 'RSA PRIVATE', 'PUBLIC'].map(
    (label) => base64(`-----BEGIN ${label} KEY-----`).replace(/=+$/, '') + filling,
  ) as [string, string, string];
  const both = base64(`-----BEGIN PUBLIC KEY-----\n${filling}\n-----BEGIN PRIVATE KEY-----`);

  test.each([
    [`# x\n"a.key":"${open}" #\n"b.key":"${one}" #\n"c.key":"${two}" #`, one, 'b.key'],
    [`# x\na.key: ${open}\nb.key: ${both}\n`, both, 'b.key'],
    [`# x\na.key = '${two}'\n#`, two, 'a.key'],
    [`# x\na.key: ${open}`, open, 'a.key'],
    [`# x\na.key: |\n  ${one}\n  ${filling}\n`, `${one}\n  ${filling}`, 'a.key'],
    [`# x\na.key: |-\n  ${one}\nb.key: x`, one, 'a.key'],
    [`# ${one}`, one, ''],
    [`x data:text/plain;base64,${one}`, one, ''],
  ])('%#', (text, value, name) => {
    expect(unwrapText(text)).toEqual({ text: value, repair: 'text-around-removed', fault: textAround(name) });
  });

  test.each([` ${one}\n`, `data:;base64,${one}`, ` data:text/plain;base64,${one}`])(
    'that is all there is is decoded: %#',
    (text) => {
      expect(unwrapText(text)).toMatchObject({ repair: 'base64-decoded', text: expect.stringMatching(/^-----BEGIN/) });
    },
  );
});

describe('hexadecimal digits', () => {
  const hex = (text: string | readonly number[]) => Buffer.from(text as string).toString('hex');
  const der = [0x30, 0x80, ...new Array<number>(38).fill(1)];

  test.each([
    [`${hex(VALUE).toUpperCase().replace(/../g, '$&: ')}\n`, VALUE],
    [hex(der), base64(Uint8Array.from(der))],
    [hex(`0${VALUE}\x7f`), `0${VALUE}\x7f`],
    [hex([0x31, ...der.slice(1)]), `1\u0080${'\x01'.repeat(38)}`],
    [hex(VALUE.slice(1)), undefined],
    [`${hex(VALUE)}6`, undefined],
    [`g${hex(VALUE)}6`, undefined],
    [`6${hex(VALUE)}g`, undefined],
  ])('%j', (text, plain) => {
    expect(open(text)).toBe(plain);
  });
});

describe('base64', () => {
  const TEXT = `1${'k'.repeat(29)}`;

  test.each<[text: string, plain: string | undefined]>([
    [base64(TEXT), TEXT],
    [base64(`${TEXT}+`), `${TEXT}+`],
    [base64(`${TEXT}++`).replace(/=+$/, ''), `${TEXT}++`],
    [`-----BEGIN PRIVATE KEY-----\n${base64(TEXT)}\n-----END PRIVATE KEY-----`, TEXT],
    [`data:text/plain;base64,${base64(TEXT)}`, TEXT],
    [base64(`${TEXT}~~>~~?`).replaceAll('+', '-').replaceAll('/', '_'), `${TEXT}~~>~~?`],
    [base64(`${TEXT}é`), `${TEXT}é`],
    [base64(Buffer.from(`\ufeff${TEXT}`, 'utf16le')), `\u00ff\u00fe${[...TEXT].join('\0')}\0`],
    [base64(TEXT.slice(1)), undefined],
    [base64(TEXT.replace('1', '0')), undefined],
    [base64(`\x01${TEXT}`), undefined],
    [base64(`${TEXT}\x01`), undefined],
    [`0LhB=${base64(TEXT)}`, undefined],
    [`${base64(TEXT)}*`, undefined],
  ])('%j', (text, plain) => {
    expect(open(text)).toBe(plain);
  });
});
