import { decodeBase64, encodeBase64 } from '../encoding/base64.ts';
import { decodeBase64url } from '../encoding/base64url.ts';
import { equalBytes, toHex } from '../encoding/bytes.ts';
import { encodeUtf8 } from '../encoding/utf8.ts';

/** What readers and writers make of the same characters of a shared secret, and how each is named. */
export const SECRET_FORMS = {
  text: 'the secret as text',
  base64: 'the secret decoded from base64',
  base64url: 'the secret decoded from base64url',
  hex: 'the secret decoded from hex',
  'line-end': 'the secret with a trailing line break',
  'line-end-windows': 'the secret with a trailing line break of Windows (CR LF)',
  trimmed: 'the secret without the spaces around it',
  unquoted: 'the secret without the quotation marks around it',
  quoted: 'the secret with double quotation marks around it',
  'quoted-single': 'the secret with single quotation marks around it',
  prefix: 'the part after "base64:", decoded',
  'prefix-text': 'the part after "base64:", as text',
  'in-base64': 'the secret encoded in base64',
  'in-hex': 'the secret encoded in hex',
  escapes: 'the secret with its \\n as line breaks',
  comment: 'the secret up to its first #',
  variables: 'the secret without what follows each $, as a shell expands it',
} as const;

export type SecretForm = keyof typeof SECRET_FORMS;

/** The form that a secret was tried in, by the name under which it was handed over. */
export function secretFormOf(name: string | null | undefined): SecretForm | undefined {
  return (Object.keys(SECRET_FORMS) as SecretForm[]).find((form) => SECRET_FORMS[form] === name);
}

/** The same characters in every form, by the name of the form: each different key once, the usual ones first. */
export function secretForms(text: string): { readonly [name: string]: Uint8Array } {
  const line = text.replace(/\r?\n$/, '');
  const bare = line.trim();
  const [, quote, inner = ''] = /^(["'`])(.*)\1$/s.exec(bare) ?? [];
  const [, tail = ''] = /^base64:(.*)$/s.exec(bare) ?? [];
  const read: { readonly [form in SecretForm]: Uint8Array | string | undefined } = {
    text: line,
    base64: fromBase64(line),
    base64url: fromBase64url(line),
    hex: fromHex(line),
    'line-end': `${line}\n`,
    'line-end-windows': `${line}\r\n`,
    trimmed: bare,
    unquoted: quote === undefined ? undefined : inner,
    quoted: `"${line}"`,
    'quoted-single': `'${line}'`,
    prefix: fromBase64(tail) ?? fromBase64url(tail),
    'prefix-text': tail,
    'in-base64': encodeBase64(encodeUtf8(line)),
    'in-hex': toHex(encodeUtf8(line)),
    escapes: line.replaceAll('\\n', '\n'),
    comment: line.replace(/#.*$/s, '').trimEnd(),
    variables: line.replace(/\$(?:\w+|\{\w*\})/g, ''),
  };
  const forms: { [name: string]: Uint8Array } = {};
  for (const form of Object.keys(SECRET_FORMS) as SecretForm[]) {
    const value = read[form];
    const bytes = typeof value === 'string' ? encodeUtf8(value) : value;
    if (bytes === undefined || bytes.length === 0) continue;
    if (Object.values(forms).some((known) => equalBytes(known, bytes))) continue;
    forms[SECRET_FORMS[form]] = bytes;
  }
  return forms;
}

function fromBase64(text: string): Uint8Array | undefined {
  const read = decodeBase64(text.replace(/\s+/g, ''));
  return read.ok ? read.bytes : undefined;
}

function fromBase64url(text: string): Uint8Array | undefined {
  const read = decodeBase64url(text.trim().replace(/=+$/, ''));
  return read instanceof Uint8Array ? read : undefined;
}

function fromHex(text: string): Uint8Array | undefined {
  const digits = text.trim().replace(/^0x/i, '');
  if (!/^(?:[0-9a-f]{2})+$/i.test(digits)) return undefined;
  return Uint8Array.from(digits.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}
