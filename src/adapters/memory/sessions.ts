import type { Person } from '../../ports/people.ts';
import type { Session, Sessions } from '../../ports/sessions.ts';

export interface MemorySessions extends Sessions {
  endAll(personId: string): void;
}

/** Sessions in memory: gone with the process. `personOf` finds who they are of. */
export function memorySessions(personOf: (id: string) => Promise<Person | undefined>): MemorySessions {
  const sessions = new Map<string, Session>();
  const of = (personId: string) => [...sessions.values()].filter((session) => session.personId === personId);
  const endAll = (personId: string) => {
    for (const { id } of of(personId)) sessions.delete(id);
  };

  return {
    async begin(session, passwordHash) {
      if ((await personOf(session.personId))?.passwordHash !== passwordHash) return false;
      sessions.set(session.id, session);
      return true;
    },
    async beginAlone(session) {
      endAll(session.personId);
      sessions.set(session.id, session);
    },
    async find(tokenHash) {
      return [...sessions.values()].find((session) => session.tokenHash === tokenHash);
    },
    async touch(id, seenAt) {
      const session = sessions.get(id);
      if (session && seenAt > session.seenAt) sessions.set(id, { ...session, seenAt });
    },
    async ofPerson(personId) {
      return of(personId).sort((a, b) => b.seenAt - a.seenAt || (a.id < b.id ? -1 : 1));
    },
    async end(personId, id) {
      return sessions.get(id)?.personId === personId && sessions.delete(id);
    },
    async endOthers(personId, exceptId) {
      const others = of(personId).filter(({ id }) => id !== exceptId);
      for (const { id } of others) sessions.delete(id);
      return others.length;
    },
    async forget(unseenSince, begunBefore) {
      for (const { id, seenAt, createdAt } of sessions.values()) {
        if (seenAt < unseenSince || createdAt < begunBefore) sessions.delete(id);
      }
    },
    endAll,
  };
}
