import type { JwsAlgorithm } from '../../core/jws/algorithms.ts';

/** What WebCrypto is told to import a key, and to sign or verify with it (Web Cryptography API §18). */
export interface Parameters {
  readonly key: RsaHashedImportParams | EcKeyImportParams | HmacImportParams | Algorithm;
  readonly signature: AlgorithmIdentifier | RsaPssParams | EcdsaParams;
}

export function parametersOf({ kty, crv, hashBits, pss }: JwsAlgorithm): Parameters {
  const hash = `SHA-${hashBits ?? 256}`;
  switch (kty) {
    case 'RSA': {
      const name = pss ? 'RSA-PSS' : 'RSASSA-PKCS1-v1_5';
      return { key: { name, hash }, signature: pss ? { name, saltLength: (hashBits ?? 0) / 8 } : { name } };
    }
    case 'EC':
      return { key: { name: 'ECDSA', namedCurve: crv ?? '' }, signature: { name: 'ECDSA', hash } };
    case 'OKP':
      return { key: { name: 'Ed25519' }, signature: { name: 'Ed25519' } };
    case 'oct':
      return { key: { name: 'HMAC', hash }, signature: { name: 'HMAC' } };
  }
}
