import { decodeBase64 } from '../../core/encoding/base64.ts';
import { toHex } from '../../core/encoding/bytes.ts';
import { type DerElement, readDer, TAG, unsignedOf } from '../../core/encoding/der.ts';
import { readPem, toPem } from '../../core/encoding/pem.ts';
import { encodeUtf8 } from '../../core/encoding/utf8.ts';
import { decodeText } from '../../core/keys/decode-text.ts';
import { hasWebCrypto } from './available.ts';

/** The PKCS#8 PEM; or that the passphrase does not open the key; or that it cannot be tried here. */
type Decrypted = { readonly pem: string } | 'wrong' | 'not-tried';

/** Content octets of object identifiers, in hexadecimal. */
const PBES2 = '2a864886f70d01050d';
const PBKDF2 = '2a864886f70d01050c';
/** HMAC of PBKDF2 (RFC 8018 §B.1.2). */
const HASHES: { readonly [oid: string]: string } = {
  '2a864886f70d0207': 'SHA-1',
  '2a864886f70d0209': 'SHA-256',
  '2a864886f70d020a': 'SHA-384',
  '2a864886f70d020b': 'SHA-512',
};
/** Bits of the key of AES in CBC mode (RFC 8018 §B.2.5). Browsers differ in whether they have 192. */
const CIPHERS: { readonly [oid: string]: number } = {
  '608648016503040102': 128,
  '608648016503040116': 192,
  '60864801650304012a': 256,
};
/** More of them take longer than anybody waits. */
const MOST_ITERATIONS = 10_000_000;

interface Scheme {
  readonly salt: Uint8Array;
  readonly iterations: number;
  readonly hash: string;
  readonly bits: number;
  readonly iv: Uint8Array;
  readonly data: Uint8Array;
}

/**
 * Opens an encrypted private key in PKCS#8 (RFC 5958 §3), PEM or DER, by PBES2 with PBKDF2 and AES-CBC: what OpenSSL
 * writes. The older forms (`Proc-Type: 4,ENCRYPTED`, triple DES, scrypt) need what browsers do not have.
 */
export async function decryptKey(key: string | Uint8Array, passphrase: string): Promise<Decrypted> {
  const scheme = hasWebCrypto() ? schemeOf(key) : undefined;
  const aes = scheme && (await cipherKey(scheme, passphrase));
  if (!scheme || !aes) return 'not-tried';
  let der: Uint8Array;
  try {
    der = new Uint8Array(
      await crypto.subtle.decrypt({ name: 'AES-CBC', iv: owned(scheme.iv) }, aes, owned(scheme.data)),
    );
  } catch {
    // The padding: the one error that AES-CBC has here (Web Cryptography API §28.4.2).
    return 'wrong';
  }
  // Of 256 wrong passphrases one leaves a padding that looks right.
  const read = readDer(der);
  return read.ok && read.element.tag === TAG.sequence ? { pem: toPem('PRIVATE KEY', der) } : 'wrong';
}

async function cipherKey({ salt, iterations, hash, bits }: Scheme, passphrase: string): Promise<CryptoKey | undefined> {
  const secret = await crypto.subtle.importKey('raw', owned(encodeUtf8(passphrase)), 'PBKDF2', false, ['deriveKey']);
  const derivation = { name: 'PBKDF2', salt: owned(salt), iterations, hash };
  try {
    return await crypto.subtle.deriveKey(derivation, secret, { name: 'AES-CBC', length: bits }, false, ['decrypt']);
  } catch (error) {
    if (error instanceof DOMException) return undefined;
    throw error;
  }
}

function schemeOf(key: string | Uint8Array): Scheme | undefined {
  const read = readDer(derOf(key));
  if (!read.ok) return undefined;
  const [algorithm, data] = read.element.children;
  const [pbes2, parameters] = algorithm?.children ?? [];
  const [derivation, encryption] = parameters?.children ?? [];
  const [pbkdf2, derivationParameters] = derivation?.children ?? [];
  const [salt, iterations, ...options] = derivationParameters?.children ?? [];
  const [cipher, iv] = encryption?.children ?? [];
  if (oidOf(pbes2) !== PBES2 || oidOf(pbkdf2) !== PBKDF2) return undefined;
  const prf = options.find(({ tag }) => tag === TAG.sequence)?.children[0];
  const hash = prf === undefined ? 'SHA-1' : HASHES[oidOf(prf) ?? ''];
  const bits = CIPHERS[oidOf(cipher) ?? ''];
  const count = Number(unsignedOf(iterations) ?? 0n);
  if (hash === undefined || bits === undefined || count < 1 || count > MOST_ITERATIONS) return undefined;
  if (!isOctets(salt) || !isOctets(iv) || !isOctets(data)) return undefined;
  return { salt: salt.content, iterations: count, hash, bits, iv: iv.content, data: data.content };
}

const isOctets = (element: DerElement | undefined): element is DerElement => element?.tag === TAG.octetString;

const oidOf = (element: DerElement | undefined) =>
  element?.tag === TAG.objectIdentifier ? toHex(element.content) : undefined;

function derOf(key: string | Uint8Array): Uint8Array {
  const text = typeof key === 'string' ? key : decodeText(key).text;
  const block = readPem(text.trim()).find(({ label }) => label === 'ENCRYPTED PRIVATE KEY');
  const read = block && decodeBase64(block.body);
  if (read?.ok) return read.bytes;
  return typeof key === 'string' ? new Uint8Array() : key;
}

/** What WebCrypto takes: bytes whose memory nobody shares. */
const owned = (bytes: Uint8Array): Uint8Array<ArrayBuffer> => new Uint8Array(bytes);
