import { beforeAll, describe, expect, it } from 'vitest';
import { FIELD_CASES } from './cases/index.ts';
import type { Judged } from './judge.ts';
import { OPEN } from './open.ts';
import { runTogether } from './run.ts';

const ALL = Object.values(FIELD_CASES).flat();
const HELD = ALL.filter(({ id }) => !OPEN.includes(id));

describe('cases from public threads', () => {
  const judged = new Map<string, Judged>();
  beforeAll(async () => {
    const all = await runTogether(HELD);
    HELD.forEach(({ id }, at) => {
      judged.set(id, all[at] as Judged);
    });
  });

  it('have each an id of their own, and a source that can be looked up', () => {
    const ids = ALL.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(OPEN.filter((id) => !ids.includes(id))).toEqual([]);
    for (const { source } of ALL) expect(source).toMatch(/^(?:[\w.-]+\/[\w.-]+#\d+|https:\/\/\S+)$/);
  });

  it.each(HELD)('$id: $title', ({ id }) => {
    expect(judged.get(id)).toEqual({
      score: 'right',
      misses: [],
      falselyProved: [],
      isSoundRejected: false,
      isDeadEnd: false,
    });
  });
});
