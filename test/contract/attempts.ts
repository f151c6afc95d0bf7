import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { attemptCounts } from '../../src/http/who/attempt-counts.ts';
import { secretAttempt } from '../../src/http/who/failure-limit.ts';
import { signInAttempt } from '../../src/http/who/sign-in-limit.ts';
import type { AttemptCount, AttemptNames, Database } from '../../src/ports/index.ts';
import { NOW } from '../support/records.ts';

/** What every adapter of the attempts port does. */
export function attemptsContract(open: () => Promise<Pick<Database, 'attempts' | 'close'>>): void {
  describe('attempts', () => {
    let database: Pick<Database, 'attempts' | 'close'>;
    beforeAll(async () => {
      database = await open();
    });
    afterAll(() => database.close());

    const secret = (apiKey: string, client = '198.51.100.7') => secretAttempt({ apiKey, client, peer: '127.0.0.1' }, 3);
    const someone = () => signInAttempt({ emailKey: randomUUID(), client: randomUUID() });

    async function guesses(names: AttemptNames, now: number, most = 20): Promise<[number, number]> {
      for (let judged = 0; judged < most; judged++) {
        const { waitSeconds } = await database.attempts.count(names, now);
        if (waitSeconds > 0) return [judged, waitSeconds];
      }
      return [most, 0];
    }

    test('failures have to wait, doubling, and are forgotten', async () => {
      const names = someone();
      expect(await guesses(names, NOW)).toEqual([5, 15]);
      expect(await database.attempts.wait(names, NOW + 14.25)).toBe(1);
      expect(await guesses(names, NOW + 15)).toEqual([1, 30]);
      expect(await guesses(names, NOW + 45)).toEqual([1, 60]);
      expect(await guesses(names, NOW + 45 + 3600)).toEqual([5, 15]);
    });

    test('of fifty at once as many are let through as one after the other', async () => {
      const names = someone();
      // What was counted an hour later above may still be swept away, and what ended by then with it.
      const now = NOW + 2 * 3600;
      const all = await Promise.all(Array.from({ length: 50 }, () => database.attempts.count(names, now)));
      expect(all.filter(({ waitSeconds }) => waitSeconds === 0)).toHaveLength(5);
      for (const { waitSeconds, counted } of all) expect(waitSeconds === 0).toBe(counted.length > 0);
      expect(await database.attempts.wait(names, now)).toBe(15);
    });

    test('what is taken back was never counted; a success forgets, and makes known', async () => {
      const names = someone();
      const { counted } = await database.attempts.count(names, NOW);
      await guesses(names, NOW, 4);
      await database.attempts.takeBack(counted);
      expect(await guesses(names, NOW)).toEqual([1, 15]);
      await database.attempts.succeeded(names, counted, NOW);
      expect(await database.attempts.wait(names, NOW)).toBe(0);
      const stranger = { ...names, proof: 'of nobody' };
      expect(await guesses(stranger, NOW)).toEqual([5, 15]);
      expect(await database.attempts.wait(names, NOW)).toBe(0);
      expect(await database.attempts.wait(names, NOW + 31 * 86_400)).toBe(0);
    });

    test('any text can be a name, and another one is another', async () => {
      for (const text of ['', '\0', '\ud800', 'é', 'x'.repeat(100_000)]) {
        const names = (name: string): AttemptNames => ({
          ...someone(),
          counts: [{ name, free: 1, of: 'everybody', isForgiven: false }],
        });
        expect(await guesses(names(text), NOW)).toEqual([1, 15]);
        expect(await database.attempts.wait(names(`${text} `), NOW)).toBe(0);
      }
    });

    test('a count of a clock that was hours ahead keeps nobody waiting', async () => {
      const names = someone();
      await guesses(names, NOW + 86_400);
      expect(await guesses(names, NOW)).toEqual([5, 15]);
    });

    test('over any history it says what the count in memory says', async () => {
      let seed = 7;
      const random = (below: number) => {
        seed = (seed * 1103515245 + 12345) % 2 ** 31;
        return Math.floor((seed / 2 ** 31) * below);
      };
      const run = randomUUID();
      const whom = [
        ...['10.0.0.1', '10.0.0.2'].map((client) => signInAttempt({ emailKey: run, client: `${run} ${client}` })),
        ...['10.0.0.1', '10.0.0.2'].map((client) => secret(run, client)),
        secret(`${run} b`),
      ];
      const here = attemptCounts();
      const open: { names: AttemptNames; counted: readonly AttemptCount[] }[] = [];
      let now = NOW;
      for (let step = 0; step < 300; step++) {
        const names = whom[random(whom.length)] as AttemptNames;
        const what = random(10);
        if (what < 6) {
          const expected = here.count(names, now);
          expect(await database.attempts.count(names, now), `step ${step}`).toEqual(expected);
          if (expected.waitSeconds === 0) open.push({ names, counted: expected.counted });
        } else if (what === 6) {
          const one = open.pop();
          here.takeBack(one?.counted ?? []);
          await database.attempts.takeBack(one?.counted ?? []);
        } else if (what === 7 && random(4) === 0) {
          const one = open.pop();
          if (!one) continue;
          here.succeeded(one.names, one.counted);
          await database.attempts.succeeded(one.names, one.counted, now);
        } else {
          now += random(3) === 0 ? random(200) : random(20) / 4;
        }
        expect(await database.attempts.wait(names, now), `step ${step}`).toBe(here.wait(names, now));
      }
    });
  });
}
