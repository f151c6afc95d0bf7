import type { MemberChange } from '../../core/audit/entry.ts';
import type { AuditKind } from '../../core/audit/kinds.ts';
import type { SecondFactor, SecondFactors } from '../../ports/second-factors.ts';
import { assertFound } from './errors.ts';
import { ownRow } from './own-row.ts';
import { ownEvent, personEvent } from './person-events.ts';
import type { Db, Tables, Trx } from './schema.ts';
import { beginAlone } from './sessions.ts';
import type { Trail } from './trail.ts';
import { transact } from './transact.ts';
import { toMsOrNull, toSecondsOrNull } from './values.ts';

export function sqlSecondFactors(db: Db, trail: Trail): SecondFactors {
  const tell = async (trx: Trx, kind: AuditKind, personId: string, changes: readonly MemberChange[] = []) =>
    trail.record(trx, await personEvent(trx, kind, personId, changes));
  return {
    async get(personId) {
      const row = await db
        .selectFrom('second_factors')
        .selectAll()
        .where(ownRow(db, 'second_factors', 'person_id', personId))
        .executeTakeFirst();
      if (row) assertFound('the second factor of', personId, row.person_id);
      return row && factorOf(row);
    },
    start: (factor) =>
      transact(db, async (trx) => {
        const stored = await trx
          .insertInto('second_factors')
          .values(factorRow(factor))
          .onConflict((conflict) =>
            conflict
              .column('person_id')
              .doUpdateSet({ sealed_secret: factor.sealedSecret, used_step: factor.usedStep })
              .where('second_factors.confirmed_ms', 'is', null),
          )
          .returning('person_id')
          .executeTakeFirst();
        if (stored === undefined) return false;
        await tell(trx, 'second-factor.started', factor.personId);
        return true;
      }),
    confirm: ({ personId, sealedSecret, confirmedAt, usedStep }, hashes, session) =>
      transact(db, async (trx) => {
        const { numUpdatedRows } = await trx
          .updateTable('second_factors')
          .set({ confirmed_ms: toMsOrNull(confirmedAt), used_step: usedStep })
          .where('person_id', '=', personId)
          .where('sealed_secret', '=', sealedSecret)
          .where('confirmed_ms', 'is', null)
          .executeTakeFirst();
        if (numUpdatedRows === 0n) return false;
        await replaceBackupCodes(trx, personId, hashes);
        await beginAlone(trx, session);
        await tell(trx, 'second-factor.turned-on', personId, [{ member: 'second_factor', before: false, after: true }]);
        return true;
      }),
    async useStep(personId, step) {
      const { numUpdatedRows } = await db
        .updateTable('second_factors')
        .set({ used_step: step })
        .where('person_id', '=', personId)
        .where('used_step', '<', step)
        .executeTakeFirst();
      return numUpdatedRows > 0n;
    },
    useBackupCode: (personId, hash) =>
      transact(db, async (trx) => {
        const { numDeletedRows } = await trx
          .deleteFrom('backup_codes')
          .where('person_id', '=', personId)
          .where('code_hash', '=', hash)
          .executeTakeFirst();
        if (numDeletedRows === 0n) return false;
        const left = await countBackupCodes(trx, personId);
        await trail.record(trx, await ownEvent(trx, 'backup-codes.used', personId, codesLeft(left + 1, left)));
        return true;
      }),
    replaceBackupCodes: (personId, hashes) =>
      transact(db, async (trx) => {
        await replaceBackupCodes(trx, personId, hashes);
        await tell(trx, 'backup-codes.renewed', personId);
      }),
    countBackupCodes: (personId) => countBackupCodes(db, personId),
    async list() {
      return (await db.selectFrom('second_factors').selectAll().execute()).map(factorOf);
    },
    async reseal(personId, before, sealedSecret) {
      const { numUpdatedRows } = await db
        .updateTable('second_factors')
        .set({ sealed_secret: sealedSecret })
        .where('person_id', '=', personId)
        .where('sealed_secret', '=', before)
        .executeTakeFirst();
      return numUpdatedRows > 0n;
    },
    remove: (personId) =>
      transact(db, async (trx) => {
        await trx.deleteFrom('backup_codes').where('person_id', '=', personId).execute();
        const { numDeletedRows } = await trx
          .deleteFrom('second_factors')
          .where('person_id', '=', personId)
          .executeTakeFirst();
        if (numDeletedRows === 0n) return false;
        await tell(trx, 'second-factor.turned-off', personId, [
          { member: 'second_factor', before: true, after: false },
        ]);
        return true;
      }),
  };
}

async function countBackupCodes(db: Db | Trx, personId: string): Promise<number> {
  const row = await db
    .selectFrom('backup_codes')
    .select((e) => e.fn.countAll<number>().as('n'))
    .where('person_id', '=', personId)
    .executeTakeFirstOrThrow();
  return row.n;
}

const codesLeft = (before: number, after: number) => [{ member: 'backup_codes_left', before, after }];

async function replaceBackupCodes(trx: Trx, personId: string, hashes: readonly string[]): Promise<void> {
  await trx.deleteFrom('backup_codes').where('person_id', '=', personId).execute();
  const rows = hashes.map((code_hash) => ({ person_id: personId, code_hash }));
  if (rows.length > 0) await trx.insertInto('backup_codes').values(rows).execute();
}

const factorRow = (factor: SecondFactor): Tables['second_factors'] => ({
  person_id: factor.personId,
  sealed_secret: factor.sealedSecret,
  confirmed_ms: toMsOrNull(factor.confirmedAt),
  used_step: factor.usedStep,
});

const factorOf = (row: Tables['second_factors']): SecondFactor => ({
  personId: row.person_id,
  sealedSecret: row.sealed_secret,
  confirmedAt: toSecondsOrNull(row.confirmed_ms),
  usedStep: row.used_step,
});
