import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { changeFeed } from '../../src/actions/parts/change-feed.ts';
import { NotJudgedError, UnavailableError } from '../../src/ports/errors.ts';
import { change, gateOf, HEADERS, newWorld, REQUESTS, step, TOKENS, verdictOf, type World } from './gate-world.ts';

const STALE_SECONDS = 90;

const anyStep = fc.oneof(
  { weight: 8, arbitrary: step },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('read' as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('away' as const), on: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('wait' as const), by: fc.constantFrom(0.2, 1, 3, 31, 91) }) },
);

/** A process on a database that others change: its feed, and a gate that remembers accepted tokens or does not. */
function processOn(world: World, shared: Shared, limitBytes?: number) {
  const answers = async <T>(value: T): Promise<T> => {
    if (shared.isAway) throw new UnavailableError('away', 'The database is away.');
    return value;
  };
  const changes = {
    since: (from?: string) =>
      answers({
        to: String(shared.changed.length),
        changed: from === undefined ? ('all' as const) : shared.changed.slice(Number(from)),
      }),
  };
  const gate = gateOf(world, limitBytes, { answers, mayUse: () => feed.state() !== 'unknown' });
  const feed = changeFeed({
    changes,
    directory: gate.directory,
    elapsed: () => shared.elapsed,
    staleKeysSeconds: STALE_SECONDS,
  });
  return { gate, feed, read: () => feed.read().catch(() => {}) };
}

interface Shared {
  isAway: boolean;
  elapsed: number;
  changed: string[];
}

type Gate = ReturnType<typeof gateOf>;
async function verdict(gate: Gate, raw: readonly string[], method?: string, target?: string) {
  try {
    return verdictOf(await gate.decide(raw, method, target));
  } catch (error) {
    if (error instanceof NotJudgedError) return `not judged: ${error.missing}`;
    throw error;
  }
}
const isAccepted = (one: Awaited<ReturnType<typeof verdict>>) => typeof one === 'object';

describe('while the database comes and goes, and others change it', () => {
  test('a remembered token has the verdict of one that is not; a current one that of the database; none outlives its bound', async () => {
    const seen = { recalled: 0, stale: 0, refused: 0, current: 0 };
    await fc.assert(
      fc.asyncProperty(fc.array(anyStep, { minLength: 80, maxLength: 160 }), async (history) => {
        const world = newWorld();
        const shared: Shared = { isAway: false, elapsed: 0, changed: [] };
        const remembering = processOn(world, shared, 1_000_000);
        const forgetful = processOn(world, shared);
        const both = [remembering, forgetful];
        let unread = 0;
        for (const { read } of both) await read();
        for (const one of history) {
          if (one.kind === 'read') {
            for (const { read } of both) await read();
            if (!shared.isAway) unread = 0;
          } else if (one.kind === 'away') shared.isAway = one.on;
          else if (one.kind === 'wait') {
            shared.elapsed += one.by;
            world.now += one.by;
          } else if (one.kind !== 'ask') {
            const id = change(world, one);
            if (id === undefined) continue;
            shared.changed.push(id);
            unread++;
          } else {
            const [method, target] = REQUESTS[one.request] as (typeof REQUESTS)[number];
            const raw = ['Authorization', `Bearer ${TOKENS[one.token]}`, ...(HEADERS[one.header] ?? [])];
            const given = await verdict(remembering.gate, raw, method, target);
            expect(given).toEqual(await verdict(forgetful.gate, raw, method, target));
            const state = remembering.feed.state();
            if (isAccepted(given) && shared.isAway) {
              expect(state).not.toBe('unknown');
              expect(shared.elapsed - readAt(remembering.feed, shared)).toBeLessThanOrEqual(STALE_SECONDS);
              if (state === 'stale') seen.stale++;
            }
            if (given === 'not judged: keys') seen.refused++;
            const isSingleUse = [...world.applications.values()].some(({ singleUse }) => singleUse);
            if (!shared.isAway && unread === 0 && !isSingleUse) {
              // Nobody's memory: a process that has just been started.
              expect(given).toEqual(await verdict(gateOf(world), raw, method, target));
              seen.current++;
            }
          }
        }
        seen.recalled += remembering.gate.recalled();
      }),
      { numRuns: 60 },
    );
    for (const [what, times] of Object.entries(seen)) expect([what, times > 30]).toEqual([what, true]);
  });

  test('a token that may be used once only is not judged while its uses cannot be kept', async () => {
    const world = newWorld();
    const shared: Shared = { isAway: false, elapsed: 0, changed: [] };
    for (const [id, application] of world.applications) world.applications.set(id, { ...application, singleUse: true });
    const { gate, read } = processOn(world, shared, 1_000_000);
    await read();
    const raw = (token: number) => ['Authorization', `Bearer ${TOKENS[token]}`];
    expect(isAccepted(await verdict(gate, raw(0), 'GET', '/v1/calls'))).toBe(true);
    shared.isAway = true;
    await read();
    expect(await verdict(gate, raw(0), 'GET', '/v1/calls')).toBe('not judged: uses');
    expect(await verdict(gate, raw(5), 'GET', '/v1/users/7')).toBe('not judged: uses');
    shared.isAway = false;
    await read();
    expect(await verdict(gate, raw(0), 'GET', '/v1/calls')).toBe('token-replayed');
  });
});

const readAt = (feed: { staleSeconds(): number }, { elapsed }: Shared) => elapsed - feed.staleSeconds();
