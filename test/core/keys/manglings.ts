import type { KeyFault } from '../../../src/core/keys/reading.ts';

/** A way in which people mangle the text of a key, and the fault that names it. `fine`: OpenSSL takes it all the same. */
export interface Mangling {
  readonly name: string;
  readonly mangle: (pem: Pem) => string | Uint8Array;
  readonly fault: KeyFault['kind'] | 'fine';
}

export interface Pem {
  readonly text: string;
  readonly lines: readonly string[];
  readonly begin: string;
  readonly body: readonly string[];
  readonly end: string;
  readonly label: string;
}

export function readPemText(text: string): Pem {
  const lines = text.trim().split('\n');
  const [begin = '', ...rest] = lines;
  const label = begin.slice('-----BEGIN '.length, -5);
  return { text, lines, begin, body: rest.slice(0, -1), end: rest.at(-1) ?? '', label };
}

const base64 = (text: string) => Buffer.from(text).toString('base64');
/** https://kubernetes.io/docs/concepts/configuration/secret/ */
const secret = (data: string) =>
  `apiVersion: v1\nkind: Secret\nmetadata:\n  name: mail\ndata:\n  id: N2M5ZTY2Nzk=\n${data}\ntype: Opaque\n`;
const each = (change: (line: string, index: number) => string) => (pem: Pem) => `${pem.lines.map(change).join('\n')}\n`;
const body = (change: (lines: readonly string[]) => readonly string[]) => (pem: Pem) =>
  [pem.begin, ...change(pem.body), pem.end, ''].join('\n');
const replace = (pattern: RegExp, by: string) => (pem: Pem) => pem.text.replace(pattern, by);
const joined = (separator: string) => (pem: Pem) => pem.lines.join(separator);

const ENCODINGS: readonly Mangling[] = [
  row('CRLF', 'fine', replace(/\n/g, '\r\n')),
  row('CR only', 'encoding', replace(/\n/g, '\r')),
  row('byte order mark', 'fine', (pem) => `\ufeff${pem.text}`),
  row('two byte order marks', 'encoding', (pem) => `\ufeff\ufeff${pem.text}`),
  row('byte order mark read as Latin-1', 'encoding', (pem) => `\u00ef\u00bb\u00bf${pem.text}`),
  row('UTF-16, little-endian', 'encoding', (pem) => utf16(`\ufeff${pem.text}`)),
  row('UTF-16, big-endian', 'encoding', (pem) => new Uint8Array(Buffer.from(utf16(`\ufeff${pem.text}`)).swap16())),
  row('UTF-16 without its mark', 'encoding', (pem) => utf16(pem.text)),
  row('UTF-16 read as Latin-1', 'encoding', (pem) => Buffer.from(utf16(`\ufeff${pem.text}`)).toString('latin1')),
  row('UTF-16 read as UTF-8', 'encoding', (pem) => Buffer.from(utf16(`\ufeff${pem.text}`)).toString('utf8')),
];

