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
  // mutants: no two have one name
  return (Object.keys(SECRET_FORMS) as SecretForm[]).find((form) => SECRET_FORMS[form] === name);
}

/** What signers make of a secret whose JWK (`kty` oct, RFC 7518 §6.4) has it otherwise than in base64url. */
export const JWK_SECRET_FORMS = {
  own: 'k of the JWK',
  'jwk-text': 'k of the JWK as text',
  'jwk-base64': 'k of the JWK decoded from base64',
  'jwk-hex': 'k of the JWK decoded from hex',
  'jwk-line-end': 'k of the JWK without the line break at its end',
  'jwk-no-line-end': 'k of the JWK with a line break at its end',
} as const;

export type JwkSecretForm = Exclude<keyof typeof JWK_SECRET_FORMS, 'own'>;

/** The form that fits in place of `k` as it is to be read; `undefined` where it is right as it stands. */
export function jwkSecretFormOf(name: string | null | undefined): JwkSecretForm | undefined {
  const forms = Object.keys(JWK_SECRET_FORMS) as (keyof typeof JWK_SECRET_FORMS)[];
  const form = forms.find((one) => JWK_SECRET_FORMS[one] === name); // mutants: no two have one name
  return form === 'own' ? undefined : form;
}

/** `k` as every verifier reads it, and as a signer may have meant it: each different key once. */
export function jwkSecretForms(k: string): { readonly [name: string]: Uint8Array } {
  const strict = decodeBase64url(k);
  const own = strict instanceof Uint8Array ? strict : undefined;
  const line = k.replace(/\r?\n$/, '');
  const text = encodeUtf8(line);
  const read: { readonly [form in keyof typeof JWK_SECRET_FORMS]: Uint8Array | undefined } = {
    own,
    'jwk-text': text,
    'jwk-base64': fromBase64(line) ?? fromBase64url(line),
    'jwk-hex': fromHex(line),
    'jwk-line-end': own && withoutLineEnd(own),
    'jwk-no-line-end': own && Uint8Array.of(...own, 10),
  };
  return distinct(JWK_SECRET_FORMS, read);
}

function withoutLineEnd(bytes: Uint8Array): Uint8Array {
  if (bytes.at(-1) !== 10) return bytes;
  return bytes.subarray(0, bytes.at(-2) === 13 ? -2 : -1);
}

/** The same characters in every form, by the name of the form: each different key once, the usual ones first. */
export function secretForms(text: string): { readonly [name: string]: Uint8Array } {
  const line = text.replace(/\r?\n$/, '');
  const bare = line.trim();
  const inner = /^(["'`])(.+)\1$/s.exec(bare)?.[2]; // mutants: what is empty is no key
  const tail = bare.startsWith('base64:') ? bare.slice('base64:'.length) : '';
  const read: { readonly [form in SecretForm]: Uint8Array | string | undefined } = {
    text: line,
    base64: fromBase64(line),
    base64url: fromBase64url(line),
    hex: fromHex(line),
    'line-end': `${line}\n`,
    'line-end-windows': `${line}\r\n`,
    trimmed: bare,
    unquoted: inner,
    quoted: `"${line}"`,
    'quoted-single': `'${line}'`,
    prefix: fromBase64(tail) ?? fromBase64url(tail),
    'prefix-text': tail,
    'in-base64': encodeBase64(encodeUtf8(line)),
    'in-hex': toHex(encodeUtf8(line)),
    escapes: line.replaceAll('\\n', '\n'),
    comment: line.replace(/#.*/s, '').trimEnd(),
    variables: line.replace(/\$(?:\w+|\{\w*\})/g, ''),
  };
  return distinct(SECRET_FORMS, read);
}

/** Each different key once, by the name of the first form that gives it. */
function distinct<Form extends string>(
  names: { readonly [form in Form]: string },
  read: { readonly [form in Form]: Uint8Array | string | undefined },
): { readonly [name: string]: Uint8Array } {
  const forms: { [name: string]: Uint8Array } = {};
  for (const form of Object.keys(names) as Form[]) {
    const value = read[form];
    const bytes = typeof value === 'string' ? encodeUtf8(value) : (value as Uint8Array | undefined);
    if (bytes === undefined || bytes.length === 0) continue;
    if (Object.values(forms).some((known) => equalBytes(known, bytes))) continue;
    forms[names[form]] = bytes;
  }
  return forms;
}

function fromBase64(text: string): Uint8Array | undefined {
  const read = decodeBase64(text.replace(/\s/g, ''));
  return read.ok ? read.bytes : undefined;
}

function fromBase64url(text: string): Uint8Array | undefined {
  const read = decodeBase64url(text.trim().replace(/=+$/, '')); // mutants: none or more
  return read instanceof Uint8Array ? read : undefined;
}

function fromHex(text: string): Uint8Array | undefined {
  const digits = text.trim().replace(/^0x/i, '');
  if (!/^(?:[0-9a-f]{2})+$/i.test(digits)) return undefined;
  return Uint8Array.from(digits.match(/../g) as readonly string[], (pair) => Number.parseInt(pair, 16));
}
