import type { LinkEffect, OneTimeLink, OneTimeLinks } from '../../ports/one-time-links.ts';
import type { MemoryPeople } from './people.ts';
import type { MemorySessions } from './sessions.ts';

/** One-time links in memory: gone with the process. */
export function memoryOneTimeLinks(people: MemoryPeople, sessions: MemorySessions): OneTimeLinks {
  const links = new Map<string, OneTimeLink>();
  const isOpenInvitation = (link: OneTimeLink, accountId: string) =>
    link.accountId === accountId && link.purpose === 'invitation' && link.usedAt === null;

  async function apply(effect: LinkEffect): Promise<void> {
    if (effect.kind === 'join') return people.join(effect.newPerson, effect.membership);
    people.change(effect.person);
    if (effect.kind === 'password') sessions.endAll(effect.person.id);
  }

  return {
    async add(link) {
      for (const one of links.values()) {
        if (one.usedAt === null && nameOf(one) === nameOf(link)) links.delete(one.tokenHash);
      }
      links.set(link.tokenHash, link);
    },
    async find(tokenHash) {
      return links.get(tokenHash);
    },
    async invitations(accountId) {
      return [...links.values()]
        .filter((link) => isOpenInvitation(link, accountId))
        .sort((a, b) => b.createdAt - a.createdAt || (a.id < b.id ? -1 : 1));
    },
    async withdrawInvitation(accountId, id) {
      const link = [...links.values()].find((one) => one.id === id && isOpenInvitation(one, accountId));
      return link !== undefined && links.delete(link.tokenHash);
    },
    async redeem(tokenHash, now, effect) {
      const link = links.get(tokenHash);
      if (!link) return 'unknown';
      if (link.usedAt !== null) return 'used';
      if (link.expiresAt <= now) return 'expired';
      links.set(tokenHash, { ...link, usedAt: now });
      try {
        await apply(effect);
      } catch (error) {
        links.set(tokenHash, link);
        throw error;
      }
      return 'done';
    },
  };
}

/** Of two unused links with one name, the later one takes the place of the other. */
const nameOf = ({ purpose, accountId, email, personId }: OneTimeLink) =>
  JSON.stringify([purpose, accountId, purpose === 'invitation' ? email : personId]);
