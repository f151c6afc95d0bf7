import { createVerifier } from '@mintmark/jwt';

/** `jwks` is the text of a JWK Set; the token's `kid` picks the key. */
export function verifierFor(jwks: string) {
  return createVerifier(jwks, { issuer: 'https://login.example.com/', audience: 'https://api.example.com' });
}
