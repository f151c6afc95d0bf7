/**
 * A server of one peer, in a process of its own: `node peer.ts NAME FILE`, where the file holds a public key and the id
 * of its application. Prints its address as one line of JSON.
 */
import { readFileSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import fastifyJwt from '@fastify/jwt';
import fastify from 'fastify';
import { gate } from '../../../src/gate.ts';
import type { PeerName } from './peers.ts';

const [name = '', file = ''] = process.argv.slice(2);
const { applicationId, publicKey } = JSON.parse(readFileSync(file, 'utf8')) as {
  applicationId: string;
  publicKey: string;
};

const PEERS: { readonly [peer in PeerName]: () => Promise<string> } = {
  'node:http': () => listen((_, res) => res.writeHead(204).end()),
  middleware() {
    const publicKeys = [publicKey];
    const keeper = gate({ application: (id) => (id === applicationId ? { publicKeys } : undefined) });
    return listen(keeper.node((_, res) => res.writeHead(204).end()));
  },
  async 'fastify-jwt'() {
    const app = fastify();
    await app.register(fastifyJwt, {
      secret: { public: publicKey },
      verify: { algorithms: ['RS256'], cache: 20_000 },
    });
    app.get('/*', async (request, reply) => {
      await request.jwtVerify();
      return reply.code(204).send();
    });
    return app.listen({ host: '127.0.0.1', port: 0 });
  },
};

async function listen(handler: RequestListener): Promise<string> {
  const server = createServer(handler);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

console.log(JSON.stringify({ url: await PEERS[name as PeerName]() }));
