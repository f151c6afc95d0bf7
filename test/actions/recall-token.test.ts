import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { StoredApplication } from '../../src/ports/applications.ts';
import { kit } from '../support/kit.ts';
import { change, gateOf, HEADERS, newWorld, REQUESTS, step, TOKENS, verdictOf } from './gate-world.ts';

describe('a token that was accepted before', () => {
  test.each([
    ['all of them remembered', 1_000_000],
    ['few of them at a time', 3000],
  ])('has the verdict that it would have without a memory, over any history: %s', async (_, limit) => {
    let recalled = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 60, maxLength: 150 }), async (history) => {
        const world = newWorld();
        const [remembering, forgetful] = [gateOf(world, limit), gateOf(world)];
        for (const one of history) {
          if (one.kind !== 'ask') {
            const id = change(world, one);
            if (id !== undefined) for (const gate of [remembering, forgetful]) gate.directory.forget(id);
            continue;
          }
          const [method, target] = REQUESTS[one.request] as (typeof REQUESTS)[number];
          const raw = ['Authorization', `Bearer ${TOKENS[one.token]}`, ...(HEADERS[one.header] ?? [])];
          const [with_, without] = [
            await remembering.decide(raw, method, target),
            await forgetful.decide(raw, method, target),
          ];
          expect(verdictOf(with_)).toEqual(verdictOf(without));
        }
        recalled += remembering.recalled();
      }),
      { numRuns: 60 },
    );
    expect(recalled).toBeGreaterThan(60);
  });

  test('is rejected once the overlap of its key has passed, though nothing was changed', async () => {
    const world = newWorld();
    change(world, { kind: 'key', id: kit.applicationId, at: 0, state: 'retiring', after: 30 });
    const gate = gateOf(world, 1_000_000);
    const ask = () => gate.decide(['Authorization', `Bearer ${TOKENS[0]}`], 'GET', '/v1/calls');
    for (const recalled of [0, 1, 2]) {
      expect((await ask()).ok).toBe(true);
      expect(gate.recalled()).toBe(recalled);
    }
    world.now += 31;
    expect(verdictOf(await ask())).toBe('signed-by-unknown-key');
  });

  test('is never answered from memory where it may be used once only', async () => {
    const world = newWorld();
    world.applications.set(kit.applicationId, {
      ...(world.applications.get(kit.applicationId) as StoredApplication),
      singleUse: true,
    });
    const gate = gateOf(world, 1_000_000);
    const raw = ['Authorization', `Bearer ${TOKENS[0]}`];
    expect((await gate.decide(raw, 'GET', '/v1/calls')).ok).toBe(true);
    expect(verdictOf(await gate.decide(raw, 'GET', '/v1/calls'))).toBe('token-replayed');
    expect(gate.recalled()).toBe(0);
  });

  test('is forgotten where its bytes do not fit', async () => {
    const gate = gateOf(newWorld(), 0);
    const raw = ['Authorization', `Bearer ${TOKENS[0]}`];
    for (let i = 0; i < 3; i++) expect((await gate.decide(raw, 'GET', '/v1/calls')).ok).toBe(true);
    expect(gate.recalled()).toBe(0);
  });
});
