import { UUID } from '../encoding/uuid.ts';
import type { KeyFault } from './reading.ts';

const SECRETS: readonly (readonly [looksLike: string, pattern: RegExp])[] = [
  ['a UUID, such as an application id', UUID],
  ['a JWT', /^(?:Bearer +)?ey[\w-]+\.[\w-]+\.[\w-]*$/i],
  // mutants: a trimmed text ends in no space
  ['credentials of an Authorization header', /^(?:Bearer|Basic) +\S+$/i],
  [
    'a placeholder that was not filled in',
    /^(?:undefined|null|none|\[object \w+\]|<[^<>]*>|\$[{(]?\w+[})]?|%\w+%|\{\{.*\}\}|.*YOUR_.*)$/i,
  ],
  ['a SHA-256 fingerprint', /^(?:SHA256:)?[A-Za-z0-9+/]{43}=?$/],
  ['a fingerprint', /^(?:[0-9a-f]{2}:){15,63}[0-9a-f]{2}$/i],
  ['a digest or a symmetric key in hexadecimal', /^(?:[0-9a-f]{2}){16,64}$/i],
];

/** What people save under the name of a key. */
const DOCUMENTS: readonly (readonly [looksLike: string, pattern: RegExp])[] = [
  ['a web page (HTML), such as a server sends for "not found"', /^(?:<!doctype html|<html|<head|<body)\b/i],
  ['a discovery document (RFC 8414); its keys are at its jwks_uri', /^\{[\s\S]*"jwks_uri"\s*:/],
  ['an address, and nothing was fetched; --jwks URL fetches a set', /^https?:\/\/\S+$/i],
  ['a SealedSecret of Kubernetes, which only its controller decrypts', /^kind:\s*SealedSecret\b/m],
];
/** Of files that are no text, as UTF-8 or byte by byte. */
const BINARY: readonly (readonly [looksLike: string, ...starts: string[]])[] = [
  ['a Java keystore (JKS); keytool exports keys', '\ufffd\ufffd\ufffd\ufffd\u0002', '\u00fe\u00ed\u00fe\u00ed\u0002'],
  ['a ZIP archive', 'PK\u0003\u0004'],
  ['a file that gzip packed', '\u001f\ufffd', '\u001f\u008b'],
];

const KEY_FILE = /\.(?:key|pem|p8|pk8|der|crt|cer|ppk|p12|pfx|jwk|json|pub|txt)$/i;

const PATH =
  /^(?:file:\/\/)?(?:\.{0,2}[\\/]|~[\\/]|[A-Za-z]:[\\/]|\\\\|\$\w+[\\/])[^\n]+$|^[^\n"'{}<>|]+\.(?:key|pem|p8|pk8|der|crt|cer|ppk|p12|pfx|jwk|json|pub|txt)$/i;

const SHORT_SECRETS: readonly (readonly [looksLike: string, pattern: RegExp])[] = [
  ['an API key', /^[0-9a-f]{8}$/i],
  ['an API secret', /^(?=.*[a-z])(?=.*[A-Z])(?=.*\d)\S{8,25}$/],
  ['a password or another secret', /^\S{1,128}$/],
];

/** What a text that holds no key is instead. A path is repeated in the fault; nothing else of the text is. */
export function classifyText(input: string): KeyFault {
  const text = unquote(input.replace(/\0/g, '').trim());
  if (text === '') return { kind: 'empty' };
  if (/^0[\ufffd\u0080-\u00ff]/.test(text)) {
    const what = 'the text, which is DER that was read as UTF-8';
    return { kind: 'damaged', what, expected: 'the bytes of the file, or PEM' };
  }
  const document = DOCUMENTS.find(([, pattern]) => pattern.test(text.slice(0, 4096)));
  const binary = BINARY.find(([, ...starts]) => starts.some((start) => text.startsWith(start)));
  const looksLike = document?.[0] ?? binary?.[0];
  if (looksLike !== undefined) return { kind: 'unrecognised', looksLike };
  // A JWK, or a file with a key in it, was read before.
  if (/^\{\s*(?:"[\s\S]*)?\}$/.test(text)) return { kind: 'unrecognised', looksLike: 'JSON without a key in it' };
  if (text.length > 1024) return { kind: 'unrecognised' };
  const secret = SECRETS.find(([, pattern]) => pattern.test(text));
  if (secret) return { kind: 'secret', looksLike: secret[0] };
  if (PATH.test(text) && !text.split(/[\\/]/).some(isRandom)) return { kind: 'path', text };
  const short = SHORT_SECRETS.find(([, pattern]) => pattern.test(text));
  return short ? { kind: 'secret', looksLike: short[0] } : { kind: 'unrecognised' };
}

/** Letters of both kinds and digits, many of them: what a path hardly has, and a secret that begins with a slash has. */
function isRandom(segment: string): boolean {
  return (
    !KEY_FILE.test(segment) &&
    segment.length >= 16 &&
    /[a-z]/.test(segment) &&
    /[A-Z]/.test(segment) &&
    /\d/.test(segment)
  );
}

function unquote(text: string): string {
  return /^(["'`]).*\1$/s.test(text) ? text.slice(1, -1).trim() : text;
}
