import { bytesToBigInt, equalBytes } from '../encoding/bytes.ts';
import { bitStringOf, type DerElement, octetStringOf, readDer, TAG, unsignedOf } from '../encoding/der.ts';
import { type KeyAlgorithm, readAlgorithm, readCurve } from './algorithm.ts';
import { CURVES, readPoint } from './curve.ts';
import { type DerKeyReading, type DerStructure, unexpected, unsupported } from './der-key-reading.ts';
import type { RsaPrivateNumbers } from './key.ts';
import { ecPrivateKey, ecPublicKey, ed25519PrivateKey, rsaPrivateKey } from './make-key.ts';
import type { KeyFault } from './reading.ts';
import { rsaInconsistencies } from './rsa-consistency.ts';

/** PrivateKeyInfo (RFC 5208 §5), or OneAsymmetricKey (RFC 5958 §2) with or without its public key. */
export function readPkcs8(element: DerElement): DerKeyReading {
  const [version, identifier, privateKey, ...rest] = element.children;
  const number = unsignedOf(version);
  if (number !== 0n && number !== 1n) return unexpected(version, 'version 0 or 1', 'pkcs8');
  const [publicKey, ...more] = rest[0]?.tag === TAG.context(0) ? rest.slice(1) : rest;
  if (more.length > 0 || (publicKey && (number === 0n || !PUBLIC_KEY_TAGS.includes(publicKey.tag)))) {
    return unexpected(publicKey, 'the end of the key', 'pkcs8');
  }
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
  const read = readInner(algorithm, inner.element, publicKey);
  // mutants: a key that was read has no such place
  return { ...read, structure: 'pkcs8', ...(!read.ok && read.at !== undefined && { at: base + read.at }) };
}

/** `[1] IMPLICIT BIT STRING`, and the explicit form that some libraries write. */
const PUBLIC_KEY_TAGS: readonly number[] = [0x81, TAG.context(1)];

function readInner(algorithm: SigningAlgorithm, element: DerElement, publicKey: DerElement | undefined): DerKeyReading {
  if (algorithm.kty === 'RSA') return readRsaPrivate(element);
  if (algorithm.kty === 'EC') return readSec1(element, algorithm);
  const seed = octetStringOf(element);
  if (seed?.length !== 32) return unexpected(element, 'a private key of 32 bytes');
  const key = ed25519PrivateKey(seed.slice());
  const given = publicKey?.content.subarray(-32);
  if (given === undefined || equalBytes(given, key.publicKey.x as Uint8Array))
    return { ok: true, structure: 'pkcs8', key };
  return { ok: false, fault: { kind: 'inconsistent', relations: ['x = public key of d'] }, key };
}

type SigningAlgorithm = Exclude<KeyAlgorithm, { kty: 'other' }>;

const MULTI_PRIME = 'RSA with more than two primes';

/** RSAPrivateKey (RFC 8017 §A.1.2), version 0: two primes. */
export function readRsaPrivate(element: DerElement): DerKeyReading {
  const values = element.children.map(unsignedOf);
  if (values[0] === 1n && values.length === 10) return unsupported({ name: MULTI_PRIME }, 'pkcs1-private');
  const odd = values.indexOf(undefined);
  if (element.tag !== TAG.sequence || values.length !== 9 || odd >= 0) {
    return unexpected(element.children[odd] ?? element, 'the nine numbers of an RSA private key', 'pkcs1-private');
  }
  const [version, n, e, d, p, q, dp, dq, qInv] = values as NineNumbers;
  if (version !== 0n) return unexpected(element.children[0], 'version 0: two primes', 'pkcs1-private');
  const numbers: RsaPrivateNumbers = { n, e, d, p, q, dp, dq, qInv, bits: n.toString(2).length };
  return checkedRsaKey(numbers, 'pkcs1-private');
}

type NineNumbers = [bigint, bigint, bigint, bigint, bigint, bigint, bigint, bigint, bigint];

/** The key, if its numbers match each other. */
function checkedRsaKey(numbers: RsaPrivateNumbers, structure: DerStructure): DerKeyReading {
  const relations = rsaInconsistencies(numbers);
  const key = rsaPrivateKey(numbers);
  if (relations.length === 0) return { ok: true, structure, key };
  return { ok: false, structure, fault: { kind: 'inconsistent', relations }, key };
}

/** ECPrivateKey (RFC 5915 §3). The curve stands in it, or around it (PKCS#8), or both. */
export function readSec1(element: DerElement, around?: SigningAlgorithm): DerKeyReading {
  const [version, scalarPart, ...rest] = element.children;
  const parameters = rest[0]?.tag === TAG.context(0) ? rest[0] : undefined;
  const [publicPart, ...more] = parameters ? rest.slice(1) : rest;
  const wellFormed = [parameters, publicPart].every((part) => part === undefined || part.children.length === 1);
  if (element.tag !== TAG.sequence || more.length > 0 || !wellFormed)
    return unexpected(element, 'an EC private key', 'sec1');
  if (publicPart && publicPart.tag !== TAG.context(1)) return unexpected(publicPart, 'the public point', 'sec1');
  const algorithm = parameters ? readCurve(parameters.children[0]) : around;
  const octets = octetStringOf(scalarPart);
  if (unsignedOf(version) !== 1n || octets === undefined) return unexpected(element, 'an EC private key', 'sec1');
  if (algorithm?.kty === 'other') return unsupported(algorithm, 'sec1');
  if (algorithm?.kty !== 'EC' || (around?.kty === 'EC' && around.crv !== algorithm.crv)) {
    return unexpected(parameters ?? element, 'the name of the curve', 'sec1');
  }
  const curve = CURVES[algorithm.crv];
  const scalar = bytesToBigInt(octets);
  // RFC 5915 §3 has it at full width; some writers leave leading zeros out, and OpenSSL reads that.
  if (octets.length > curve.size || scalar === 0n || scalar >= curve.n) {
    return unexpected(
      scalarPart,
      `a private number of up to ${curve.size} bytes, below the order of the curve`,
      'sec1',
    );
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
