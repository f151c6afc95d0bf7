import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cachedKeyDirectory } from '../../../src/actions/parts/cached-key-directory.ts';
import { nodeSignatures } from '../../../src/adapters/node-crypto/index.ts';
import { openDatabase } from '../../../src/adapters/sql/index.ts';
import { fingerprint, publicKeyOf } from '../../../src/core/keys/fingerprint.ts';
import { parseKey } from '../../../src/core/keys/parse-key.ts';
import type { Database } from '../../../src/ports/database.ts';
import { BOUNDS, clock } from '../../contract/adapters.ts';
import { account, application, key, secret } from '../../support/records.ts';

const folder = mkdtempSync(join(tmpdir(), 'mintmark-corrupt-'));
afterAll(() => rmSync(folder, { recursive: true }));
const open = (path: string) => openDatabase(path, clock, BOUNDS);

/** Fingerprints of the keys that may authenticate, by application. */
const accepted = new Map<string, string>();
let whole: Buffer;

beforeAll(async () => {
  const path = join(folder, 'whole.db');
  const database = await open(path);
  const owner = account();
  await database.accounts.add(owner, secret(owner.id));
  for (let n = 0; n < 12; n++) {
    const publicKey = generateKeyPairSync('rsa', { modulusLength: 2048 })
      .publicKey.export({ type: 'spki', format: 'pem' })
      .toString();
    const reading = parseKey(publicKey);
    if (!reading.ok) throw new Error('the key does not parse');
    const added = application(owner.id);
    const itsKey = key(added.id, { publicKey, fingerprint: fingerprint(publicKeyOf(reading.key)) });
    await database.applications.add(added, [itsKey, key(added.id, { publicKey, state: 'revoked' })]);
    accepted.set(added.id, itsKey.fingerprint);
  }
  await database.close();
  whole = readFileSync(path);
});

/** Opens what is left of the file and asks for every application. @returns how it was found out to be damaged. */
async function serve(bytes: Buffer, name: string): Promise<'refused' | 'served'> {
  const path = join(folder, `${name}.db`);
  writeFileSync(path, bytes);
  let database: Database | undefined;
  try {
    database = await open(path);
    const { applications } = database;
    const directory = cachedKeyDirectory(
      { applications, signatures: nodeSignatures(), clock },
      { limit: 100, maxAgeSeconds: 1 },
    );
    for (const [id, itsKey] of accepted) {
      const entry = await directory.load(id);
      expect(entry?.applicationId).toBe(id);
      for (const { prepared } of entry?.keys ?? []) if (prepared) expect(prepared.fingerprint).toBe(itsKey);
    }
    return 'served';
  } catch (error) {
    expect(['DatabaseCorruptError', 'SchemaTooNewError'], String(error)).toContain((error as Error).name);
    return 'refused';
  } finally {
    await database?.close();
    for (const suffix of ['', '-wal', '-shm']) rmSync(path + suffix, { force: true });
  }
}

test('the whole file is served', async () => {
  expect(await serve(whole, 'copy')).toBe('served');
});

test('a changed byte is refused, or hides no application and changes no key that is served', async () => {
  const found = { refused: 0, served: 0 };
  for (let n = 0; n < 200; n++) {
    const damaged = Buffer.from(whole);
    const at = Math.floor((n + 0.5) * (whole.length / 200));
    damaged.writeUInt8(damaged.readUInt8(at) ^ (1 << (n % 8)), at);
    found[await serve(damaged, `flip-${n}`)]++;
  }
  expect(found.refused).toBeGreaterThan(0);
});

test('an index that hides a row is refused, though its pages are sound', async () => {
  let entries = 0;
  for (const id of accepted.keys()) {
    for (let at = whole.indexOf(id); at >= 0; at = whole.indexOf(id, at + 1)) {
      // The id as the last text before a rowid of one byte: that is its entry in the index of the primary key.
      if (whole.readUInt8(at + id.length) > accepted.size) continue;
      const damaged = Buffer.from(whole);
      damaged.writeUInt8(damaged.readUInt8(at + id.length - 1) ^ 1, at + id.length - 1);
      expect(await serve(damaged, 'hidden')).toBe('refused');
      entries++;
    }
  }
  expect(entries).toBeGreaterThanOrEqual(accepted.size - 1);
});

test('a page of zeros is refused, or hides no application and changes no key that is served', async () => {
  for (let page = 0; page * 4096 < whole.length; page++) {
    await serve(Buffer.from(whole).fill(0, page * 4096, (page + 1) * 4096), `zero-${page}`);
  }
});

test('a file that was cut off is refused, at any size', async () => {
  for (let n = 0; n < 50; n++) {
    const size = Math.floor(n * (whole.length / 50));
    expect(await serve(whole.subarray(0, size), `cut-${n}`), `cut to ${size} bytes`).toBe('refused');
  }
});

test('a file that is something else is refused, and left as it is', async () => {
  const path = join(folder, 'notes.txt');
  const text = 'These are notes, not a database.\n'.repeat(100);
  writeFileSync(path, text);
  await expect(open(path)).rejects.toThrow(
    `The database ${path} is damaged (file is not a database). Stop the server and restore it from a backup.`,
  );
  expect(readFileSync(path, 'utf8')).toBe(text);
});
