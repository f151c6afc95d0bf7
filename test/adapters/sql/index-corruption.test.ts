import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { isDeepStrictEqual } from 'node:util';
import { Kysely } from 'kysely';
import { afterAll, expect, test } from 'vitest';
import { acceptedOf, acceptedRow, selectAccepted, selectAllAccepted } from '../../../src/adapters/sql/accepted-rows.ts';
import { openDatabase } from '../../../src/adapters/sql/index.ts';
import { type LogFile, openLogFile } from '../../../src/adapters/sql/log-file.ts';
import { sqliteDialect } from '../../../src/adapters/sql/open-sqlite.ts';
import { sqlRegistry } from '../../../src/adapters/sql/registry.ts';
import { reportOf, reportRow, selectReports } from '../../../src/adapters/sql/report-rows.ts';
import { COLUMNS, type Tables } from '../../../src/adapters/sql/schema.ts';
import { SERVER, trailOf } from '../../../src/adapters/sql/trail.ts';
import type { Registry } from '../../../src/ports/database.ts';
import { BOUNDS, clock } from '../../contract/adapters.ts';
import { join as joinAccount } from '../../contract/people.ts';
import * as records from '../../support/records.ts';

const folder = mkdtempSync(join(tmpdir(), 'mintmark-index-corrupt-'));
afterAll(() => rmSync(folder, { recursive: true }));
const PAGE = 4096;

/** What belongs together: nothing of one is ever shown as that of another. */
const FAMILIES = [0, 1, 2].map((n) => {
  const account = records.account({ name: `Account ${n}` });
  const person = records.person({ name: `Person ${n}` });
  const application = records.application(account.id, { name: `Application ${n}` });
  return {
    account,
    person,
    application,
    secret: records.secret(account.id, { hash: `hash ${n}` }),
    key: records.key(application.id),
    session: records.session(person.id),
    invitation: records.link({ accountId: account.id }),
    factor: { personId: person.id, sealedSecret: `sealed ${n}`, confirmedAt: null, usedStep: n },
    company: Object.fromEntries(
      ['name', 'website', 'phone', 'street', 'postalCode', 'city', 'region', 'country', 'taxId'].map((member) => [
        member,
        `${member} ${n}`,
      ]),
    ) as never,
    report: records.report(account.id),
    accepted: records.acceptedRequest(account.id, application.id),
  };
});
type Family = (typeof FAMILIES)[number];

/** Everything that is read of one family. */
const READERS: Readonly<Record<string, (registry: Registry, its: Family) => Promise<unknown>>> = {
  account: ({ accounts }, { account }) => accounts.get(account.id),
  secrets: ({ accounts }, { account }) => accounts.secrets(account.id),
  application: ({ applications }, { application }) => applications.get(application.id),
  keys: ({ applications }, { application }) => applications.keys(application.id),
  person: ({ people }, { person }) => people.get(person.id),
  'person by address': ({ people }, { person }) => people.findByEmail(person.emailKey),
  memberships: ({ people }, { person }) => people.memberships(person.id),
  members: ({ people }, { account }) => people.members(account.id),
  session: ({ sessions }, { session }) => sessions.find(session.tokenHash),
  sessions: ({ sessions }, { person }) => sessions.ofPerson(person.id),
  link: ({ links }, { invitation }) => links.find(invitation.tokenHash),
  invitations: ({ links }, { account }) => links.invitations(account.id),
  'second factor': ({ secondFactors }, { person }) => secondFactors.get(person.id),
  company: ({ companies }, { account }) => companies.get(account.id),
};

test('whatever row an index leads to, nothing is shown as what it is not', async () => {
  const whole = await wholeDatabase();
  const sound = await read(whole, READERS);
  for (const [reader, answers] of Object.entries(sound)) {
    for (const answer of answers) expect([answer].flat(), reader).toEqual([expect.anything()]);
  }
  const refusals = await damageEachEntry(whole, sound, (bytes) => read(bytes, READERS));
  // Each reader met an index that led it astray.
  expect(Object.keys(READERS).filter((reader) => !refusals.has(reader))).toEqual([]);
});

const LOG_READERS: Readonly<Record<string, (log: LogFile, its: Family) => Promise<unknown>>> = {
  reports: async ({ ask }, { account }) =>
    (await selectReports(ask, { accountId: account.id, limit: 9 })).map(reportOf),
  requests: async ({ ask }, { account }) =>
    (await selectAllAccepted(ask, { accountId: account.id }, 9)).map(acceptedOf),
  request: async ({ ask }, { account, accepted }) => {
    const row = await selectAccepted(ask, account.id, accepted.id);
    return row && acceptedOf(row);
  },
};

