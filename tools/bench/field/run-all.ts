import { availableParallelism } from 'node:os';
import type { FieldCase } from '../../../test/field/case.ts';
import type { Judged } from '../../../test/field/judge.ts';
import { runCase } from '../../../test/field/run.ts';

export interface Chosen {
  readonly kind: string;
  readonly field: FieldCase;
}

export interface Done extends Chosen {
  readonly judged: Judged;
}

/** Runs cases, as many at a time as there are cores; the order stays. */
export async function runAll(chosen: readonly Chosen[]): Promise<readonly Done[]> {
  const done: Done[] = [];
  let next = 0;
  async function work(): Promise<void> {
    for (let at = next++; at < chosen.length; at = next++) {
      const one = chosen[at] as Chosen;
      done[at] = { ...one, judged: await runCase(one.field) };
    }
  }
  await Promise.all(Array.from({ length: availableParallelism() }, work));
  return done;
}
