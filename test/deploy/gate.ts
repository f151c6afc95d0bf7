import { createHash, randomUUID, sign } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compose } from '../../src/compose/compose.ts';
import { DEFAULT_SETTINGS } from '../../src/options/options.ts';

const ACCOUNT = { key: 'abcd1234', secret: 'Correct1Horse2Battery' };

export interface RunningGate {
  readonly port: number;
  /** Where Envoy asks over gRPC. */
  readonly extAuthzGrpcPort: number;
  readonly applicationId: string;
  readonly account: string;
  mint(claims?: { readonly [name: string]: unknown }): string;
  close(): Promise<void>;
}

/** The whole server on a new data directory and a free port, with one application made over its API. */
export async function startGate(): Promise<RunningGate> {
  const data = mkdtempSync(join(tmpdir(), 'mintmark-gate-'));
  const settings = { ...DEFAULT_SETTINGS, port: 0, extAuthzGrpc: 0, data, bootstrapAccount: ACCOUNT };
  const server = await compose(settings, { version: '0.0.0' });
  const created = await fetch(`${server.url}/v2/applications`, {
    method: 'POST',
    headers: {
      authorization: `Basic ${Buffer.from(`${ACCOUNT.key}:${ACCOUNT.secret}`).toString('base64')}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify({ name: 'Behind a proxy' }),
  });
  const { id, keys } = (await created.json()) as { id: string; keys: { private_key: string } };
  return {
    port: server.port,
    extAuthzGrpcPort: server.extAuthzGrpcPort as number,
    applicationId: id,
    account: ACCOUNT.key,
    mint: (claims = {}) => mint(id, keys.private_key, claims),
    async close() {
      await server.close();
      rmSync(data, { recursive: true });
    },
  };
}

function mint(applicationId: string, privateKey: string, claims: { readonly [name: string]: unknown }): string {
  const now = Math.floor(Date.now() / 1000);
  const payload = { application_id: applicationId, iat: now, exp: now + 900, jti: randomUUID(), ...claims };
  const input = [{ alg: 'RS256', typ: 'JWT' }, payload]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.');
  return `${input}.${sign('RSA-SHA256', Buffer.from(input), privateKey).toString('base64url')}`;
}

export function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
