import { randomBytes, randomUUID } from 'node:crypto';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { placeOf } from '../../src/actions/people/code.ts';
import { aesGcmSealing } from '../../src/adapters/node-crypto/index.ts';
import { serverSecretText } from '../../src/adapters/system/index.ts';
import { recoverPerson } from '../../src/compose/recover.ts';
import { openServerSeal } from '../../src/compose/server-secret.ts';
import { encodeBase32 } from '../../src/core/encoding/base32.ts';
import { DEFAULT_SETTINGS } from '../../src/options/options.ts';
import type { Database } from '../../src/ports/index.ts';
import { browser, firstOwner, PASSWORD, tokenOf } from '../http/browser.ts';
import { type Served, serve } from '../http/serving.ts';
import { startChild } from '../support/child.ts';
import { codeOf, enrol, makeOld, openTables, spellingsOf } from '../support/second-factor.ts';

const ADA = 'ada@example.com';
const OLD = encodeBase32(Uint8Array.from({ length: 20 }, (_, at) => 7 * at + 100));
const REPLACED = [1, 2, 3].map((n) => encodeBase32(Uint8Array.from({ length: 20 }, (_, at) => 11 * at + n)));

let data: string;
let database: string;
let secretFile: string;
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'mintmark-server-secret-'));
  [database, secretFile] = [join(data, 'mintmark.db'), join(data, 'server.secret')];
});
afterEach(() => rmSync(data, { recursive: true }));

/** Files of the data directory in which a secret of an app lies. */
function filesWith(...secrets: readonly string[]): string[] {
  return readdirSync(data).filter((name) => {
    const bytes = readFileSync(join(data, name));
    return secrets.flatMap(spellingsOf).some((spelling) => bytes.includes(spelling));
  });
}

/** Ada with a second factor, on a server that has ended. */
async function enrolled() {
  const server = await serve({ data });
  const factor = await enrol(await firstOwner(server, ADA));
  await server.close();
  return factor;
}

async function chores() {
  const db = await openTables(database);
  const rows = await db.selectFrom('chores').selectAll().execute();
  await db.destroy();
  return rows;
}

async function signIn(server: Served, code?: string) {
  return browser(server).signIn(ADA, PASSWORD, code);
}

test('the first start makes the secret, for its owner alone; later ones leave it', async () => {
  await (await serve({ data })).close();
  expect(statSync(secretFile).mode & 0o777).toBe(0o600);
  const made = readFileSync(secretFile, 'utf8');
  expect(made).toMatch(/^[A-Za-z0-9+/]{43}=\n$/);
  await (await serve({ data })).close();
  expect(readFileSync(secretFile, 'utf8')).toBe(made);
});

test('of two starts at once on an old database, the later takes the secret that the other made and sealed with', async () => {
  const secret = randomBytes(32);
  const sealing = aesGcmSealing(secret);
  const personId = '11111111-1111-4111-8111-111111111111';
  const sealedSecret = sealing.seal(randomBytes(20), placeOf(personId));
  // The other start comes between this one's look at the file and its look at the table.
  const list = async () => {
    writeFileSync(secretFile, serverSecretText(secret), { mode: 0o600 });
    return [{ personId, sealedSecret, confirmedAt: 1, usedStep: 0 }];
  };
  const shared = { secondFactors: { list }, scrub: async () => {} } as unknown as Database;
  const settings = { data, databaseUrl: undefined, secretFile };
  const sealed = await openServerSeal(settings, shared, { bytes: randomBytes, uuid: randomUUID });
  expect(sealed.fault).toBeUndefined();
  expect(sealed.sealing?.open(sealedSecret, placeOf(personId))).toHaveLength(20);
});

test('no byte of a file holds the secret of an app, running and stopped, and its codes are taken', async () => {
  const server = await serve({ data });
  const ada = await firstOwner(server, ADA);
  const begun = (await ada.post('/dashboard-api/me/second-factor', { password: PASSWORD })).json.secret;
  const { secret } = await enrol(ada);
  expect(readdirSync(data)).toContain('mintmark.db-wal');
  expect(filesWith(begun, secret)).toEqual([]);
  expect((await signIn(server, codeOf(secret, 1))).status).toBe(200);
  await server.close();
  expect(filesWith(begun, secret)).toEqual([]);
  // The search would find it.
  writeFileSync(join(data, 'control'), `x${secret}`);
  expect(filesWith(secret)).toEqual(['control']);
});

describe('a database from before secrets were sealed', () => {
  test('is sealed at the start, free space and log too, and the app goes on', async () => {
    await enrolled();
    rmSync(secretFile);
    // A new database has nothing to scrub, and one that was scrubbed has nothing left.
    expect(await chores()).toEqual([]);
    await makeOld(database, OLD, REPLACED);
    for (const secret of [OLD, ...REPLACED]) expect(filesWith(secret)).toContain('mintmark.db');
    const server = await serve({ data });
    expect(filesWith(OLD, ...REPLACED)).toEqual([]);
    expect((await signIn(server, '000000')).status).toBe(401);
    expect((await signIn(server, codeOf(OLD, 1))).status).toBe(200);
    await server.close();
    expect(filesWith(OLD, ...REPLACED)).toEqual([]);
    expect(await chores()).toEqual([]);
  });

  test.each(['secret', 'seal', 'scrub'])(
    'a start that is killed at its %s leaves the rest to the next one',
    async (step) => {
      await enrolled();
      rmSync(secretFile);
      await makeOld(database, OLD, REPLACED);
      const dying = startChild('sealing.ts', data, step);
      expect(await dying.ended).toBeNull();
      expect(filesWith(...REPLACED)).not.toEqual([]);
      const server = await serve({ data });
      expect(filesWith(OLD, ...REPLACED)).toEqual([]);
      expect((await signIn(server, codeOf(OLD, 1))).status).toBe(200);
      await server.close();
    },
  );
});

