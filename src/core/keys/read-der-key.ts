import { bytesToBigInt, equalBytes } from '../encoding/bytes.ts';
import {
  bitStringOf,
  type DerElement,
  objectIdentifierOf,
  octetStringOf,
  readDer,
  TAG,
  unsignedOf,
} from '../encoding/der.ts';
import { type KeyAlgorithm, readAlgorithm, readCurve } from './algorithm.ts';
import { CURVES, readPoint } from './curve.ts';
import { isEd25519Public } from './ed25519.ts';
import type { PrivateKey, PublicKey, RsaPrivateNumbers } from './key.ts';
import {
  ecPrivateKey,
  ecPublicKey,
  ed25519PrivateKey,
  ed25519PublicKey,
  rsaPrivateKey,
  rsaPublicKey,
} from './make-key.ts';
import type { KeyFault } from './reading.ts';
import { rsaInconsistencies } from './rsa-consistency.ts';

/** The DER structures that hold a key. Each is a KeyFormat with `-pem` or `-der` after it, PKCS#12 alone has none. */
export type DerStructure =
  | 'spki'
  | 'pkcs8'
  | 'pkcs1-public'
  | 'pkcs1-private'
  | 'sec1'
  | 'encrypted-pkcs8'
  | 'certificate'
  | 'certificate-request'
  | 'pkcs12';

export type DerKeyReading =
  | { readonly ok: true; readonly structure: DerStructure; readonly key: PrivateKey | PublicKey }
  | {
      readonly ok: false;
      readonly structure?: DerStructure;
      readonly fault: KeyFault;
      /** Offset of the byte at which reading stopped. */
      readonly at?: number;
      /** The key as its numbers stand, where they do not fit each other. */
      readonly key?: PrivateKey;
    };

/** Reads DER bytes that are a key in one of the known structures, told apart by shape. Never throws. */
export function readDerKey(bytes: Uint8Array): DerKeyReading {
  const read = readDer(bytes);
  if (!read.ok)
    return { ok: false, fault: { kind: 'damaged', what: 'the key data (DER)', expected: read.expected }, at: read.at };
  return readElement(read.element);
}

function readElement(element: DerElement): DerKeyReading {
  const parts = element.children;
  if (element.tag !== TAG.sequence) return { ok: false, fault: { kind: 'unrecognised' } };
  switch (parts.map((part) => SHAPES.get(part.tag) ?? 'x').join('')) {
    case 'sb':
      return readSpki(element);
    case 'iso':
    case 'isoc':
    case 'isox':
    case 'isocx':
      return readPkcs8(element);
    case 'iiiiiiiii':
      return readRsaPrivate(element);
    case 'ii':
      return readRsaPublic(element);
    case 'io':
    case 'ioc':
    case 'iocc':
      return readSec1(element);
    case 'so':
      return { ok: false, structure: 'encrypted-pkcs8', fault: { kind: 'encrypted', format: 'encrypted-pkcs8-der' } };
    case 'ssb':
      return readSigned(element);
    case 'is':
    case 'iss':
      return objectIdentifierOf(parts[1]?.children[0]) === undefined
        ? unexpected(element, 'a key')
        : { ok: false, structure: 'pkcs12', fault: { kind: 'unrecognised' } };
    case 'iiiiii':
      return { ok: false, fault: { kind: 'algorithm-unsupported', algorithm: 'DSA' } };
    default:
      return unexpected(element, 'a key');
  }
}

const SHAPES = new Map<number, string>([
  [TAG.integer, 'i'],
  [TAG.sequence, 's'],
  [TAG.octetString, 'o'],
  [TAG.bitString, 'b'],
  [TAG.context(0), 'c'],
  [TAG.context(1), 'c'],
]);

