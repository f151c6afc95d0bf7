import { appendFileSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What the worker that runs the tests is to do. */
export interface Plan {
  /** Changes that no test has noticed yet: each test that comes by one is run again with it. */
  readonly alive: readonly number[];
  /** A change that is there from the start of the worker, for what is decided as modules load. */
  readonly always: number | null;
  /** How many tests of the file to pass over: the worker before this one came so far. */
  readonly from: number;
  /** Whether this is the round of the quick tests, or the one of the slow ones. */
  readonly quick: boolean;
  /** Names of tests that fail with no change at all. */
  readonly red: readonly string[];
  /** How long one test may take with a change that is always there, milliseconds. */
  readonly patienceMs: number;
}

export type Entry =
  /** A worker began, or said that it still goes on: nothing is heard for `patienceMs` at the most. */
  | {
      readonly is: 'alive';
      readonly pid: number;
      readonly test: number;
      readonly change: number | null;
      readonly patienceMs: number;
    }
  | { readonly is: 'noticed'; readonly change: number; readonly test: string }
  /** Changes that were met outside of a test: as modules loaded, or in a hook. */
  | { readonly is: 'outside'; readonly changes: readonly number[] }
  /** Changes that a test met; `left` where it is for another round to run it with them. */
  | {
      readonly is: 'met';
      readonly changes: readonly number[];
      readonly left: boolean;
      readonly tookMs: number;
    }
  /** A test that fails with no change at all. */
  | { readonly is: 'red'; readonly test: string; readonly why: string }
  /** The worker came to the end of its file. */
  | { readonly is: 'ended' };

const planFile = (folder: string) => join(folder, 'plan.json');
const entriesFile = (folder: string) => join(folder, 'entries.jsonl');

export function writePlan(folder: string, plan: Plan): void {
  writeFileSync(planFile(folder), JSON.stringify(plan));
  writeFileSync(entriesFile(folder), '');
}

export function readPlan(folder: string): Plan {
  return JSON.parse(readFileSync(planFile(folder), 'utf8')) as Plan;
}

/** At once, so that it is there whatever the worker does next. */
export function enter(folder: string, entry: Entry): void {
  appendFileSync(entriesFile(folder), `${JSON.stringify(entry)}\n`);
}

export function entries(folder: string): readonly Entry[] {
  const lines = readFileSync(entriesFile(folder), 'utf8').split('\n').slice(0, -1);
  return lines.map((line) => JSON.parse(line) as Entry);
}

/** Grows with every entry. */
export function sizeOfEntries(folder: string): number {
  return statSync(entriesFile(folder)).size;
}

/** How long a test that took so long as it is may take with a change, milliseconds. */
export const patienceFor = (tookMs: number): number => 3000 + 20 * tookMs;
