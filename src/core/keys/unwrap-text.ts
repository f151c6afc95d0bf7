import { decodeBase64, encodeBase64 } from '../encoding/base64.ts';
import { bigIntToBytes } from '../encoding/bytes.ts';
import { decodeText, latin1Of } from './decode-text.ts';
import { textAround } from './key-fault.ts';
import type { KeyFault, KeyRepair } from './reading.ts';
import { placeAt } from './text-place.ts';

/** A text with one wrapping taken off, and what that wrapping was. */
export interface Unwrapping {
  readonly text: string;
  readonly repair: KeyRepair;
  readonly fault: KeyFault;
}

/**
 * Takes the outermost wrapping off a key text: an encoding, escapes, quotes, base64 around the whole. `undefined` where
 * none is left. Each kind makes the text shorter or takes its own mark out of it, so that repeating comes to an end.
 */
export function unwrapText(text: string): Unwrapping | undefined {
  for (const unwrap of UNWRAPPINGS) {
    const found = unwrap(text);
    if (found && found.text !== text) return found;
  }
  return undefined;
}

const UNWRAPPINGS: readonly ((text: string) => Unwrapping | undefined)[] = [
  dropNulls,
  dropByteOrderMark,
  dropRichText,
  replaceInvisible,
  normaliseCarriageReturns,
  decodePercent,
  decodeHtml,
  joinLiterals,
  unescapeLines,
  stripQuotes,
  dropAssignment,
  takeEmbedded,
  decodeHex,
  decodeWholeBase64,
];

/** UTF-16 that was read as a text of one byte a character. */
function dropNulls(text: string): Unwrapping | undefined {
  if (!text.includes('\0')) return undefined;
  const plain = text.replace(/\0/g, '').replace(/^(?:\ufffd\ufffd|\u00ff\u00fe|\u00fe\u00ff)/, '');
  return { text: plain, repair: 'utf-16-decoded', fault: { kind: 'encoding', found: 'utf-16' } };
}

function dropByteOrderMark(text: string): Unwrapping {
  const plain = text.replace(/^(?:\ufeff|\u00ef\u00bb\u00bf)+/, ''); // mutants: none or more
  return { text: plain, repair: 'byte-order-mark-removed', fault: { kind: 'encoding', found: 'byte-order-mark' } };
}