const ESCAPES: readonly Mangling[] = [
  row('\\n', 'newlines-escaped', replace(/\n/g, '\\n')),
  row('\\\\n', 'newlines-escaped', replace(/\n/g, '\\\\n')),
  row('\\\\\\\\n', 'newlines-escaped', replace(/\n/g, '\\\\\\\\n')),
  row('\\r\\n', 'newlines-escaped', replace(/\n/g, '\\r\\n')),
  row('\\n and line breaks', 'newlines-escaped', replace(/\n/g, '\\n\n')),
  row('\\u000a', 'newlines-escaped', replace(/\n/g, '\\u000a')),
  row('\\n without its backslash', 'line-breaks-lost', replace(/\n/g, 'n')),
  row('JSON string', 'newlines-escaped', (pem) => JSON.stringify(pem.text)),
  row('JSON string in a JSON string', 'newlines-escaped', (pem) => JSON.stringify(JSON.stringify(pem.text))),
  row('JSON string of PHP', 'newlines-escaped', (pem) => JSON.stringify(pem.text).replace(/\//g, '\\/')),
  row(
    'RTF',
    'damaged',
    (pem) => `{\\rtf1\\ansi{\\fonttbl{\\f0 Courier;}}\\f0\\fs24 ${pem.lines.join('\\par\n')}\\par\n}`,
  ),
  row('RTF of a Mac', 'damaged', (pem) => `{\\rtf1\\ansi\n\\f0 \\cf0 ${pem.lines.join('\\\n')}\\\n}`),
  row('URL-encoded', 'damaged', (pem) => encodeURIComponent(pem.text)),
  row('form-encoded', 'damaged', (pem) => encodeURIComponent(pem.text).replace(/%20/g, '+')),
  row('URL-encoded twice', 'damaged', (pem) => encodeURIComponent(encodeURIComponent(pem.text))),
  row('HTML', 'damaged', (pem) => `<pre>${pem.text.replace(/\n/g, '<br>')}</pre>`),
  row('HTML entities', 'damaged', (pem) => pem.text.replace(/\n/g, '&#10;').replace(/\+/g, '&#43;')),
];

const QUOTES: readonly Mangling[] = [
  row('double quotes', 'quoted', (pem) => `"${pem.text}"`),
  row('single quotes', 'quoted', (pem) => `'${pem.text.trim()}'`),
  row('backticks', 'quoted', (pem) => `\`${pem.text}\``),
  row('smart quotes', 'quoted', (pem) => `\u201c${pem.text.trim()}\u201d`),
  row('nested quotes', 'quoted', (pem) => `'"${pem.text.trim()}"'`),
  row('a quote on the left', 'quoted', (pem) => `"${pem.text}`),
  row('a quote on the right', 'quoted', (pem) => `${pem.text.trim()}"`),
  row('quotes and \\n', 'quoted', (pem) => `"${pem.text.replace(/\n/g, '\\n')}"`),
  row(
    'string literals joined by +',
    'quoted',
    each((line) => `"${line}\\n" +`),
  ),
  row('string literals in an array', 'quoted', (pem) => JSON.stringify(pem.lines)),
];

const LINE_BREAKS: readonly Mangling[] = [
  row('line breaks lost', 'line-breaks-lost', joined('')),
  row('spaces for line breaks', 'line-breaks-lost', joined(' ')),
  row('two spaces for line breaks', 'line-breaks-lost', joined('  ')),
  row('tabs for line breaks', 'line-breaks-lost', joined('\t')),
  row('commas for line breaks', 'line-breaks-lost', joined(',')),
  row('bars for line breaks', 'line-breaks-lost', joined('|')),
  row(
    'body on one line',
    'fine',
    body((lines) => [lines.join('')]),
  ),
  row(
    'body on one line with spaces',
    'fine',
    body((lines) => [lines.join(' ')]),
  ),
  row('BEGIN and body on one line', 'line-breaks-lost', (pem) =>
    [pem.begin + pem.body[0], ...pem.lines.slice(2)].join('\n'),
  ),
  row('body and END on one line', 'line-breaks-lost', (pem) => `${pem.lines.slice(0, -1).join('\n')}${pem.end}`),
  row('blank lines between', 'damaged', joined('\n\n')),
  row(
    'a blank line after BEGIN',
    'fine',
    body((lines) => ['', ...lines]),
  ),
  row(
    'a blank line before END',
    'damaged',
    body((lines) => [...lines, '']),
  ),
  row('no final line break', 'fine', (pem) => pem.text.trim()),
  row(
    'indentation',
    'damaged',
    each((line) => `    ${line}`),
  ),
  row(
    'tabs in front',
    'damaged',
    each((line) => `\t${line}`),
  ),
  row(
    'spaces at the ends',
    'fine',
    each((line) => `${line}  `),
  ),
  row(
    'backslashes at the ends',
    'damaged',
    each((line) => `${line}\\`),
  ),
];

const BASE64: readonly Mangling[] = [
  row('base64 of it', 'wrapped-in-base64', (pem) => base64(pem.text)),
  row('base64 of base64', 'wrapped-in-base64', (pem) => base64(base64(pem.text))),
  row('base64 in lines of 76', 'wrapped-in-base64', (pem) => base64(pem.text).replace(/(.{76})/g, '$1\n')),
  row('base64 of \\n', 'wrapped-in-base64', (pem) => base64(pem.text.replace(/\n/g, '\\n'))),
  row('base64 of UTF-16', 'wrapped-in-base64', (pem) => Buffer.from(utf16(pem.text)).toString('base64')),
  row('base64url of it', 'wrapped-in-base64', (pem) => Buffer.from(pem.text).toString('base64url')),
  row('base64 in quotes', 'wrapped-in-base64', (pem) => `"${base64(pem.text)}"`),
  row('base64 in armour', 'wrapped-in-base64', (pem) => body(() => [base64(pem.text)])(pem)),
  row('a Kubernetes Secret', 'wrapped-in-base64', (pem) => secret(`  private.key: ${base64(pem.text)}`)),
  row('a Kubernetes Secret, folded', 'wrapped-in-base64', (pem) =>
    secret(`  private.key: >-\n${base64(pem.text).replace(/(.{1,60})/g, '    $1\n')}`),
  ),
  row('a Kubernetes Secret in JSON', 'wrapped-in-base64', (pem) =>
    JSON.stringify({ kind: 'Secret', data: { id: base64('7c9e6679'), 'private.key': base64(pem.text) } }),
  ),
  row('base64 after NAME=', 'wrapped-in-base64', (pem) => `PRIVATE_KEY=${base64(pem.text)}`),
  row('base64 in a data: URL', 'wrapped-in-base64', (pem) => `data:application/x-pem-file;base64,${base64(pem.text)}`),
  row('hexadecimal', 'damaged', (pem) => Buffer.from(pem.text).toString('hex')),
  row('+ became a space', 'damaged', replace(/\+/g, ' ')),
  row('+ and line breaks became spaces', 'line-breaks-lost', (pem) => pem.lines.join(' ').replace(/\+/g, ' ')),
  row(
    'base64url alphabet',
    'damaged',
    body((lines) => lines.map((line) => line.replace(/\+/g, '-').replace(/\//g, '_'))),
  ),
  row('padding lost', 'damaged', replace(/=+/g, '')),
  row('padding of four', 'damaged', replace(/=+/g, '====')),
];

const ARMOUR: readonly Mangling[] = [
  row('en dashes', 'damaged', replace(/--/g, '\u2013')),
  row('em dashes', 'damaged', replace(/-----/g, '\u2014\u2014-')),
  row('four dashes', 'damaged', replace(/-----/g, '----')),
  row('six dashes', 'damaged', replace(/-----/g, '------')),
  row('no dashes', 'damaged', replace(/-----/g, '')),
  row('small letters', 'damaged', (pem) => [pem.begin.toLowerCase(), ...pem.body, pem.end.toLowerCase()].join('\n')),
  row('no BEGIN line', 'damaged', (pem) => pem.lines.slice(1).join('\n')),
  row('no END line', 'damaged', (pem) => pem.lines.slice(0, -1).join('\n')),
  row('neither line', 'damaged', (pem) => pem.body.join('\n')),
  row('neither line, on one line', 'damaged', (pem) => pem.body.join('')),
  row('BEGN', 'damaged', replace(/-BEGIN/, '-BEGN')),
  row('EN', 'damaged', replace(/-END/, '-EN')),
  row('a letter of the label lost', 'damaged', replace(/(-BEGIN .*)I/, '$1')),
  row('no spaces in BEGIN', 'damaged', (pem) => pem.text.replace(pem.begin, pem.begin.replace(/ /g, ''))),
  row('no label', 'damaged', (pem) => pem.text.replaceAll(` ${pem.label}`, '')),
  row('BEGIN cut', 'damaged', (pem) => pem.text.replace(`-----BEGIN ${pem.label}`, '')),
  row('END cut', 'damaged', (pem) => pem.text.slice(0, pem.text.lastIndexOf('END') + 3)),
  row('BEGIN for END', 'damaged', replace(/-END/, '-BEGIN')),
  row('two labels', 'damaged', (pem) => pem.text.replace(`END ${pem.label}`, 'END KEY')),
];

const AROUND: readonly Mangling[] = [
  row('text around', 'fine', (pem) => `Here is the key:\n\n${pem.text}\nBest regards`),
  row(
    'quoted in a mail',
    'damaged',
    each((line) => `> ${line}`),
  ),
  row(
    'commented out',
    'damaged',
    each((line) => `# ${line}`),
  ),
  row(
    'a list',
    'damaged',
    each((line) => `- ${line}`),
  ),
  row(
    'numbered',
    'damaged',
    each((line, index) => `${index + 1}. ${line}`),
  ),
  row(
    'cat -n',
    'damaged',
    each((line, index) => `${String(index + 1).padStart(6)}\t${line}`),
  ),
  row(
    'a diff',
    'damaged',
    each((line) => `+${line}`),
  ),
  row('NAME="…"', 'quoted', (pem) => `VONAGE_PRIVATE_KEY="${pem.text}"`),
  row("export NAME='…\\n…'", 'newlines-escaped', (pem) => `export KEY='${pem.text.replace(/\n/g, '\\n')}'\n`),
  row(
    'a whole environment file',
    'newlines-escaped',
    (pem) => `ID=1\nKEY="${pem.text.replace(/\n/g, '\\n')}"\nPORT=3000\n`,
  ),
  row('YAML block', 'damaged', (pem) => `private_key: |\n${pem.lines.map((line) => `  ${line}`).join('\n')}\n`),
  row('JSON file', 'newlines-escaped', (pem) => JSON.stringify({ id: 'a', private_key: pem.text, port: 1 }, null, 2)),
  row(
    'header lines',
    'damaged',
    body((lines) => ['Comment: my key', '', ...lines]),
  ),
  row(
    'spaces of no width',
    'damaged',
    body((lines) => lines.map((line) => `${line.slice(0, 9)}\u200b${line.slice(9)}`)),
  ),
  row(
    'no-break spaces',
    'damaged',
    each((line) => `\u00a0${line}`),
  ),
  row('line separators', 'damaged', joined('\u2028')),
  row(
    'a stray character',
    'damaged',
    body(([first = '', ...more]) => [`${first.slice(0, 9)}*${first.slice(9)}`, ...more]),
  ),
];

export const MANGLINGS: readonly Mangling[] = [
  ...ENCODINGS,
  ...ESCAPES,
  ...QUOTES,
  ...LINE_BREAKS,
  ...BASE64,
  ...ARMOUR,
  ...AROUND,
];

function row(name: string, fault: Mangling['fault'], mangle: Mangling['mangle']): Mangling {
  return { name, fault, mangle };
}

function utf16(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text, 'utf16le'));
}
