import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import type { FastifyReply } from 'fastify';
import { problem } from '../problems/catalogue.ts';
import type { RouteGroup } from '../server/app.ts';
import { PAGE_POLICY } from '../server/security-headers.ts';
import type { PageForPath } from '../server/unmatched.ts';

export interface Dashboard {
  readonly routes: RouteGroup;
  /** The one page, whatever the path: it draws what the path names. */
  readonly page: PageForPath;
}

interface Asset {
  readonly type: string;
  readonly bodies: { readonly [coding in 'br' | 'gzip' | 'identity']: Buffer };
}

const TYPES: { readonly [extension: string]: string } = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
};
const PAGE = { schema: { hide: true } };

/**
 * The dashboard as it was built into `folder`: read once, served from memory, so that no path reaches the disk.
 * @throws Error where nothing was built there
 */
export async function openDashboard(folder: string): Promise<Dashboard> {
  const html = await readFile(join(folder, 'index.html'));
  const assets = await readAssets(join(folder, 'assets'));
  const etag = `"${createHash('sha256').update(html).digest('base64url').slice(0, 22)}"`;
  const draw: PageForPath['draw'] = (reply) => {
    reply.headers({ 'content-security-policy': PAGE_POLICY, 'cache-control': 'no-cache', etag });
    if (reply.request.headers['if-none-match'] === etag) return reply.code(304).send();
    return reply.code(200).type('text/html; charset=utf-8').send(html);
  };
  return {
    page: { draw, addressFor },
    routes(app) {
      app.get('/', PAGE, (_request, reply) => draw(reply));
      app.get<{ Params: { name: string } }>('/assets/:name', PAGE, (request, reply) => {
        const asset = assets.get(request.params.name);
        if (!asset) throw problem('path-not-found');
        return sendAsset(reply, asset);
      });
    },
  };
}

/** The account has its pages under /settings: /account is the start of paths of the API. */
function addressFor(path: string): string | undefined {
  const [, section] = /^\/account((?:\/(?:security|company|members|secrets|subaccounts))?)\/?$/.exec(path) ?? [];
  return section === undefined ? undefined : `/settings${section}`;
}

/** Their names change with what is in them: a browser never asks again for one that it has. */
function sendAsset(reply: FastifyReply, { type, bodies }: Asset): FastifyReply {
  const coding = codingFor(reply.request.headers['accept-encoding'] ?? '');
  if (coding !== 'identity') reply.header('content-encoding', coding);
  reply.headers({ 'cache-control': 'public, max-age=31536000, immutable', vary: 'accept-encoding' });
  return reply.type(type).send(bodies[coding]);
}

/** The smallest coding that the client takes (RFC 9110 §12.5.3). */
function codingFor(accepted: string): keyof Asset['bodies'] {
  const names = accepted.split(',').flatMap((item) => {
    const [name = '', weight = ''] = item
      .trim()
      .toLowerCase()
      .split(/\s*;\s*/);
    return /^q=0(\.0*)?$/.test(weight) ? [] : [name];
  });
  return (['br', 'gzip'] as const).find((coding) => names.includes(coding)) ?? 'identity';
}

async function readAssets(folder: string): Promise<ReadonlyMap<string, Asset>> {
  const assets = new Map<string, Asset>();
  for (const name of await readdir(folder)) {
    const type = TYPES[extname(name)];
    if (type === undefined) continue;
    const [identity, br, gzip] = await Promise.all(
      ['', '.br', '.gz'].map((ending) => readFile(join(folder, name + ending))),
    );
    if (identity && br && gzip) assets.set(name, { type, bodies: { identity, br, gzip } });
  }
  return assets;
}