/** SubjectPublicKeyInfo (RFC 5280 §4.1.2.7). */
function readSpki(element: DerElement, structure: DerStructure = 'spki'): DerKeyReading {
  const algorithm = readAlgorithm(element.children[0]);
  if (algorithm === undefined) return unexpected(element.children[0], 'RSA, EC or Ed25519 as the algorithm', structure);
  if (algorithm.kty === 'other') return unsupported(algorithm, structure);
  const bits = bitStringOf(element.children[1]);
  const key = bits && readPublicBits(algorithm, bits);
  return key ? { ok: true, structure, key } : unexpected(element.children[1], PUBLIC_FORM[algorithm.kty], structure);
}

const PUBLIC_FORM = {
  RSA: 'a modulus and a public exponent',
  EC: 'a point that lies on the curve',
  OKP: '32 bytes that encode a point of the curve',
};

function readPublicBits(algorithm: Exclude<KeyAlgorithm, { kty: 'other' }>, bits: Uint8Array): PublicKey | undefined {
  if (algorithm.kty === 'OKP') return isEd25519Public(bits) ? ed25519PublicKey(bits.slice()) : undefined;
  if (algorithm.kty === 'EC') {
    const point = readPoint(CURVES[algorithm.crv], bits);
    return point && ecPublicKey(algorithm.crv, point, bits.slice());
  }
  const inner = readDer(bits);
  const read = inner.ok ? readRsaPublic(inner.element) : undefined;
  return read?.ok && read.key.type === 'public' ? read.key : undefined;
}

/** RSAPublicKey (RFC 8017 §A.1.1). */
function readRsaPublic(element: DerElement): DerKeyReading {
  const [n, e] = element.children.map(unsignedOf);
  if (n === undefined || e === undefined || element.children.length !== 2 || n < 2n || e < 1n) {
    return unexpected(element, PUBLIC_FORM.RSA, 'pkcs1-public');
  }
  return { ok: true, structure: 'pkcs1-public', key: rsaPublicKey(n, e) };
}

/** PrivateKeyInfo (RFC 5208 §5), or OneAsymmetricKey (RFC 5958 §2) with or without its public key. */
function readPkcs8(element: DerElement): DerKeyReading {
  const [version, identifier, privateKey, ...rest] = element.children;
  const number = unsignedOf(version);
  if (number !== 0n && number !== 1n) return unexpected(version, 'version 0', 'pkcs8');
  if (number === 0n && rest.some((part) => part.tag !== TAG.context(0))) return unexpected(rest[0], 'no more', 'pkcs8');
  const algorithm = readAlgorithm(identifier);
  if (algorithm === undefined) return unexpected(identifier, 'RSA, EC or Ed25519 as the algorithm', 'pkcs8');
  if (algorithm.kty === 'other') return unsupported(algorithm, 'pkcs8');
  const content = octetStringOf(privateKey) as Uint8Array;
  const inner = readDer(content);
  const base = (privateKey as DerElement).end - content.length;
  if (!inner.ok) {
    const fault: KeyFault = { kind: 'damaged', what: 'the key data (DER)', expected: inner.expected };
    return { ok: false, structure: 'pkcs8', fault, at: base + inner.at };
  }
  const read = readInner(algorithm, inner.element);
  return { ...read, structure: 'pkcs8', ...(!read.ok && read.at !== undefined && { at: base + read.at }) };
}

function readInner(algorithm: Exclude<KeyAlgorithm, { kty: 'other' }>, element: DerElement): DerKeyReading {
  if (algorithm.kty === 'RSA') return readRsaPrivate(element);
  if (algorithm.kty === 'EC') return readSec1(element, algorithm);
  const seed = octetStringOf(element);
  if (seed?.length !== 32) return unexpected(element, 'a private key of 32 bytes');
  return { ok: true, structure: 'pkcs8', key: ed25519PrivateKey(seed.slice()) };
}

