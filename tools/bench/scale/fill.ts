import { DatabaseSync } from 'node:sqlite';
import { fingerprint, parseKey, publicKeyOf } from '../../../src/jwt.ts';

/** Makes applications with one active key each in a database that is there, by SQL alone. @param from as many are there */
export function fill(file: string, account: string, publicKey: string, from: number, to: number): void {
  const database = new DatabaseSync(file);
  const numbers = `with recursive n(i) as (select ${from} union all select i + 1 from n where i + 1 < ${to})`;
  database.exec('pragma synchronous = off; pragma cache_size = -200000; begin');
  database
    .prepare(
      `insert into applications
        (id, account_id, name, capabilities, improve_ai, single_use, suspended, created_ms, updated_ms, revision)
      ${numbers} select ${ID}, ?, 'Application ' || i, '{}', 0, 0, 0, 1700000000000 + i, 1700000000000 + i, 1 from n`,
    )
    .run(account);
  database
    .prepare(
      `insert into keys (id, application_id, account_id, fingerprint, public_key, state, created_ms, activated_ms)
      ${numbers} select 'k' || ${ID}, ${ID}, ?, ?, ?, 'active', 1700000000000 + i, 1700000000000 + i from n`,
    )
    .run(account, printOf(publicKey), publicKey);
  database.exec('delete from changes; commit; pragma wal_checkpoint(truncate)');
  database.close();
}

const ID = `printf('%08x-0000-4000-8000-%012x', i + 268435456, i)`;

function printOf(pem: string): string {
  const reading = parseKey(pem);
  if (!reading.ok) throw new Error('the key cannot be read');
  return fingerprint(publicKeyOf(reading.key));
}

/** The id of the application of this number. */
export function idOf(number: number): string {
  const hex = number.toString(16);
  return `${(number + 2 ** 28).toString(16)}-0000-4000-8000-${hex.padStart(12, '0')}`;
}
