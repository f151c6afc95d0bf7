import { sql } from 'kysely';
import type { KeyStanding } from '../../ports/applications.ts';
import type { Db } from './schema.ts';
import { toSecondsOrNull } from './values.ts';

export async function keyStandings(
  db: Db,
  accountId: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, KeyStanding>> {
  if (ids.length === 0) return new Map();
  const anyIn = (state: string) => sql<number>`max(case when keys.state = ${sql.lit(state)} then 1 else 0 end)`;
  const rows = await db
    .selectFrom('applications')
    .leftJoin('keys', 'keys.application_id', 'applications.id')
    .select(['applications.id', (e) => e.fn.max('keys.last_used_ms').as('used_ms')])
    .select([anyIn('draft').as('draft'), anyIn('active').as('active')])
    .where('applications.account_id', '=', accountId)
    .where('applications.id', 'in', ids)
    .groupBy('applications.id')
    .execute();
  return new Map(
    rows.map(({ id, used_ms, draft, active }) => [
      id,
      { lastUsedAt: toSecondsOrNull(used_ms), hasDraft: draft === 1, hasActive: active === 1 },
    ]),
  );
}
