import { bitStringOf, type DerElement, objectIdentifierOf, readDer, TAG, unsignedOf } from '../encoding/der.ts';
import { type KeyAlgorithm, readAlgorithm } from './algorithm.ts';
import { CURVES, readPoint } from './curve.ts';
import { type DerKeyReading, type DerStructure, unexpected, unsupported } from './der-key-reading.ts';
import { isEd25519Public } from './ed25519.ts';
import type { PublicKey } from './key.ts';
import { containerUnsupported, encrypted, REVOCATION_LIST } from './key-fault.ts';
import { ecPublicKey, ed25519PublicKey, rsaPublicKey } from './make-key.ts';
import { readPkcs8, readRsaPrivate, readSec1 } from './read-private-der.ts';

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
    case 'iiiiiiiiis':
      return readRsaPrivate(element);
    case 'ii':
      return readRsaPublic(element);
    case 'io':
    case 'ioc':
    case 'iocc':
      return readSec1(element);
    case 'so':
      return { ok: false, structure: 'encrypted-pkcs8', fault: encrypted('encrypted-pkcs8-der') };
    case 'ssb':
      return readSigned(element);
    case 'is':
    case 'iss':
      // mutants: there are two parts
      return objectIdentifierOf(parts[1]?.children[0]) === undefined
        ? unexpected(element, 'a key')
        : { ok: false, structure: 'pkcs12', fault: containerUnsupported('pkcs12') };
    case 'iiiiii':
      return { ok: false, fault: { kind: 'algorithm-unsupported', algorithm: 'DSA' } };
    default:
      return isSignedData(parts[0])
        ? { ok: false, structure: 'pkcs7', fault: containerUnsupported('pkcs7') }
        : unexpected(element, 'a key');
  }
}

/** ContentInfo of PKCS#7 (RFC 2315 §7): certificates, never a private key. */
function isSignedData(type: DerElement | undefined): boolean {
  return objectIdentifierOf(type) === '1.2.840.113549.1.7.2';
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
    return point && ecPublicKey(algorithm.crv, point, bits);
  }
  const inner = readDer(bits);
  return inner.ok ? rsaPublicOf(inner.element) : undefined;
}

function readRsaPublic(element: DerElement): DerKeyReading {
  const key = rsaPublicOf(element);
  return key ? { ok: true, structure: 'pkcs1-public', key } : unexpected(element, PUBLIC_FORM.RSA, 'pkcs1-public');
}

/** RSAPublicKey (RFC 8017 §A.1.1). */
function rsaPublicOf({ children }: DerElement): PublicKey | undefined {
  const [n = 0n, e = 0n] = children.map(unsignedOf); // mutants: a modulus of 1 is none either
  return children.length === 2 && n >= 2n && e >= 1n ? rsaPublicKey(n, e) : undefined;
}

/** A certificate (RFC 5280 §4.1) or a certification request (RFC 2986 §4): its public key. No signature is checked. */
function readSigned(element: DerElement): DerKeyReading {
  // mutants: the shape has it
  const body = element.children[0]?.children ?? [];
  const [first] = body;
  // A certificate has its times in a SEQUENCE, a revocation list (§5.1) as they are.
  if (body.some(({ tag }) => tag === TAG.utcTime || tag === TAG.generalizedTime)) {
    return { ok: false, structure: 'crl', fault: REVOCATION_LIST };
  }
  if (first?.tag === TAG.integer && body.length <= 4) {
    return readEmbedded(body[2], 'certificate-request');
  }
  return readEmbedded(body[first?.tag === TAG.context(0) ? 6 : 5], 'certificate');
}

function readEmbedded(spki: DerElement | undefined, structure: DerStructure): DerKeyReading {
  if (spki?.tag !== TAG.sequence || spki.children.length !== 2) return unexpected(spki, 'a public key', structure);
  return readSpki(spki, structure);
}
