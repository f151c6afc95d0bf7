import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { scryptSecretHashes } from '../../src/adapters/node-crypto/index.ts';
import { openDatabase } from '../../src/adapters/sql/index.ts';
import { systemClock } from '../../src/adapters/system/index.ts';
import { compose, type Running } from '../../src/compose/compose.ts';
import type { Profile } from '../../src/core/claims/profile.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../src/options/options.ts';
import type { Database } from '../../src/ports/index.ts';
import { expectDeclared } from './declared-problems.ts';

export const KEY = 'abcd1234';
export const SECRET = 'Abcdefg12345';

export interface Credentials {
  readonly key: string;
  readonly secret: string;
}
export const FIRST: Credentials = { key: KEY, secret: SECRET };

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: a test reads the JSON that it expects.
  readonly json: any;
}

/** Real scrypt, at a cost that tests can bear. */
export const QUICK_HASHES = scryptSecretHashes({ parallel: 2, waiting: 64, verified: 1000 }, { N: 1024, r: 8, p: 1 });

export interface Served extends Running {
  /** Sends as the first account; `body` as it is where it is text, otherwise as JSON. */
  send(
    method: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
    as?: Credentials | null,
  ): Promise<Answer>;
  /** Everything that was logged so far. */
  log(): string;
}

export function basic({ key, secret }: Credentials): string {
  return `Basic ${Buffer.from(`${key}:${secret}`).toString('base64')}`;
}

/** A server on the embedded database, in a new directory and on a free port. `seed` fills the database before the start. */
export async function serve(
  settings: Partial<Settings> = {},
  seed?: (database: Database) => Promise<void>,
  profile?: Profile,
): Promise<Served> {
  const data = mkdtempSync(join(tmpdir(), 'mintmark-http-'));
  if (seed) {
    const database = await openDatabase(join(data, 'mintmark.db'), systemClock(), { limit: 10, maxAgeSeconds: 60 });
    await seed(database);
    await database.close();
  }
  const chunks: Buffer[] = [];
  const logStream = new Writable({
    write(chunk, _encoding, done) {
      chunks.push(chunk);
      done();
    },
  });
  const running = await compose(
    { ...DEFAULT_SETTINGS, port: 0, data, logLevel: 'debug', bootstrapAccount: FIRST, ...settings },
    { version: '0.0.0', logStream, secretHashes: QUICK_HASHES, ...(profile && { profile }) },
  );
  return {
    ...running,
    log: () => Buffer.concat(chunks).toString(),
    async send(method, path, body, headers = {}, as = FIRST) {
      const response = await fetch(running.url + path, {
        method,
        headers: {
          ...(as && { authorization: basic(as) }),
          ...(body !== undefined && { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      });
      const text = await response.text();
      const isJson = /[/+]json/.test(response.headers.get('content-type') ?? '');
      const { status } = response;
      const json = isJson && text !== '' ? JSON.parse(text) : undefined;
      if (status >= 400 && json?.title !== undefined) {
        await expectDeclared(running.url, { method, path, status, title: json.title });
      }
      return { status, headers: response.headers, text, json };
    },
    async close() {
      await running.close();
      rmSync(data, { recursive: true, force: true });
    },
  };
}
