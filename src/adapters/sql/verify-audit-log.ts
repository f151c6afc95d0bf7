import { type Dialect, Kysely } from 'kysely';
import { type ChainFault, type CheckedChain, chainCheck } from '../../core/audit/verify.ts';
import { isApart } from './audit-rows.ts';
import { fromSqlite } from './errors.ts';
import { openPostgres } from './open-postgres.ts';
import { sqliteDialect } from './open-sqlite.ts';
import type { Tables } from './schema.ts';

/** What was found in the audit log of a database. */
export interface VerifiedLog {
  readonly chains: readonly CheckedChain[];
  readonly faults: readonly ChainFault[];
  /** Where the tables contradict the lines: rows that are indexed as another one, logs that end before their end. */
  readonly misfits: readonly string[];
  /** Those of the hashes that somebody kept that are no line of it. */
  readonly unknownHeads: readonly string[];
}

const PAGE = 2000;
const BUSY_TIMEOUT_MS = 5000;

/**
 * Reads every line of the audit log of a database, which may be in use, and changes nothing.
 * @param target a path of an SQLite file, or the URL of a PostgreSQL @throws UnavailableError, DatabaseCorruptError
 */
export async function verifyAuditLog(target: string, heads: readonly string[]): Promise<VerifiedLog> {
  const isPostgres = /^postgres(ql)?:\/\//i.test(target);
  const db = new Kysely<Tables>({ dialect: isPostgres ? await openPostgres(target, 'serve') : await readOnly(target) });
  try {
    return await db
      .transaction()
      .setIsolationLevel('repeatable read')
      .execute((trx) => verifyIn(trx, heads));
  } finally {
    await db.destroy();
  }
}

async function readOnly(path: string): Promise<Dialect> {
  const { DatabaseSync } = await import('node:sqlite');
  try {
    return sqliteDialect(new DatabaseSync(path, { readOnly: true, timeout: BUSY_TIMEOUT_MS }), path);
  } catch (error) {
    throw fromSqlite(error, path);
  }
}

async function verifyIn(db: Kysely<Tables>, heads: readonly string[]): Promise<VerifiedLog> {
  const check = chainCheck(heads);
  const misfits: string[] = [];
  let at = { chain: '', position: 0 };
  for (;;) {
    const rows = await db
      .selectFrom('audit_entries')
      .selectAll()
      .where((e) =>
        e.or([e('chain', '>', at.chain), e.and([e('chain', '=', at.chain), e('position', '>', at.position)])]),
      )
      .orderBy('chain')
      .orderBy('position')
      .limit(PAGE)
      .execute();
    for (const row of rows) {
      check.take(row.line);
      if (isApart(row))
        misfits.push(
          `${nameOf(row.chain)}, position ${row.position}: the row is indexed as another line, so filters and order are wrong`,
        );
    }
    const last = rows.at(-1);
    if (!last || rows.length < PAGE) break;
    at = last;
  }
  const chains = check.end();
  for (const head of await db.selectFrom('audit_heads').selectAll().orderBy('chain').execute()) {
    const chain = chains.find(({ account }) => (account ?? '') === head.chain);
    if (chain?.last === head.position && chain.head === head.hash) continue;
    const end = chain ? `the last one that is there is ${chain.last}` : 'no line is left';
    misfits.push(`${nameOf(head.chain)}: line ${head.position} was the last one written, and ${end}`);
  }
  return { chains, faults: check.faults, misfits, unknownHeads: heads.filter((hash) => !check.has(hash)) };
}

const nameOf = (chain: string): string => (chain === '' ? 'the log of the server' : `the log of ${chain}`);