test('nor is a request of one account shown to another', async () => {
  const path = join(folder, 'log.db');
  const log = openLogFile(path);
  for (const { report, accepted } of FAMILIES) {
    const [inReports, inAccepted] = [reportRow(report), acceptedRow(accepted)];
    log.insert('reports', [COLUMNS.reports.map((column) => inReports[column])], []);
    log.insert('accepted_requests', [COLUMNS.accepted_requests.map((column) => inAccepted[column])], []);
  }
  log.close();
  const whole = readFileSync(path);
  const ask = async (bytes: Buffer) => {
    const damaged = join(folder, 'damaged-log.db');
    writeFileSync(damaged, bytes);
    const opened = openLogFile(damaged);
    try {
      return await answersOf(opened, LOG_READERS);
    } finally {
      opened.close();
    }
  };
  const sound = await ask(whole);
  expect(sound['reports']).toEqual(FAMILIES.map(({ report }) => [report]));
  expect(sound['requests']).toEqual(FAMILIES.map(({ accepted }) => [accepted]));
  const refusals = await damageEachEntry(whole, sound, ask);
  expect([...refusals].sort()).toEqual(['reports', 'requests']);
});

type Answers = Readonly<Record<string, readonly unknown[]>>;

/** Leads each entry of an index to another row. @returns which readers refused what they found */
async function damageEachEntry(
  whole: Buffer,
  sound: Answers,
  ask: (bytes: Buffer) => Promise<Answers>,
): Promise<ReadonlySet<string>> {
  const refusals = new Set<string>();
  for (const at of rowidsInIndexes(whole)) {
    for (const rowid of [1, 2, 3]) {
      const damaged = Buffer.from(whole);
      damaged.writeUInt8(rowid, at);
      for (const [reader, answers] of Object.entries(await ask(damaged))) {
        for (const [n, answer] of answers.entries()) {
          if (answer instanceof Error) {
            expect(answer.name, String(answer)).toBe('DatabaseCorruptError');
            refusals.add(reader);
            continue;
          }
          // What is hidden is no fault here: the check of the whole file finds that.
          const shown = [answer ?? []].flat();
          const own = [sound[reader]?.[n]].flat();
          for (const one of shown)
            expect(
              own.some((known) => isDeepStrictEqual(known, one)),
              reader,
            ).toBe(true);
        }
      }
    }
  }
  return refusals;
}

async function answersOf<Source>(
  source: Source,
  readers: Readonly<Record<string, (source: Source, its: Family) => Promise<unknown>>>,
): Promise<Answers> {
  const answers: { [reader: string]: unknown[] } = {};
  for (const [reader, ask] of Object.entries(readers)) {
    answers[reader] = [];
    for (const its of FAMILIES) answers[reader].push(await ask(source, its).catch((error: Error) => error));
  }
  return answers;
}

/** Past the check at the opening: the damage is met by a server that runs. */
async function read(bytes: Buffer, readers: typeof READERS): Promise<Answers> {
  const path = join(folder, 'damaged.db');
  writeFileSync(path, bytes);
  const db = new Kysely<Tables>({ dialect: sqliteDialect(new DatabaseSync(path), path) });
  try {
    return await answersOf(
      sqlRegistry(db, trailOf(clock, SERVER), async () => {}),
      readers,
    );
  } finally {
    await db.destroy();
    for (const suffix of ['', '-wal', '-shm']) rmSync(path + suffix, { force: true });
  }
}

async function wholeDatabase(): Promise<Buffer> {
  const path = join(folder, 'whole.db');
  const database = await openDatabase(path, clock, BOUNDS);
  for (const { account, secret, person, application, key, session, invitation, factor, company } of FAMILIES) {
    await database.accounts.add(account, secret);
    await joinAccount(database, account.id, person);
    await database.applications.add(application, [key]);
    await database.sessions.begin(session, person.passwordHash);
    await database.links.add(invitation);
    await database.secondFactors.start(factor);
    await database.companies.put(account.id, company);
  }
  await database.close();
  return readFileSync(path);
}

/** Where an index has a rowid of one byte: the last byte of a cell of a leaf page (https://sqlite.org/fileformat2.html). */
function rowidsInIndexes(file: Buffer): readonly number[] {
  const found: number[] = [];
  for (let page = PAGE; page < file.length; page += PAGE) {
    if (file.readUInt8(page) !== 0x0a) continue;
    const cells = file.readUInt16BE(page + 3);
    for (let cell = 0; cell < cells; cell++) {
      const start = page + file.readUInt16BE(page + 8 + 2 * cell);
      const size = file.readUInt8(start);
      const isOneByte = file.readUInt8(start + file.readUInt8(start + 1)) === 1;
      if (size < 0x80 && isOneByte) found.push(start + size);
    }
  }
  return found;
}
