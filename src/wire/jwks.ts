import { Type } from 'typebox';
import { publicJwk } from '../core/keys/jwk.ts';
import { parseKey } from '../core/keys/parse-key.ts';
import type { StoredKey } from '../ports/index.ts';

/** A JWK Set (RFC 7517 §5). `kid` is the id of the key, which a token's Header Parameter `kid` may name. */
export const JwksResponse = Type.Object(
  {
    keys: Type.Array(
      Type.Object({
        kty: Type.Literal('RSA'),
        use: Type.Literal('sig'),
        alg: Type.Literal('RS256'),
        kid: Type.String(),
        n: Type.String(),
        e: Type.String(),
      }),
    ),
  },
  { 'x-name': 'JwkSet', description: 'A JWK Set.' },
);

export function keyToJwk({ id, publicKey }: StoredKey) {
  const reading = parseKey(publicKey);
  if (!reading.ok || reading.key.type !== 'public') throw new TypeError(`the stored key ${id} is not a public key`);
  const { n = '', e = '' } = publicJwk(reading.key);
  return { kty: 'RSA', use: 'sig', alg: 'RS256', kid: id, n, e } as const;
}
