import { type Static, Type } from 'typebox';

const use = { use: Type.Literal('sig'), kid: Type.String() };

/** A JWK Set (RFC 7517 §5). `kid` is the id of the key, which a token's Header Parameter `kid` may name. */
export const JwksResponse = Type.Object(
  {
    keys: Type.Array(
      Type.Union([
        Type.Object({
          kty: Type.Literal('RSA'),
          alg: Type.Literal('RS256'),
          ...use,
          n: Type.String(),
          e: Type.String(),
        }),
        Type.Object({
          kty: Type.Literal('EC'),
          alg: Type.Literal('ES256'),
          ...use,
          crv: Type.Literal('P-256'),
          x: Type.String(),
          y: Type.String(),
        }),
        Type.Object({
          kty: Type.Literal('OKP'),
          alg: Type.Literal('EdDSA'),
          ...use,
          crv: Type.Literal('Ed25519'),
          x: Type.String(),
        }),
      ]),
    ),
  },
  { 'x-name': 'JwkSet', description: 'A JWK Set.' },
);
export type JwkSet = Static<typeof JwksResponse>;
