/**
 * A server of one peer, in a process of its own: `node peer.ts NAME FILE`, where the file holds a public key and the id
 * of its application. Prints its address as one line of JSON.
 */
import { createPublicKey, type KeyObject, verify } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
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
  'by-hand': () => {
    const key = createPublicKey(publicKey);
    return listen((req, res) => res.writeHead(isGoodByHand(req, key) ? 204 : 401).end());
  },
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

/** What a careful person writes: the algorithm, the signature, the times, whose it is, and the acl. */
function isGoodByHand({ headers, url = '/' }: IncomingMessage, key: KeyObject): boolean {
  const token = /^Bearer +(\S+)$/i.exec(headers.authorization ?? '')?.[1] ?? '';
  const [header = '', payload = '', signature = '', ...more] = token.split('.');
  if (more.length > 0) return false;
  const { alg } = JSON.parse(Buffer.from(header, 'base64url').toString());
  if (alg !== 'RS256') return false;
  const input = Buffer.from(token.slice(0, header.length + 1 + payload.length));
  if (!verify('RSA-SHA256', input, key, Buffer.from(signature, 'base64url'))) return false;
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString());
  const now = Date.now() / 1000;
  if (claims.application_id !== applicationId || typeof claims.jti !== 'string') return false;
  if (!(claims.iat <= now + 30 && (claims.exp ?? claims.iat + 900) > now - 30)) return false;
  return Object.entries<{ methods?: string[] }>(claims.acl.paths).some(
    ([pattern, { methods }]) => covers(pattern, url) && (methods === undefined || methods.includes('GET')),
  );
}

function covers(pattern: string, path: string): boolean {
  const text = pattern
    .replace(/[.+?^${}()|[\]\\]/g, '\\$&')
    .replaceAll('**', '\0')
    .replaceAll('*', '[^/]+');
  return new RegExp(`^${text.replaceAll('\0', '.*')}$`).test(path);
}

async function listen(handler: RequestListener): Promise<string> {
  const server = createServer(handler);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

console.log(JSON.stringify({ url: await PEERS[name as PeerName]() }));
