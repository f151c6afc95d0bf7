import type { Authenticated } from '@mintmark/jwt/gate';
import fastify from 'fastify';
import { keeper } from './keeper.ts';

declare module 'fastify' {
  interface FastifyRequest extends Authenticated {}
}

const app = fastify();
app.addHook('onRequest', keeper.fastify());
app.get('/hello', async (request) => `Hello, ${request.mintmark.applicationId}`);

await app.listen({ port: Number(process.env.PORT ?? 3000) });
export const server = app.server;
