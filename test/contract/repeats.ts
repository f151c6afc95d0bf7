import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Database } from '../../src/ports/database.ts';
import { NOW } from '../support/records.ts';

/** What every adapter of the repeats port does. */
export function repeatsContract(open: () => Promise<Pick<Database, 'repeats' | 'close'>>): void {
  describe('repeats', () => {
    let database: Pick<Database, 'repeats' | 'close'>;
    beforeAll(async () => {
      database = await open();
    });
    afterAll(() => database.close());

    const claim = (name: string, digest = 'd', now = NOW) => database.repeats.claim(name, digest, now, now + 60);

    test('the first claims it, and the later ones are told how it ended', async () => {
      const name = randomUUID();
      expect(await claim(name)).toEqual({ state: 'claimed' });
      expect(await claim(name, 'other')).toEqual({ state: 'under-way', digest: 'd' });
      await database.repeats.keep(name, '{"a":1}', NOW + 86_400);
      expect(await claim(name, 'other', NOW + 86_399)).toEqual({ state: 'done', digest: 'd', outcome: '{"a":1}' });
      expect(await claim(name, 'other', NOW + 86_400)).toEqual({ state: 'claimed' });
      expect(await claim(name)).toEqual({ state: 'under-way', digest: 'other' });
    });

    test('what was given up can be claimed again, what has ended cannot be given up', async () => {
      const name = randomUUID();
      await claim(name);
      await database.repeats.giveUp(name);
      expect(await claim(name)).toEqual({ state: 'claimed' });
      await database.repeats.keep(name, '1', NOW + 86_400);
      await database.repeats.giveUp(name);
      expect((await claim(name)).state).toBe('done');
    });

    test('a claim whose process is gone is over in time', async () => {
      const name = randomUUID();
      await claim(name);
      expect((await claim(name, 'd', NOW + 59)).state).toBe('under-way');
      expect((await claim(name, 'd', NOW + 60)).state).toBe('claimed');
    });

    test('of fifty at once exactly one claims it', async () => {
      const name = randomUUID();
      const all = await Promise.all(Array.from({ length: 50 }, () => claim(name)));
      expect(all.filter(({ state }) => state === 'claimed')).toHaveLength(1);
      expect(all.filter(({ state }) => state === 'under-way')).toHaveLength(49);
    });
  });
}