describe('the secret file', () => {
  test('of another server: its people are not let in by their apps, a backup code and the operator do, the log says why', async () => {
    const { secret, backupCodes } = await enrolled();
    writeFileSync(secretFile, `${Buffer.alloc(32, 1).toString('base64')}\n`);
    const server = await serve({ data });
    const why =
      /Second factors that cannot be opened: 1\. The first: The secret of second-factor\/[\w-]{36} cannot be opened: it was sealed with another server secret \(key id [\w-]{11}; this server has [\w-]{11}\)\. Give this server/;
    expect(server.log()).toMatch(why);
    expect((await signIn(server)).json.type).toBe('/docs#problem-second-factor-required');
    const code = codeOf(secret, 1);
    const refused = await signIn(server, code);
    expect([refused.status, refused.json.type]).toEqual([503, '/docs#problem-second-factor-unreadable']);
    expect(refused.headers.getSetCookie()).toEqual([]);
    const logged = server
      .log()
      .split('\n')
      .find((line) => line.includes(refused.json.instance) && line.includes('"err"'));
    expect(logged).toContain('was sealed with another server secret');
    expect(server.log()).not.toContain(code);
    expect((await signIn(server, backupCodes[0])).status).toBe(200);
    await server.close();

    const link = await recoverPerson({ ...DEFAULT_SETTINGS, data }, ADA);
    const after = await serve({ data });
    const request = { link: tokenOf(link?.url), password: 'another good password' };
    expect((await browser(after).post('/dashboard-api/password-reset/confirm', request)).status).toBe(204);
    expect((await browser(after).signIn(ADA, request.password)).status).toBe(200);
    expect(after.log()).not.toContain('cannot be opened');
    await after.close();
  });

  test('that is lost is not made again while something is sealed with it', async () => {
    const { secret } = await enrolled();
    const kept = readFileSync(secretFile);
    rmSync(secretFile);
    await expect(serve({ data })).rejects.toMatchObject({
      name: 'ServerSecretError',
      message: expect.stringMatching(
        /^The secret file \S+ is missing, and the database has second factors .* Restore it/,
      ),
    });
    expect(readdirSync(data)).toEqual(['lock.db', 'mintmark.db']);
    writeFileSync(secretFile, kept, { mode: 0o600 });
    const server = await serve({ data });
    expect((await signIn(server, codeOf(secret, 1))).status).toBe(200);
    await server.close();

    rmSync(secretFile);
    await recoverPerson({ ...DEFAULT_SETTINGS, data }, ADA);
    await (await serve({ data })).close();
    expect(readFileSync(secretFile)).not.toEqual(kept);
  });

  test('that is lost is made again where a second factor was begun and never confirmed: that one is begun anew', async () => {
    const before = await serve({ data });
    const begun = await (await firstOwner(before, ADA)).post('/dashboard-api/me/second-factor', { password: PASSWORD });
    await before.close();
    rmSync(secretFile);
    const server = await serve({ data });
    expect(server.log()).not.toContain('cannot be opened');
    const ada = browser(server);
    await ada.signIn(ADA);
    const late = await ada.post('/dashboard-api/me/second-factor/confirm', { code: codeOf(begun.json.secret) });
    expect([late.status, late.json.type]).toEqual([503, '/docs#problem-second-factor-unreadable']);
    expect((await enrol(ada)).backupCodes).toHaveLength(10);
    await server.close();
  });

  test('that everybody can read stops the start', async () => {
    await (await serve({ data })).close();
    chmodSync(secretFile, 0o644);
    await expect(serve({ data })).rejects.toThrow(`The secret file ${secretFile} can be read by every user`);
  });

  test('may be elsewhere, where the backup of the database is not', async () => {
    const elsewhere = mkdtempSync(join(tmpdir(), 'mintmark-elsewhere-'));
    const server = await serve({ data, secretFile: join(elsewhere, 'secret') });
    await enrol(await firstOwner(server, ADA));
    await server.close();
    expect(readdirSync(data)).not.toContain('server.secret');
    expect(readdirSync(elsewhere)).toEqual(['secret']);
    rmSync(elsewhere, { recursive: true });
    const missing = serve({ data, secretFile: join(elsewhere, 'secret') });
    await expect(missing).rejects.toMatchObject({ name: 'ServerSecretError' });
  });

  test('opens a secret only for the person whose it is', async () => {
    const { secret } = await enrolled();
    const db = await openTables(database);
    const row = await db.selectFrom('second_factors').selectAll().executeTakeFirstOrThrow();
    const person = await db.selectFrom('people').selectAll().executeTakeFirstOrThrow();
    await db
      .insertInto('people')
      .values({ ...person, id: 'eve', email: 'eve@x.example', email_key: 'eve@x.example' })
      .execute();
    await db
      .insertInto('second_factors')
      .values({ ...row, person_id: 'eve' })
      .execute();
    await db.destroy();
    const server = await serve({ data });
    const moved = await browser(server).signIn('eve@x.example', PASSWORD, codeOf(secret, 1));
    expect([moved.status, moved.json.type]).toEqual([503, '/docs#problem-second-factor-unreadable']);
    expect((await signIn(server, codeOf(secret, 1))).status).toBe(200);
    await server.close();
  });
});
