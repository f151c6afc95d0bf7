import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { UnavailableError } from '../../ports/errors.ts';
import type { Repeats } from '../../ports/repeats.ts';
import type { Db } from './schema.ts';
import { toMs } from './values.ts';

const SWEEP_SECONDS = 60;
const ATTEMPTS = 3;

/** Requests with an Idempotency-Key; a claim is durable before the work begins. */
export function sqlRepeats(db: Db): Repeats {
  // mutants: no clock is as old as that
  let sweepAt = 0;

  /** Nothing depends on it: the next sweep takes up what is left. */
  function sweep(now: number): void {
    if (now < sweepAt) return;
    sweepAt = now + SWEEP_SECONDS;
    db.deleteFrom('repeats')
      .where('ends_ms', '<', toMs(now))
      .execute()
      .catch(() => {});
  }

  return {
    async claim(name, digest, now, until) {
      const row = { name_hash: hash(name), digest, outcome: null, ends_ms: toMs(until) };
      for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
        const claimed = await db
          .insertInto('repeats')
          .values(row)
          .onConflict((conflict) =>
            conflict
              .column('name_hash')
              .doUpdateSet({ digest, outcome: null, ends_ms: row.ends_ms })
              .where('repeats.ends_ms', '<=', toMs(now)),
          )
          .returning(sql<number>`1`.as('done'))
          .executeTakeFirst();
        if (claimed) {
          sweep(now);
          return { state: 'claimed' };
        }
        const earlier = await db
          .selectFrom('repeats')
          .select(['digest', 'outcome'])
          .where('name_hash', '=', row.name_hash)
          .executeTakeFirst();
        if (!earlier) continue;
        const { outcome } = earlier;
        if (outcome === null) return { state: 'under-way', digest: earlier.digest };
        return { state: 'done', digest: earlier.digest, outcome };
      }
      throw new UnavailableError('busy', 'What is known of an Idempotency-Key changed with each look at it.');
    },
    async keep(name, outcome, until) {
      await db
        .updateTable('repeats')
        .set({ outcome, ends_ms: toMs(until) })
        .where('name_hash', '=', hash(name))
        .execute();
    },
    async giveUp(name) {
      await db.deleteFrom('repeats').where('name_hash', '=', hash(name)).where('outcome', 'is', null).execute();
    },
  };
}

const hash = (name: string) => createHash('sha256').update(Buffer.from(name, 'utf16le')).digest('base64url');
