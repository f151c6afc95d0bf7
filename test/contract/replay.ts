import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Database } from '../../src/ports/database.ts';
import { NOW } from '../support/records.ts';

/** What every adapter of the replay port does. */
export function replayContract(open: () => Promise<Pick<Database, 'replay' | 'close'>>): void {
  describe('replay', () => {
    let database: Pick<Database, 'replay' | 'close'>;
    beforeAll(async () => {
      database = await open();
    });
    afterAll(() => database.close());

    test('the first use is told from the later ones, which learn when it was', async () => {
      const application = randomUUID();
      expect(await database.replay.use(application, 'a', NOW + 0.125, NOW + 900)).toBeNull();
      expect(await database.replay.use(application, 'a', NOW + 1, NOW + 900)).toBe(NOW + 0.125);
      expect(await database.replay.use(application, 'a', NOW + 900, NOW + 900)).toBe(NOW + 0.125);
    });

    test('another jti, or another application, is another token', async () => {
      const application = randomUUID();
      await database.replay.use(application, 'a', NOW, NOW + 900);
      expect(await database.replay.use(application, 'b', NOW, NOW + 900)).toBeNull();
      expect(await database.replay.use(application, 'A', NOW, NOW + 900)).toBeNull();
      expect(await database.replay.use(application, 'a ', NOW, NOW + 900)).toBeNull();
      expect(await database.replay.use(randomUUID(), 'a', NOW, NOW + 900)).toBeNull();
    });

    test('any text can be a jti', async () => {
      const application = randomUUID();
      for (const jti of ['', '\0', 'a\0b', '\ud800', '\udfff', '\ufffd', 'é', 'e\u0301', 'x'.repeat(100_000)]) {
        expect(await database.replay.use(application, jti, NOW, NOW + 900)).toBeNull();
        expect(await database.replay.use(application, jti, NOW + 1, NOW + 900)).toBe(NOW);
      }
    });

    test('a use is forgotten after its token has ended', async () => {
      const application = randomUUID();
      await database.replay.use(application, 'a', NOW, NOW + 10);
      expect(await database.replay.use(application, 'a', NOW + 11, NOW + 20)).toBeNull();
      expect(await database.replay.use(application, 'a', NOW + 12, NOW + 20)).toBe(NOW + 11);
      // Far enough on for a sweep.
      await database.replay.use(application, 'b', NOW + 500, NOW + 510);
      expect(await database.replay.use(application, 'a', NOW + 501, NOW + 510)).toBeNull();
    });

    test('a use is remembered while the clock goes ahead and comes back', async () => {
      const application = randomUUID();
      await database.replay.use(application, 'stepped', NOW + 10_000, NOW + 10_900);
      // Others are used meanwhile, which sweeps.
      for (const later of [2, 12, 24])
        await database.replay.use(application, `${later}`, NOW + 10_000 + later * 3600, NOW + 200_000);
      expect(await database.replay.use(application, 'stepped', NOW + 10_060, NOW + 10_900)).toBe(NOW + 10_000);
    });

    test('of fifty uses at once exactly one is the first', async () => {
      const application = randomUUID();
      const uses = await Promise.all(
        Array.from({ length: 50 }, () => database.replay.use(application, 'once', NOW, NOW + 900)),
      );
      expect(uses.filter((use) => use === null)).toHaveLength(1);
      expect(uses.filter((use) => use === NOW)).toHaveLength(49);
    });
  });
}
