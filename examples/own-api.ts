import { createServer } from 'node:http';
import { gate } from '@mintmark/jwt/gate';

/** An API that takes the access tokens of one issuer. The keys are fetched when the first request comes. */
export const keeper = gate({
  profile: 'jwt',
  issuer: 'https://login.example.com/',
  audience: 'https://api.example.com',
  remoteJwks: 'https://login.example.com/.well-known/jwks.json',
});

export const server = createServer(
  keeper.node((req, res) => {
    const { sub, scope } = req.mintmark.claims;
    res.end(`Hello, ${sub}: you may ${scope}`);
  }),
).listen(process.env.PORT ?? 3000);
