import { createHash } from 'node:crypto';
import { type RawBuilder, sql } from 'kysely';
import { type AttemptCount, type AttemptNames, type Attempts, countsOf } from '../../ports/attempts.ts';
import type { Db, Trx } from './schema.ts';
import { transact, untilNotLost } from './transact.ts';
import { toMs } from './values.ts';

const SWEEP_SECONDS = 60;
const KNOWN_SECONDS = 30 * 86_400;
/** A count from further ahead was made by a clock that was wrong: waiting for it would take for ever. */
const AHEAD_MS = 3_600_000;
/** A second that was doubled as often is longer than any wait. */
const DOUBLINGS = 20;

/** Failed attempts, shared by every process on the database: each is counted in one statement, before it is judged. */
export function sqlAttempts(db: Db): Attempts {
  // mutants: no clock is as old as that
  let sweepAt = 0;

  /** Nothing depends on it: the next sweep takes up what is left. */
  function sweep(now: number): void {
    if (now < sweepAt) return;
    sweepAt = now + SWEEP_SECONDS;
    db.deleteFrom('attempts')
      .where('ends_ms', '<', toMs(now))
      .execute()
      .catch(() => {});
  }

  async function wait(names: AttemptNames, now: number): Promise<number> {
    const { binding, waitMs } = termsOf(names, now);
    const { rows } = await sql<{ wait_ms: number | null }>`${binding}
      select max(${waitMs(sql`attempts`, sql`binding.free`)}) as wait_ms
      from attempts join binding on binding.name_hash = attempts.name_hash`.execute(db);
    return Math.ceil((rows[0]?.wait_ms ?? 0) / 1000);
  }

  return {
    wait,
    async count(names, now) {
      const { binding, isKnown, waitMs, isOver, nowMs, endsMs } = termsOf(names, now);
      const keep = (column: RawBuilder<unknown>, fresh: RawBuilder<unknown>) =>
        names.rule.since === 'last-failure' ? fresh : sql`case when ${isOver} then ${fresh} else ${column} end`;
      // Names in one order everywhere, so that two nodes do not wait for each other in a circle. One that has to be
      // waited for since the look at it gives no row.
      const { rows } = await untilNotLost(() =>
        sql<{ name_hash: string; is_known: boolean | number }>`${binding}
          insert into attempts (name_hash, failures, free, since_ms, ends_ms)
          select name_hash, 1, free, ${nowMs}, ${endsMs} from binding
          where not exists (select 1 from attempts as a join binding as b on b.name_hash = a.name_hash
            where ${waitMs(sql`a`, sql`b.free`)} > 0)
          order by name_hash
          on conflict (name_hash) do update set
            failures = case when ${isOver} then 1 else attempts.failures + 1 end,
            free = excluded.free,
            since_ms = ${keep(sql`attempts.since_ms`, nowMs)},
            ends_ms = ${keep(sql`attempts.ends_ms`, endsMs)}
          where ${waitMs(sql`attempts`, sql`excluded.free`)} <= 0
          returning name_hash, ${isKnown} as is_known`.execute(db),
      );
      sweep(now);
      const hashes = new Set(rows.map((row) => row.name_hash));
      const counted = names.counts.filter(({ name }) => hashes.has(hash(name)));
      const [row] = rows;
      if (row && counted.length === countsOf(names, Boolean(row.is_known)).length) return { waitSeconds: 0, counted };
      await takeBack(counted);
      return { waitSeconds: Math.max(1, await wait(names, now)), counted: [] };
    },
    takeBack,
    succeeded: ({ proof }, counted, now) =>
      transact(db, async (trx) => {
        const known = { failures: 0, free: 0, since_ms: toMs(now), ends_ms: toMs(now + KNOWN_SECONDS) };
        await trx
          .insertInto('attempts')
          .values({ name_hash: hash(proof), ...known })
          .onConflict((conflict) => conflict.column('name_hash').doUpdateSet(known))
          .execute();
        await lower(trx, counted, ({ isForgiven }) => isForgiven);
      }),
  };

  async function takeBack(counted: readonly AttemptCount[]): Promise<void> {
    if (counted.length > 0) await transact(db, (trx) => lower(trx, counted, () => false));
  }
}

/** In one order everywhere, as they are counted. */
async function lower(
  trx: Trx,
  counted: readonly AttemptCount[],
  isForgotten: (count: AttemptCount) => boolean,
): Promise<void> {
  const named = counted.map((count) => ({ name_hash: hash(count.name), isForgotten: isForgotten(count) }));
  for (const { name_hash, isForgotten: all } of named.sort((a, b) => (a.name_hash < b.name_hash ? -1 : 1))) {
    await trx
      .updateTable('attempts')
      .set((e) => ({ failures: all ? 0 : e('failures', '-', 1) }))
      .where('name_hash', '=', name_hash)
      .where('failures', '>', 0)
      .execute();
  }
}

/** What the statements are made of; a row of the table is `attempts` where nothing else is said. */
function termsOf({ rule, counts, proof }: AttemptNames, now: number) {
  const whole = (value: number) => sql`cast(${value} as bigint)`;
  const nowMs = whole(toMs(now));
  const longest = whole(toMs(rule.longestWaitSeconds));
  const isOver = (row: RawBuilder<unknown>) =>
    sql`(${row}.failures = 0 or ${row}.ends_ms <= ${nowMs} or ${row}.since_ms > ${whole(toMs(now) + AHEAD_MS)})`;
  const doubled = (times: RawBuilder<unknown>) =>
    sql`(${whole(toMs(rule.firstWaitSeconds))} << cast(${times} as integer))`;
  const isKnown = sql`exists (select 1 from attempts as known
    where known.name_hash = ${hash(proof)} and known.ends_ms > ${nowMs})`;
  const rows = counts.map(
    ({ name, free, of }) => sql`(cast(${hash(name)} as text), cast(${free} as integer), cast(${of} as text))`,
  );
  return {
    isKnown,
    nowMs,
    endsMs: whole(toMs(now + rule.forgottenAfterSeconds)),
    isOver: isOver(sql`attempts`),
    /** Milliseconds; 0 or less where there is nothing to wait for. */
    waitMs: (row: RawBuilder<unknown>, free: RawBuilder<unknown>) => {
      const times = sql`(${row}.failures - ${free})`;
      return sql`(case when ${isOver(row)} or ${times} < 0 then 0
        when ${times} > ${sql.lit(DOUBLINGS)} then ${row}.since_ms + ${longest} - ${nowMs}
        when ${doubled(times)} > ${longest} then ${row}.since_ms + ${longest} - ${nowMs}
        else ${row}.since_ms + ${doubled(times)} - ${nowMs} end)`;
    },
    /** The names that count for who asks. */
    binding: sql`with asked (name_hash, free, whose) as (values ${sql.join(rows)}),
      binding as (select name_hash, free from asked
        where whose = 'everybody' or whose = case when ${isKnown} then 'known' else 'strangers' end)`,
  };
}

/** A name may be of any length and hold any character. */
const hash = (name: string) => createHash('sha256').update(Buffer.from(name, 'utf16le')).digest('base64url');
