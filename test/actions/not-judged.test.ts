import { expect, test } from 'vitest';
import type { StoredApplication } from '../../src/ports/applications.ts';
import { UnavailableError } from '../../src/ports/errors.ts';
import { kit } from '../support/kit.ts';
import { gateOf, newWorld } from './gate-world.ts';

/** A gate whose storage begins to fail. */
function failing(change: Partial<StoredApplication> = {}) {
  const world = newWorld();
  const stored = world.applications.get(kit.applicationId) as StoredApplication;
  world.applications.set(stored.id, { ...stored, ...change });
  let error: Error | undefined;
  const gate = gateOf(world, undefined, {
    async answers(value) {
      if (error) throw error;
      return value;
    },
  });
  const decide = (jti: string) => gate.decide(['Authorization', `Bearer ${kit.mint({ claims: { jti } })}`]);
  const failWith = (now: Error) => {
    error = now;
  };
  return { decide, failWith };
}

const away = new UnavailableError('away', 'The database is away.');

test('a request is not judged where its keys cannot be read', async () => {
  const { decide, failWith } = failing();
  failWith(away);
  await expect(decide('j-1')).rejects.toMatchObject({ name: 'NotJudgedError', missing: 'keys', cause: away });
});

test('nor where it cannot be told whether its token was used before', async () => {
  const { decide, failWith } = failing({ singleUse: true });
  expect((await decide('j-1')).ok).toBe(true);
  failWith(away);
  await expect(decide('j-2')).rejects.toMatchObject({ name: 'NotJudgedError', missing: 'uses', cause: away });
});

test('a defect is not taken for storage that is away', async () => {
  const { decide, failWith } = failing();
  const defect = new Error('a defect');
  failWith(defect);
  await expect(decide('j-1')).rejects.toBe(defect);
});
