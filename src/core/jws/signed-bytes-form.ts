/** The hash that an opened PKCS#1 v1.5 signature names in its DigestInfo (RFC 8017 §9.2). */
export type SignedHash = 'SHA-1' | 'SHA-224' | 'SHA-256' | 'SHA-384' | 'SHA-512' | 'MD5' | 'none';

/** What was hashed, worked out from the digest. `signing-input` is the only one that verifies. */
export type SignedBytes =
  | 'signing-input'
  | 'signing-input-with-newline'
  | 'signing-input-with-crlf'
  | 'signing-input-padded'
  | 'signing-input-standard-base64'
  | 'signing-input-hashed-twice'
  | 'decoded-header-and-payload'
  | 'payload-segment-only'
  | 'payload-reserialized'
  | 'nonce-hashed'
  | 'whole-token-trimmed'
  | 'unknown';
