import { createHmac, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Running } from '../../compose/compose.ts';
import { parseKey } from '../../core/keys/parse-key.ts';
import { DEFAULT_SETTINGS } from '../../options/options.ts';
import { signRs256 } from '../mend/trial-token.ts';
import { type Client, clientOf } from '../server/client.ts';
import { startServer } from '../server/run-server.ts';
import { EXIT } from '../terminal/failure.ts';
import { makeSecretFile } from '../terminal/secret-file.ts';

/** What is sent: the sandbox API, over real HTTP. */
export const CALL = { method: 'POST', path: '/v1/calls' } as const;
/** HTTP status of a call that was started. */
export const ACCEPTED = 201;
const CALL_BODY = { to: [{ type: 'phone', number: '14155550100' }], ncco: [{ action: 'talk', text: 'Hello' }] };

/** An application of the tour and the private key that signs for it now. */
export interface Player {
  readonly id: string;
  readonly name: string;
  privateKey: string;
  readonly keyFile: string;
}

export interface Answer {
  readonly status: number;
  readonly body: { readonly [member: string]: unknown };
}

/** A server in a directory of its own, and what the tour does with it. */
export interface Stage {
  readonly url: string;
  readonly directory: string;
  readonly client: Client;
  readonly apiSecret: string;
  createApplication(name: string): Promise<Player>;
  /** A new key pair of the application: as a draft, or active at once. @returns the private key. */
  addKey(id: string, state: 'draft' | 'active'): Promise<string>;
  /** A good token of the application, with `change` laid over its claims; a member set to `undefined` is left out. */
  mint(player: Player, change?: { readonly [name: string]: unknown }, privateKey?: string): string;
  mintHmac(player: Player, secret: string): string;
  /** Sends the request with this Authorization value. */
  send(authorization: string | undefined): Promise<Answer>;
  close(): Promise<void>;
}

/** Starts the server on a free port, with an account of its own. */
export async function openStage(): Promise<Stage> {
  const directory = mkdtempSync(join(tmpdir(), 'mintmark-tour-'));
  const tidy = () => rmSync(directory, { recursive: true, force: true });
  process.once('exit', tidy);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(EXIT.found));
  let running: Running;
  try {
    running = await startServer({ ...DEFAULT_SETTINGS, port: 0, data: join(directory, 'data'), logLevel: 'silent' });
  } catch (error) {
    tidy();
    throw error;
  }
  const { url } = running;
  const { apiKey, apiSecret } = running.firstAccount ?? { apiKey: '', apiSecret: '' };
  const client = clientOf({ url, apiKey, apiSecret, timeoutSeconds: 10 });
  return {
    url,
    directory,
    client,
    apiSecret,
    async createApplication(name) {
      const { id, keys } = await client.send('POST /v2/applications', { body: { name, capabilities: { voice: {} } } });
      const privateKey = keys.private_key ?? '';
      const keyFile = makeSecretFile(join(directory, `${id}.key`)).keep(privateKey);
      return { id, name, privateKey, keyFile };
    },
    async addKey(id, state) {
      const key = await client.send('POST /v2/applications/:id/keys', { params: { id }, body: { state } });
      return key.private_key ?? '';
    },
    mint: (player, change = {}, privateKey = player.privateKey) =>
      signRs256({ alg: 'RS256', typ: 'JWT' }, claimsOf(player, change), privateKeyOf(privateKey)),
    mintHmac(player, secret) {
      const signingInput = [{ alg: 'HS256', typ: 'JWT' }, claimsOf(player, {})].map(encode).join('.');
      return `${signingInput}.${createHmac('sha256', secret).update(signingInput).digest('base64url')}`;
    },
    send: (authorization) => send(url, authorization),
    async close() {
      await running.close();
      process.off('exit', tidy);
      tidy();
    },
  };
}

export function encode(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url');
}

function claimsOf({ id }: Player, change: { readonly [name: string]: unknown }): object {
  const iat = Math.floor(Date.now() / 1000);
  return { application_id: id, iat, exp: iat + 900, jti: randomUUID(), ...change };
}

function privateKeyOf(pem: string) {
  const { key } = parseKey(pem);
  if (key?.type !== 'private') throw new TypeError('the server made a private key that cannot be read');
  return key;
}

async function send(url: string, authorization: string | undefined): Promise<Answer> {
  const response = await fetch(url + CALL.path, {
    method: CALL.method,
    headers: { 'content-type': 'application/json', ...(authorization !== undefined && { authorization }) },
    body: JSON.stringify(CALL_BODY),
    signal: AbortSignal.timeout(10_000),
  });
  const body = (await response.json()) as Answer['body'];
  return { status: response.status, body };
}
