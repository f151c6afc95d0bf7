import { type Static, Type } from 'typebox';

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
export type JwkSet = Static<typeof JwksResponse>;
