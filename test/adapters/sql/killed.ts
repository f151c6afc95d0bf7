import { setTimeout as delay } from 'node:timers/promises';
import { expect } from 'vitest';
import { openDatabase, verifyAuditLog } from '../../../src/adapters/sql/index.ts';
import type { Database } from '../../../src/ports/database.ts';
import { BOUNDS, clock } from '../../contract/adapters.ts';
import { startChild } from '../../support/child.ts';
import { NOW } from '../../support/records.ts';

export type Acknowledged = ['account', string] | ['application', string, number] | ['used', string];

export async function assertKept(database: Database, acknowledged: readonly Acknowledged[]): Promise<void> {
  const revisions = new Map<string, number>();
  for (const [what, id, revision] of acknowledged) {
    if (what === 'application') revisions.set(id, revision);
    else if (what === 'account') expect(await database.accounts.secrets(id), id).toHaveLength(1);
    else expect(await database.replay.use(id, 'jti', NOW, NOW + 900), id).toBe(NOW);
  }
  for (const [id, revision] of revisions) {
    const application = await database.applications.get(id);
    const keys = await database.applications.keys(id);
    expect(application?.revision, id).toBeGreaterThanOrEqual(revision);
    // The application and its keys changed together, or not at all.
    expect(
      keys.map((key) => key.state),
      id,
    ).toEqual(application?.revision === 1 ? ['active'] : ['active', 'revoked']);
    // So did the audit log: a line for each change that was made, and for no other.
    const filter = { accountId: application?.accountId ?? null, subjectId: id };
    const kinds = (await database.auditLog.oldest(filter, 10, 0)).map(({ kind }) => kind);
    expect(kinds, id).toEqual(['application.created', 'key.saved'].slice(0, application?.revision));
  }
}

/** The log of every account is whole, and ends where its head says. */
async function assertWholeLogs(path: string): Promise<void> {
  const { chains, ...found } = await verifyAuditLog(path, []);
  expect(found).toEqual({ faults: [], misfits: [], unknownHeads: [] });
  expect(chains.length).toBeGreaterThan(0);
}

/** Kills a process that writes to the file, so many times, and looks at what it acknowledged. @returns how much that was */
export async function killedWhileWriting(path: string, rounds: number): Promise<number> {
  let kept = 0;
  for (let round = 0; round < rounds; round++) {
    const child = startChild('writing.ts', path);
    // Enough has been written, however slow the machine.
    for (let line = 0; line < 6; line++) await child.line();
    await delay(10 + (round % 8) * 15);
    child.kill('SIGKILL');
    await child.ended;
    const acknowledged = child.lines
      .filter((line) => line.endsWith(']'))
      .map((line) => JSON.parse(line) as Acknowledged);
    const database = await openDatabase(path, clock, BOUNDS);
    await assertKept(database, acknowledged);
    await database.close();
    await assertWholeLogs(path);
    kept += acknowledged.length;
  }
  return kept;
}
