import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, onTestFinished } from 'vitest';
import { compose, type Running } from '../../src/compose/compose.ts';
import type { Profile } from '../../src/core/claims/profile.ts';
import { type MintClaims, mint } from '../../src/jwt.ts';
import { SERVER_OPTIONS, type Settings } from '../../src/options/options.ts';

export const API_KEY = 'abcd1234';
export const API_SECRET = 'Abcdefg12345';
export const BASIC = `Basic ${Buffer.from(`${API_KEY}:${API_SECRET}`).toString('base64')}`;

/** The dashboard as `npm run build` leaves it. */
const DASHBOARD = fileURLToPath(new URL('../../dist/dashboard', import.meta.url));

const DEFAULTS = Object.fromEntries(
  Object.entries(SERVER_OPTIONS).map(([name, option]) => [name, option.default]),
) as Settings;

export interface TestApplication {
  readonly id: string;
  readonly privateKey: string;
  readonly publicKey: string;
}

export interface System extends Running {
  /** What the server has logged so far. */
  log(): string;
  createApplication(name?: string, more?: object): Promise<TestApplication>;
  /** An API call with the account's credentials; the answer's JSON. */
  api(method: string, path: string, body?: unknown): Promise<{ readonly status: number; readonly body: unknown }>;
}

/** A server that all tests of a file share; started before the first and ended after the last. */
export function sharedSystem(change: Partial<Settings> = {}): () => System {
  let system: System | undefined;
  beforeAll(async () => {
    system = await openSystem(change);
  });
  afterAll(() => system?.close());
  return () => {
    if (!system) throw new Error('the shared system is there only while tests run');
    return system;
  };
}

/** A server for one test: gone when it ends. */
export async function startSystem(change: Partial<Settings> = {}, profile?: Profile): Promise<System> {
  const system = await openSystem(change, profile);
  onTestFinished(() => system.close());
  return system;
}

/** The whole server, as `serve` composes it, on a free port and a data directory of its own. */
async function openSystem(change: Partial<Settings>, profile?: Profile): Promise<System> {
  const data = mkdtempSync(join(tmpdir(), 'mintmark-test-'));
  const logStream = new PassThrough();
  const lines: string[] = [];
  logStream.on('data', (chunk) => lines.push(String(chunk)));
  const bootstrapAccount = { key: API_KEY, secret: API_SECRET };
  const settings: Settings = { ...DEFAULTS, port: 0, data, bootstrapAccount, logLevel: 'debug', ...change };
  const surroundings = { version: '0.0.0-test', logStream, dashboard: DASHBOARD, ...(profile && { profile }) };
  const running = await compose(settings, surroundings);
  const api: System['api'] = async (method, path, body) => {
    const response = await fetch(running.url + path, {
      method,
      headers: { authorization: BASIC, ...(body !== undefined && { 'content-type': 'application/json' }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, body: text === '' ? null : JSON.parse(text) };
  };
  return {
    ...running,
    async close() {
      await running.close();
      rmSync(data, { recursive: true, force: true });
    },
    log: () => lines.join(''),
    api,
    async createApplication(name = `test ${randomBytes(4).toString('hex')}`, more = {}) {
      const { status, body } = await api('POST', '/v2/applications', { name, ...more });
      if (status !== 201) throw new Error(`creating an application was answered with ${status}`);
      const { id, keys } = body as { id: string; keys: { private_key: string; public_key: string } };
      return { id, privateKey: keys.private_key, publicKey: keys.public_key };
    },
  };
}

export function tokenOf(application: TestApplication, claims: MintClaims = {}): string {
  return mint({ application_id: application.id, ...claims }, application.privateKey);
}

/** Asks the gate about a token; `body` is the problem of a rejection, or `null`. */
export async function askGate(system: Running, token: string, headers: Record<string, string> = {}) {
  const response = await fetch(`${system.url}/gate`, { headers: { authorization: `Bearer ${token}`, ...headers } });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text === '' ? null : JSON.parse(text) };
}
