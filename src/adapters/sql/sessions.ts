import type { Session, Sessions } from '../../ports/sessions.ts';
import { assertFound } from './errors.ts';
import { ownRow } from './own-row.ts';
import { ownEvent, personEvent } from './person-events.ts';
import type { Db, Tables, Trx } from './schema.ts';
import type { Trail } from './trail.ts';
import { transact } from './transact.ts';
import { toMs, toSeconds } from './values.ts';

export function sqlSessions(db: Db, trail: Trail): Sessions {
  return {
    begin: (session, passwordHash) =>
      transact(db, async (trx) => {
        // Holds the person's row, so that a change of the password comes wholly before or after.
        const { numUpdatedRows } = await trx
          .updateTable('people')
          .set((e) => ({ name: e.ref('name') }))
          .where('id', '=', session.personId)
          .where('password_hash', '=', passwordHash)
          .executeTakeFirst();
        if (numUpdatedRows === 0n) return false;
        await trx.insertInto('sessions').values(sessionRow(session)).execute();
        await trail.record(trx, await ownEvent(trx, 'session.started', session.personId, sessionChange(session.id)));
        return true;
      }),
    async find(tokenHash) {
      const row = await db
        .selectFrom('sessions')
        .selectAll()
        .where(ownRow(db, 'sessions', 'token_hash', tokenHash))
        .executeTakeFirst();
      if (row) assertFound('a session', tokenHash, row.token_hash);
      return row && sessionOf(row);
    },
    async touch(id, seenAt) {
      await db
        .updateTable('sessions')
        .set({ seen_ms: toMs(seenAt) })
        .where('id', '=', id)
        .where('seen_ms', '<', toMs(seenAt))
        .execute();
    },
    async ofPerson(personId) {
      const rows = await db
        .selectFrom('sessions')
        .selectAll()
        .where(ownRow(db, 'sessions', 'person_id', personId))
        .orderBy('seen_ms', 'desc')
        .orderBy('id')
        .execute();
      for (const row of rows) assertFound('the sessions of', personId, row.person_id);
      return rows.map(sessionOf);
    },
    end: (personId, id) =>
      transact(db, async (trx) => {
        const { numDeletedRows } = await trx
          .deleteFrom('sessions')
          .where('id', '=', id)
          .where('person_id', '=', personId)
          .executeTakeFirst();
        if (numDeletedRows === 0n) return false;
        await trail.record(trx, await personEvent(trx, 'session.ended', personId, sessionChange(null, id)));
        return true;
      }),
    endOthers: (personId, exceptId) =>
      transact(db, async (trx) => {
        const { numDeletedRows } = await trx
          .deleteFrom('sessions')
          .where('person_id', '=', personId)
          .where('id', '!=', exceptId)
          .executeTakeFirst();
        const ended = Number(numDeletedRows);
        const changes = [{ member: 'sessions', before: ended, after: 0 }];
        if (ended > 0) await trail.record(trx, await personEvent(trx, 'session.others-ended', personId, changes));
        return ended;
      }),
    async forget(unseenSince, begunBefore) {
      await db
        .deleteFrom('sessions')
        .where((e) => e.or([e('seen_ms', '<', toMs(unseenSince)), e('created_ms', '<', toMs(begunBefore))]))
        .execute();
    },
  };
}

/** Its first statement writes, as `transact` asks for. */
export async function beginAlone(trx: Trx, session: Session): Promise<void> {
  await endAll(trx, session.personId);
  await trx.insertInto('sessions').values(sessionRow(session)).execute();
}

export async function endAll(trx: Trx, personId: string): Promise<void> {
  await trx.deleteFrom('sessions').where('person_id', '=', personId).execute();
}

const sessionChange = (after: string | null, before: string | null = null) => [{ member: 'session_id', before, after }];

const sessionRow = (session: Session): Tables['sessions'] => ({
  id: session.id,
  token_hash: session.tokenHash,
  person_id: session.personId,
  created_ms: toMs(session.createdAt),
  seen_ms: toMs(session.seenAt),
  user_agent: session.userAgent,
  address: session.address,
});

const sessionOf = (row: Tables['sessions']): Session => ({
  id: row.id,
  tokenHash: row.token_hash,
  personId: row.person_id,
  createdAt: toSeconds(row.created_ms),
  seenAt: toSeconds(row.seen_ms),
  userAgent: row.user_agent,
  address: row.address,
});