/** RSAPrivateKey (RFC 8017 §A.1.2), version 0: two primes. */
function readRsaPrivate(element: DerElement): DerKeyReading {
  const values = element.children.map(unsignedOf);
  const odd = values.indexOf(undefined);
  if (element.tag !== TAG.sequence || values.length !== 9 || odd >= 0) {
    return unexpected(
      odd >= 0 ? element.children[odd] : element,
      'the nine numbers of an RSA private key',
      'pkcs1-private',
    );
  }
  const [version, n, e, d, p, q, dp, dq, qInv] = values as NineNumbers;
  if (version !== 0n) return unexpected(element.children[0], 'version 0: two primes', 'pkcs1-private');
  const numbers: RsaPrivateNumbers = { n, e, d, p, q, dp, dq, qInv, bits: n.toString(2).length };
  return checkedRsaKey(numbers, 'pkcs1-private');
}

type NineNumbers = [bigint, bigint, bigint, bigint, bigint, bigint, bigint, bigint, bigint];

/** The key, if its numbers fit each other. */
export function checkedRsaKey(numbers: RsaPrivateNumbers, structure: DerStructure): DerKeyReading {
  const relations = rsaInconsistencies(numbers);
  const key = rsaPrivateKey(numbers);
  if (relations.length === 0) return { ok: true, structure, key };
  return { ok: false, structure, fault: { kind: 'inconsistent', relations }, key };
}

/** ECPrivateKey (RFC 5915 §3). The curve stands in it, or around it (PKCS#8), or both. */
function readSec1(element: DerElement, around?: KeyAlgorithm): DerKeyReading {
  const [version, scalarPart, ...rest] = element.children;
  const parameters = rest.find((part) => part.tag === TAG.context(0));
  const publicPart = rest.find((part) => part.tag === TAG.context(1));
  const algorithm = parameters ? readCurve(parameters.children[0]) : around;
  const octets = octetStringOf(scalarPart);
  if (unsignedOf(version) !== 1n || octets === undefined) return unexpected(element, 'an EC private key', 'sec1');
  if (algorithm?.kty === 'other') return unsupported(algorithm, 'sec1');
  if (algorithm?.kty !== 'EC' || (around?.kty === 'EC' && around.crv !== algorithm.crv)) {
    return unexpected(parameters ?? element, 'the name of the curve', 'sec1');
  }
  const curve = CURVES[algorithm.crv];
  const scalar = bytesToBigInt(octets);
  if (octets.length !== curve.size || scalar === 0n || scalar >= curve.n) {
    return unexpected(scalarPart, `a private number of ${curve.size} bytes, below the order of the curve`, 'sec1');
  }
  const key = ecPrivateKey(algorithm.crv, scalar);
  if (publicPart === undefined) return { ok: true, structure: 'sec1', key };
  const bits = bitStringOf(publicPart.children[0]);
  const point = bits && readPoint(curve, bits);
  if (point && equalBytes(ecPublicKey(algorithm.crv, point).spki, key.publicKey.spki)) {
    return { ok: true, structure: 'sec1', key };
  }
  return { ok: false, structure: 'sec1', fault: { kind: 'inconsistent', relations: ['Q = d*G'] }, key };
}

/** A certificate (RFC 5280 §4.1) or a certification request (RFC 2986 §4): its public key. No signature is checked. */
function readSigned(element: DerElement): DerKeyReading {
  const body = element.children[0]?.children ?? [];
  const [first] = body;
  if (first?.tag === TAG.integer && body.length <= 4) {
    return readEmbedded(body[2], 'certificate-request');
  }
  return readEmbedded(body[first?.tag === TAG.context(0) ? 6 : 5], 'certificate');
}

function readEmbedded(spki: DerElement | undefined, structure: DerStructure): DerKeyReading {
  if (spki?.tag !== TAG.sequence || spki.children.length !== 2) return unexpected(spki, 'a public key', structure);
  return readSpki(spki, structure);
}

function unexpected(element: DerElement | undefined, expected: string, structure?: DerStructure): DerKeyReading {
  const fault: KeyFault = { kind: 'damaged', what: 'the key data (DER)', expected };
  return { ok: false, ...(structure && { structure }), fault, at: element?.start ?? 0 };
}

function unsupported(algorithm: { readonly name: string }, structure: DerStructure): DerKeyReading {
  return { ok: false, structure, fault: { kind: 'algorithm-unsupported', algorithm: algorithm.name } };
}