/** RTF, as word processors save it: a control word or a backslash ends each line. */
function dropRichText(text: string): Unwrapping | undefined {
  if (!/^\s*\{\\rtf/.test(text)) return undefined;
  const plain = text.replace(/\\(?:par|line)\b ?|\\\r?\n/g, '\n').replace(/\\[a-z]{1,32}-?\d{0,10} ?|[{}]/g, '');
  return { text: plain, repair: 'stray-characters-removed', fault: wrapped('the text, which is RTF') };
}

/** Characters of no width go, and spaces of other kinds become plain ones: they come with text copied from a page. */
function replaceInvisible(text: string): Unwrapping {
  const plain = text
    .replace(/[\u0085\u2028\u2029]/g, '\n')
    .replace(/[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]/g, ' ')
    .replace(/[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]/g, '');
  const fault: KeyFault = {
    kind: 'damaged',
    what: 'a character that is not shown',
    ...placeAt(text, text.search(INVISIBLE)),
    expected: 'plain text (ASCII)',
  };
  return { text: plain, repair: 'stray-characters-removed', fault };
}

const INVISIBLE = /[\u0085\u00a0\u00ad\u061c\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u2064\u3000\ufeff]/;

function normaliseCarriageReturns(text: string): Unwrapping | undefined {
  if (!/\r(?!\n)/.test(text)) return undefined;
  const plain = text.replace(/\r+\n?/g, '\n');
  return { text: plain, repair: 'carriage-returns-normalised', fault: { kind: 'encoding', found: 'cr-only' } };
}

function decodePercent(text: string): Unwrapping | undefined {
  if (!/%[0-9a-f]{2}/i.test(text)) return undefined;
  const spaced = /BEGIN\+|PRIVATE\+KEY/.test(text) ? text.replace(/\+/g, ' ') : text;
  const plain = spaced.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  const fault = wrapped('the text, which is URL-encoded');
  return { text: plain, repair: 'url-decoded', fault };
}

function decodeHtml(text: string): Unwrapping {
  const plain = text
    .replace(/<br[ /]{0,3}>|<\/(?:p|div|li)>/gi, '\n')
    .replace(/<\/?(?:p|div|li|pre|code|span)\b[^<>]{0,200}>/gi, '')
    .replace(/&#(x?)([0-9a-f]{1,4});/gi, (_, hex: string, digits: string) =>
      String.fromCharCode(Number.parseInt(digits, hex ? 16 : 10)),
    )
    .replace(/&(nbsp|quot|apos|lt|gt|amp|NewLine);/g, (_, name: string) => ENTITIES[name] as string);
  const fault = wrapped('the text, which holds HTML');
  return { text: plain, repair: 'stray-characters-removed', fault };
}

const ENTITIES: { readonly [name: string]: string } = {
  nbsp: ' ',
  quot: '"',
  apos: "'",
  lt: '<',
  gt: '>',
  amp: '&',
  NewLine: '\n',
};

/** Lines as string literals of a program, joined by `+`, `.`, a comma or nothing. */
function joinLiterals(text: string): Unwrapping | undefined {
  const joint = LITERAL_JOINT.exec(text);
  if (!joint) return undefined;
  const escaped = text.startsWith('\\n', joint.index - 2);
  const plain = text.replace(new RegExp(LITERAL_JOINT, 'g'), escaped ? '' : '\n');
  return { text: plain, repair: 'quotes-removed', fault: { kind: 'quoted', quote: joint[1] as string } };
}

const LITERAL_JOINT = /(["'])[ \t]*(?:[+.&,]|\\?\r?\n)[ \t\r\n+.&,]*\1/;

/** `\n` as two characters, or as more where it was escaped again; with it `\r`, `\t`, `\/`, `\"`, `\u000a` and `\x0a`. */
function unescapeLines(text: string): Unwrapping | undefined {
  const first = NEWLINE_ESCAPE.exec(text);
  const escaped = first ?? OTHER_ESCAPE.exec(text);
  if (!escaped) return undefined;
  const plain = text
    .replace(/(?<!\\)\\+(?:r\\+n|[nr]|u000[ad](?:\\+u000[ad])?|x0[ad](?:\\+x0[ad])?)/gi, '\n')
    .replace(/(?<!\\)\\+t/g, ' ')
    .replace(/(?<!\\)\\+(?:u00|x)([2-7][0-9a-f])/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    .replace(/(?<!\\)\\+(["'/+= -])/g, '$1'); // mutants: none or more
  if (first) {
    const depth = Math.ceil(Math.log2((first[1] as string).length)) + 1;
    return { text: plain, repair: 'newlines-unescaped', fault: { kind: 'newlines-escaped', depth } };
  }
  const fault = { ...wrapped('a backslash'), ...placeAt(text, escaped.index) };
  return { text: plain, repair: 'stray-characters-removed', fault };
}

const NEWLINE_ESCAPE = /(?<!\\)(\\+)(?:[nr]|u000[ad]|x0[ad])/i;
const OTHER_ESCAPE = /\\(?:["'/+= t-]|u00[2-7][0-9a-f]|x[2-7][0-9a-f])/i;

const QUOTES: readonly (readonly [open: string, close: string])[] = [
  ['"', '"'],
  ["'", "'"],
  ['`', '`'],
  ['\u201c', '\u201d'],
  ['\u2018', '\u2019'],
  ['\u201e', '\u201c'],
  ['\u00ab', '\u00bb'],
  ['\u2032', '\u2032'],
  ['\u2033', '\u2033'],
  ['\u201d', '\u201d'],
  ['\u2019', '\u2019'],
];

/** A pair of quotes around the whole, or one that was left at either end. */
function stripQuotes(text: string): Unwrapping | undefined {
  const trimmed = text.trim().replace(/[;,]$/, '').trimEnd();
  for (const [open, close] of QUOTES) {
    const opens = trimmed.startsWith(open);
    const closes = trimmed.endsWith(close);
    if (!opens && !closes) continue;
    const plain = trimmed.slice(opens ? 1 : 0, closes ? -1 : undefined);
    return { text: plain, repair: 'quotes-removed', fault: { kind: 'quoted', quote: opens ? open : close } };
  }
  return undefined;
}

/** `NAME=` of an environment file, or `name:` of YAML, in front of a value without armour. */
function dropAssignment(text: string): Unwrapping | undefined {
  if (text.includes('BEGIN') || /^\s*data:/.test(text)) return undefined;
  const assignment =
    /^\s*(?:export +|set +|\$env:)?([A-Za-z_][\w.-]{0,63})(?:=|: *|=>) *[|>]?-?\s*(\S[\s\S]{39,})/.exec(text);
  if (!assignment) return undefined;
  return { text: assignment[2] as string, repair: 'text-around-removed', fault: textAround(assignment[1] as string) };
}

/**
 * A base64 value that begins as PEM does (`-----BEGIN`), in a text of other values: the `data` of a Kubernetes Secret,
 * https://kubernetes.io/docs/concepts/configuration/secret/. Of several, the first with a private key.
 */
function takeEmbedded(text: string): Unwrapping | undefined {
  if (DATA_URL.test(text)) return undefined;
  const values = [...text.matchAll(EMBEDDED)].map(([, name = '', digits = '']) => ({ name, digits }));
  const value = values.find(({ digits }) => PRIVATE_LABEL.test(digits)) ?? values[0];
  if (!value || value.digits === text.trim()) return undefined;
  return { text: value.digits, repair: 'text-around-removed', fault: textAround(value.name) };
}

const EMBEDDED =
  /(?:([\w.-]{1,64})["']?\s{0,3}[:=]\s{0,3}(?:[>|][+-]?\s{1,20})?["']?)?(?<![A-Za-z0-9+/=])(LS0tLS1CRUdJTi[A-Za-z0-9+/]{40,}(?:\s{1,20}[A-Za-z0-9+/]{20,}(?![\w.:-]))*={0,2})/g;
/** Base64 of ` PRIVATE`, in each of the three ways in which it may lie across the groups of three bytes. */
const PRIVATE_LABEL = /IFBSSVZBVE|BQUklWQVRF|gUFJJVkFUR/;

/** Hexadecimal digits of a text, or of DER, which is then left in base64. */
function decodeHex(text: string): Unwrapping | undefined {
  const digits = text.replace(/[\s:]/g, '');
  const size = digits.length / 2;
  if (size < 40 || !Number.isInteger(size) || /[^0-9a-f]/i.test(digits)) return undefined;
  const bytes = bigIntToBytes(BigInt(`0x${digits}`), size);
  const isDer = bytes[0] === 0x30 && bytes.some((byte) => byte > 0x7f);
  const fault = wrapped('the text, which is hexadecimal');
  return { text: isDer ? encodeBase64(bytes) : latin1Of(bytes), repair: 'hex-decoded', fault };
}

/** Base64 of a text, with or without armour around it. Base64 of DER is left: that is the body of a key. */
function decodeWholeBase64(text: string): Unwrapping | undefined {
  const digits = text
    .replace(DATA_URL, '')
    .replace(/-----(?:BEGIN|END) [A-Z ]{1,40}-----/g, '')
    .replace(/\s/g, '')
    .replace(/-/g, '+')
    .replace(/_/g, '/')
    .replace(/={1,3}$/, '');
  if (digits.length < 40) return undefined;
  const bytes = decodeBase64(digits.padEnd(Math.ceil(digits.length / 4) * 4, '=')).bytes;
  if (bytes === undefined || bytes[0] === 0x30) return undefined;
  const inner = decodeText(bytes).fault ? latin1Of(bytes) : decodeText(bytes).text;
  if (/[^\t\n\r\0 -~\u00a0-\u2fff\ufeff]/.test(inner)) return undefined;
  return { text: inner, repair: 'base64-decoded', fault: { kind: 'wrapped-in-base64', depth: 1 } };
}

const DATA_URL = /^\s*data:[\w/.+-]{0,80};base64,/;

function wrapped(what: string): KeyFault {
  return { kind: 'damaged', what, expected: 'the text of the key file' };
}
