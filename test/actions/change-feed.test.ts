import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { cachedKeyDirectory } from '../../src/actions/parts/cached-key-directory.ts';
import { changeFeed } from '../../src/actions/parts/change-feed.ts';
import { nodeSignatures } from '../../src/adapters/node-crypto/index.ts';
import type { ChangesRead } from '../../src/ports/changes.ts';
import { UnavailableError } from '../../src/ports/errors.ts';
import { application, NOW } from '../support/records.ts';

/** A feed over a list of changes, a directory that it tells, and the clocks of both. */
function world(staleKeysSeconds = 60) {
  const state = { seconds: 1000, changes: [] as string[], isPruned: false, isAway: false, readings: 0, asked: 0 };
  const changes = {
    async since(from?: string): Promise<ChangesRead> {
      state.readings++;
      if (state.isAway) throw new UnavailableError('away', 'The database is away.');
      const to = String(state.changes.length);
      const isUnknown = from === undefined || state.isPruned;
      return { to, changed: isUnknown ? 'all' : state.changes.slice(Number(from)) };
    },
  };
  const known = new Map<string, ReturnType<typeof application>>();
  const applications = {
    async get(id: string) {
      state.asked++;
      if (state.isAway) throw new UnavailableError('away', 'The database is away.');
      return known.get(id);
    },
    keys: async () => [],
  };
  const directory = cachedKeyDirectory(
    { applications, signatures: nodeSignatures(), clock: { now: () => NOW }, mayUse: () => feed.state() !== 'unknown' },
    { limit: 10_000, maxAgeSeconds: Number.POSITIVE_INFINITY },
  );
  const feed = changeFeed({ changes, directory, elapsed: () => state.seconds, staleKeysSeconds });
  return {
    state,
    feed,
    directory,
    add() {
      const one = application('abcd1234', { id: randomUUID() });
      known.set(one.id, one);
      return one.id;
    },
    remove(id: string) {
      known.delete(id);
      state.changes.push(id);
    },
  };
}

describe('changeFeed', () => {
  test('what was changed is forgotten at the next reading, and nothing else is', async () => {
    const { feed, directory, add, remove } = world();
    await feed.read();
    const [kept, gone] = [add(), add()];
    const entry = await directory.load(kept);
    await directory.load(gone);
    remove(gone);
    await feed.read();
    expect(directory.peek(kept)).toBe(entry);
    expect(directory.peek(gone)).toBeUndefined();
    expect(await directory.load(gone)).toBeNull();
  });

  test('where it cannot be told what was changed, everything is forgotten, what is being loaded too', async () => {
    const { state, feed, directory, add } = world();
    await feed.read();
    const [kept, loading] = [add(), add()];
    await directory.load(kept);
    const load = directory.load(loading);
    state.isPruned = true;
    await feed.read();
    expect(await load).not.toBeNull();
    expect([directory.peek(kept), directory.peek(loading)]).toEqual([undefined, undefined]);
  });

  test('a thousand applications that are used for a minute are asked for once each, by one reading at a time', async () => {
    const { state, feed, directory, add } = world();
    await feed.read();
    const ids = Array.from({ length: 1000 }, add);
    for (const id of ids) await directory.load(id);
    for (let reading = 0; reading < 300; reading++) {
      state.seconds += 0.2;
      await Promise.all([feed.read(), feed.read()]);
      for (const id of ids) expect(directory.peek(id)).not.toBeUndefined();
    }
    expect([state.asked, state.readings]).toEqual([1000, 301]);
  });

  test('before the first reading nothing at hand is used', async () => {
    const { state, feed, directory, add } = world();
    state.seconds += 1;
    expect([feed.state(), feed.staleSeconds()]).toEqual(['unknown', 1]);
    state.isAway = true;
    await expect(feed.read()).rejects.toThrow('away');
    state.isAway = false;
    const id = add();
    expect(await directory.load(id)).not.toBeNull();
    state.seconds += 1;
    expect([feed.state(), feed.staleSeconds(), directory.peek(id)]).toEqual(['unknown', 2, undefined]);
    await feed.read();
    await directory.load(id);
    expect([feed.state(), feed.staleSeconds()]).toEqual(['current', 0]);
    expect(directory.peek(id)).not.toBeUndefined();
  });

  test('keys at hand are used for so long after the last reading, and no longer; other applications are not known', async () => {
    const { state, feed, directory, add } = world(60);
    await feed.read();
    const [kept, other] = [add(), add()];
    await directory.load(kept);
    state.isAway = true;
    state.seconds += 1;
    await expect(feed.read()).rejects.toThrow('away');
    expect([feed.state(), feed.staleSeconds()]).toEqual(['stale', 1]);
    expect(directory.peek(kept)).not.toBeUndefined();
    await expect(directory.load(other)).rejects.toThrow('away');
    state.seconds += 59;
    expect([feed.state(), feed.staleSeconds()]).toEqual(['stale', 60]);
    expect(directory.peek(kept)).not.toBeUndefined();
    state.seconds += 0.1;
    expect(feed.state()).toBe('unknown');
    expect(directory.peek(kept)).toBeUndefined();
    await expect(directory.load(kept)).rejects.toThrow('away');
    state.isAway = false;
    await feed.read();
    for (let second = 0; second < 2; second++, state.seconds++)
      expect([feed.state(), feed.staleSeconds()]).toEqual(['current', 0]);
    expect(directory.peek(kept)).not.toBeUndefined();
  });

  test('with none to be accepted, the first reading that fails, or that takes too long, ends it', async () => {
    for (const isAway of [true, false]) {
      const { state, feed, directory, add } = world(0);
      await feed.read();
      const id = add();
      await directory.load(id);
      state.seconds += isAway ? 0.2 : 2;
      expect(feed.state()).toBe('current');
      state.isAway = isAway;
      if (isAway) await feed.read().catch(() => {});
      else state.seconds += 0.1;
      expect([feed.state(), directory.peek(id)]).toEqual(['unknown', undefined]);
    }
  });
});
