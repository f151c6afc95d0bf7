import type { DerElement } from '../encoding/der.ts';
import { objectIdentifierOf, TAG } from '../encoding/der.ts';
import { encodeNull, encodeObjectIdentifier, encodeSequence } from '../encoding/write-der.ts';
import type { CurveName } from './curve.ts';

/** What an AlgorithmIdentifier (RFC 5280 §4.1.1.2) says of a key. */
export type KeyAlgorithm =
  | { readonly kty: 'RSA' }
  | { readonly kty: 'EC'; readonly crv: CurveName }
  | { readonly kty: 'OKP'; readonly crv: 'Ed25519' }
  /** Well-formed, and of a kind that signs no token here. */
  | { readonly kty: 'other'; readonly name: string };

const RSA = '1.2.840.113549.1.1.1';
const EC = '1.2.840.10045.2.1';
const ED25519 = '1.3.101.112';

const CURVE_OIDS: { readonly [crv in CurveName]: string } = {
  'P-256': '1.2.840.10045.3.1.7',
  'P-384': '1.3.132.0.34',
  'P-521': '1.3.132.0.35',
  secp256k1: '1.3.132.0.10',
};

const OTHER_ALGORITHMS: ReadonlyMap<string | undefined, string> = new Map([
  ['1.2.840.113549.1.1.10', 'RSASSA-PSS'],
  ['1.2.840.113549.1.1.7', 'RSAES-OAEP'],
  ['1.2.840.10040.4.1', 'DSA'],
  ['1.2.840.113549.1.3.1', 'DH'],
  ['1.3.101.110', 'X25519'],
  ['1.3.101.111', 'X448'],
  ['1.3.101.113', 'Ed448'],
]);

const OTHER_CURVES: ReadonlyMap<string | undefined, string> = new Map([
  ['1.2.840.10045.3.1.1', 'P-192'],
  ['1.3.132.0.33', 'P-224'],
  ['1.3.36.3.3.2.8.1.1.7', 'brainpoolP256r1'],
  ['1.3.36.3.3.2.8.1.1.11', 'brainpoolP384r1'],
  ['1.3.36.3.3.2.8.1.1.13', 'brainpoolP512r1'],
  ['1.2.156.10197.1.301', 'SM2'],
]);

/** Reads an AlgorithmIdentifier; `undefined` where it is not one of those known, with the parameters that go with it. */
export function readAlgorithm(element: DerElement | undefined): KeyAlgorithm | undefined {
  const [identifier, parameters, ...rest] = element?.tag === TAG.sequence ? element.children : [];
  const oid = objectIdentifierOf(identifier);
  if (rest.length > 0) return undefined;
  if (oid === RSA) {
    return parameters?.tag === TAG.null && parameters.content.length === 0 ? { kty: 'RSA' } : undefined;
  }
  if (oid === ED25519) return parameters === undefined ? { kty: 'OKP', crv: 'Ed25519' } : undefined;
  if (oid === EC) return readCurve(parameters);
  const name = OTHER_ALGORITHMS.get(oid);
  // Their parameters are absent or a SEQUENCE: with the NULL of an RSA key, this is one whose identifier was damaged.
  return name === undefined || (parameters && parameters.tag !== TAG.sequence) ? undefined : { kty: 'other', name };
}

/** Reads the parameters of an EC key (RFC 5480 §2.1.1): a named curve. */
export function readCurve(parameters: DerElement | undefined): KeyAlgorithm | undefined {
  if (parameters?.tag === TAG.sequence) return { kty: 'other', name: 'EC with explicit curve parameters' };
  const oid = objectIdentifierOf(parameters);
  for (const [crv, known] of Object.entries(CURVE_OIDS)) {
    if (known === oid) return { kty: 'EC', crv: crv as CurveName };
  }
  const name = OTHER_CURVES.get(oid);
  return name === undefined ? undefined : { kty: 'other', name: `EC on ${name}` };
}

export function encodeAlgorithm(algorithm: Exclude<KeyAlgorithm, { kty: 'other' }>): Uint8Array {
  if (algorithm.kty === 'RSA') return encodeSequence(encodeObjectIdentifier(RSA), encodeNull());
  if (algorithm.kty === 'OKP') return encodeSequence(encodeObjectIdentifier(ED25519));
  return encodeSequence(encodeObjectIdentifier(EC), encodeCurve(algorithm.crv));
}

export function encodeCurve(crv: CurveName): Uint8Array {
  return encodeObjectIdentifier(CURVE_OIDS[crv]);
}
