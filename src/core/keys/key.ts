/** A public key as its SPKI (RFC 5280 §4.1.2.7) with the numbers a diagnosis reads. */
export interface PublicKey {
  readonly type: 'public';
  readonly kty: 'RSA' | 'EC' | 'OKP';
  /** `P-256`, `P-384`, `P-521`, `secp256k1`, `Ed25519`; absent for RSA. */
  readonly crv?: string;
  /** SubjectPublicKeyInfo, DER. */
  readonly spki: Uint8Array;
  readonly rsa?: RsaPublicNumbers;
  /** EC coordinates or the OKP value, big-endian, full width. */
  readonly x?: Uint8Array;
  readonly y?: Uint8Array;
}

export interface RsaPublicNumbers {
  readonly n: bigint;
  readonly e: bigint;
  /** Bit length of the modulus. */
  readonly bits: number;
}

/** RFC 8017 §3.2, the CRT form. */
export interface RsaPrivateNumbers extends RsaPublicNumbers {
  readonly d: bigint;
  readonly p: bigint;
  readonly q: bigint;
  readonly dp: bigint;
  readonly dq: bigint;
  readonly qInv: bigint;
}

/** A private key: never stored, logged or put in a finding; only its public half may be named. */
export interface PrivateKey {
  readonly type: 'private';
  readonly kty: 'RSA' | 'EC' | 'OKP';
  readonly crv?: string;
  /** PrivateKeyInfo (PKCS#8, RFC 5208), DER. */
  readonly pkcs8: Uint8Array;
  readonly publicKey: PublicKey;
  readonly rsa?: RsaPrivateNumbers;
  /** The EC scalar, full width, or the OKP seed. */
  readonly d?: Uint8Array;
}
