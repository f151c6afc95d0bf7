import { decodeBase64url, encodeBase64url } from '../encoding/base64url.ts';
import { bigIntToBytes, bitLength, bytesToBigInt, equalBytes } from '../encoding/bytes.ts';
import type { JsonObject } from '../encoding/json.ts';
import { CURVES, type CurveName, isOnCurve } from './curve.ts';
import { isEd25519Public } from './ed25519.ts';
import type { PrivateKey, PublicKey } from './key.ts';
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

/** A JSON Web Key (RFC 7517): strings alone, `kty` first, as `node:crypto` exports it. */
export type Jwk = { readonly kty: string } & { readonly [member: string]: string };

/** The JWK of a key, private members included where it is a private key (RFC 7518 §6, RFC 8037 §2). */
export function toJwk(key: PrivateKey | PublicKey): Jwk {
  if (key.type === 'public') return publicJwk(key);
  const jwk = publicJwk(key.publicKey);
  // mutants: what is not RSA has it
  if (!key.rsa) return { ...jwk, d: encodeBase64url(key.d ?? new Uint8Array()) };
  const { d, p, q, dp, dq, qInv } = key.rsa;
  return {
    ...jwk,
    d: encodeNumber(d),
    p: encodeNumber(p),
    q: encodeNumber(q),
    dp: encodeNumber(dp),
    dq: encodeNumber(dq),
    qi: encodeNumber(qInv),
  };
}

/** The required public members alone. */
export function publicJwk(key: PublicKey): Jwk {
  if (key.rsa) {
    return { kty: 'RSA', n: encodeNumber(key.rsa.n), e: encodeNumber(key.rsa.e) };
  }
  // mutants: what is not RSA has both
  const jwk = { kty: key.kty, crv: key.crv ?? '', x: encodeBase64url(key.x ?? new Uint8Array()) };
  return key.y ? { ...jwk, y: encodeBase64url(key.y) } : jwk;
}

/** Reads the members of a JWK. Members that are not about the key itself (`kid`, `use`) are not looked at. */
export function readJwk(members: JsonObject): PrivateKey | PublicKey | KeyFault {
  switch (members['kty']) {
    case 'RSA':
      return readRsa(members);
    case 'EC':
      return readEc(members);
    case 'OKP':
      return readOkp(members);
    case 'oct':
      return { kind: 'secret', looksLike: 'a symmetric JWK (kty "oct")' };
    default:
      return damaged('member kty', '"RSA", "EC" or "OKP"');
  }
}

function readRsa(members: JsonObject): PrivateKey | PublicKey | KeyFault {
  const n = unsignedMember(members, 'n');
  const e = unsignedMember(members, 'e');
  if (n === undefined || n < 2n) return damaged('member n', 'the modulus in base64url');
  if (e === undefined || e < 1n) return damaged('member e', 'the public exponent in base64url');
  if (!('d' in members)) return rsaPublicKey(n, e);
  if ('oth' in members) return { kind: 'algorithm-unsupported', algorithm: 'RSA with more than two primes' };
  const values = ['d', 'p', 'q', 'dp', 'dq', 'qi'].map((name) => unsignedMember(members, name));
  const missing = values.indexOf(undefined);
  if (missing >= 0) return damaged(`member ${['d', 'p', 'q', 'dp', 'dq', 'qi'][missing]}`, 'a number in base64url');
  const [d, p, q, dp, dq, qInv] = values as [bigint, bigint, bigint, bigint, bigint, bigint];
  const numbers = { n, e, d, p, q, dp, dq, qInv, bits: bitLength(n) };
  const relations = rsaInconsistencies(numbers);
  return relations.length > 0 ? { kind: 'inconsistent', relations } : rsaPrivateKey(numbers);
}

function readEc(members: JsonObject): PrivateKey | PublicKey | KeyFault {
  const crv = members['crv'];
  // mutants: what is no text names no curve
  if (typeof crv !== 'string' || !Object.hasOwn(CURVES, crv)) {
    return typeof crv === 'string' && crv.length < 32
      ? { kind: 'algorithm-unsupported', algorithm: `EC on ${crv}` }
      : damaged('member crv', `one of ${Object.keys(CURVES).join(', ')}`);
  }
  const curve = CURVES[crv as CurveName];
  const [x, y] = ['x', 'y'].map((name) => bytesMember(members, name, curve.size));
  const point = x && y && { x: bytesToBigInt(x), y: bytesToBigInt(y) };
  if (!point || !isOnCurve(curve, point)) return damaged('members x and y', 'a point that lies on the curve');
  const publicKey = ecPublicKey(crv as CurveName, point);
  if (!('d' in members)) return publicKey;
  const scalar = bytesToBigInt(bytesMember(members, 'd', curve.size) ?? new Uint8Array());
  if (scalar === 0n || scalar >= curve.n)
    return damaged('member d', `${curve.size} bytes, below the order of the curve`);
  const key = ecPrivateKey(crv as CurveName, scalar);
  return equalBytes(key.publicKey.spki, publicKey.spki) ? key : { kind: 'inconsistent', relations: ['Q = d*G'] };
}

function readOkp(members: JsonObject): PrivateKey | PublicKey | KeyFault {
  const crv = members['crv'];
  if (crv !== 'Ed25519') {
    return typeof crv === 'string' && crv.length < 32
      ? { kind: 'algorithm-unsupported', algorithm: crv }
      : damaged('member crv', '"Ed25519"');
  }
  const x = bytesMember(members, 'x', 32);
  if (!x || !isEd25519Public(x)) return damaged('member x', '32 bytes that encode a point of the curve');
  if (!('d' in members)) return ed25519PublicKey(x);
  const seed = bytesMember(members, 'd', 32);
  if (!seed) return damaged('member d', '32 bytes');
  const key = ed25519PrivateKey(seed);
  // mutants: such a key has it
  return equalBytes(key.publicKey.x ?? x, x) ? key : { kind: 'inconsistent', relations: ['x = public key of d'] };
}

function bytesMember(members: JsonObject, name: string, length?: number): Uint8Array | undefined {
  const text = members[name];
  const bytes = typeof text === 'string' ? decodeBase64url(text) : undefined;
  if (!(bytes instanceof Uint8Array) || (length !== undefined && bytes.length !== length)) return undefined;
  return bytes;
}

function unsignedMember(members: JsonObject, name: string): bigint | undefined {
  const bytes = bytesMember(members, name);
  return bytes && bytes.length > 0 ? bytesToBigInt(bytes) : undefined;
}

function damaged(what: string, expected: string): KeyFault {
  return { kind: 'damaged', what: `JWK ${what}`, expected };
}

/** Base64urlUInt (RFC 7518 §2): as few bytes as the value needs. */
function encodeNumber(value: bigint): string {
  return encodeBase64url(bigIntToBytes(value));
}
