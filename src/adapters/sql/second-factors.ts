import type { SecondFactor, SecondFactors } from '../../ports/second-factors.ts';
import { assertFound } from './errors.ts';
import type { Db, Tables, Trx } from './schema.ts';
import { transact } from './transact.ts';
import { toMsOrNull, toSecondsOrNull } from './values.ts';

export function sqlSecondFactors(db: Db): SecondFactors {
  return {
    async get(personId) {
      const row = await db
        .selectFrom('second_factors')
        .selectAll()
        .where('person_id', '=', personId)
        .executeTakeFirst();
      if (row) assertFound('the second factor of', personId, row.person_id);
      return row && factorOf(row);
    },
    async start(factor) {
      const stored = await db
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
      return stored !== undefined;
    },
    confirm: ({ personId, sealedSecret, confirmedAt, usedStep }, hashes) =>
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
    async useBackupCode(personId, hash) {
      const { numDeletedRows } = await db
        .deleteFrom('backup_codes')
        .where('person_id', '=', personId)
        .where('code_hash', '=', hash)
        .executeTakeFirst();
      return numDeletedRows > 0n;
    },
    replaceBackupCodes: (personId, hashes) => transact(db, (trx) => replaceBackupCodes(trx, personId, hashes)),
    async countBackupCodes(personId) {
      const row = await db
        .selectFrom('backup_codes')
        .select((e) => e.fn.countAll<number>().as('n'))
        .where('person_id', '=', personId)
        .executeTakeFirstOrThrow();
      return row.n;
    },
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
        return numDeletedRows > 0n;
      }),
  };
}

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
