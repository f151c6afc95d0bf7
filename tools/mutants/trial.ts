import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProjectInlineConfiguration } from 'vitest/config';
import { createVitest, type Vitest } from 'vitest/node';
import { type Entry, entries, type Plan, patienceFor, writePlan } from './ledger.ts';
import { watchOver } from './watch.ts';
import { type NumberedChange, weave } from './weave.ts';

const START_TRIES = 5;
const PROJECT = 'mutants';

export interface Trial {
  /** Ids of the changes that a test noticed. */
  readonly noticed: ReadonlySet<number>;
  /** Ids of those that no test came by at all. */
  readonly unmet: ReadonlySet<number>;
  /** Tests that fail with no change at all: what they say about a change means nothing, so they are left out. */
  readonly red: Red;
}

/** Tests by their names, and why they fail. */
type Red = ReadonlyMap<string, string>;

/** A warm vitest in which the changes of one tree can be tried. No file is written: they are put in as modules load. */
export class Bench {
  readonly #root: string;
  readonly #vitest: Vitest;
  readonly #folder: string;

  private constructor(root: string, vitest: Vitest, folder: string) {
    this.#root = root;
    this.#vitest = vitest;
    this.#folder = folder;
  }

  /** @param texts and @param changes of each file, by its path from `root` */
  static async open(
    root: string,
    texts: ReadonlyMap<string, string>,
    changes: ReadonlyMap<string, readonly NumberedChange[]>,
  ): Promise<Bench> {
    const folder = mkdtempSync(join(tmpdir(), 'mintmark-mutants-'));
    const woven = new Map([...texts].map(([path, text]) => [join(root, path), weave(text, changes.get(path) ?? [])]));
    const project: TestProjectInlineConfiguration = {
      extends: true,
      plugins: [{ name: 'mutants', enforce: 'pre', transform: (_, id) => woven.get(id.replace(/\?.*/, '')) }],
      test: {
        name: PROJECT,
        include: ['test/**/*.test.ts'],
        pool: 'forks',
        isolate: true,
        maxConcurrency: 1,
        testTimeout: 0,
        hookTimeout: 0,
        // Kept modules would be taken by runs that change nothing.
        fsModuleCache: false,
        runner: join(import.meta.dirname, 'runner.ts'),
        env: { MUTANTS_FOLDER: folder },
      },
    };
    const vitest = await createVitest(
      'test',
      {
        root,
        watch: false,
        maxWorkers: 1,
        fileParallelism: false,
        reporters: [{}],
        silent: true,
        dangerouslyIgnoreUnhandledErrors: true,
      },
      { logLevel: 'error', test: { projects: [project] } },
    );
    await vitest.standalone();
    return new Bench(root, vitest, folder);
  }

  /**
   * Runs the tests, in this order, with one change at a time; one that is noticed is not tried again. `onlyQuick` leaves
   * out tests that are slow, and starts no worker for a change that decides something as modules load.
   * @throws where a file of tests cannot be run with no change at all
   */
  async attempt(ids: readonly number[], tests: readonly string[], onlyQuick: boolean): Promise<Trial> {
    const noticed = new Set<number>();
    const met = new Set<number>();
    const outside = new Set<number>();
    const red = new Map<string, string>();
    const tookMs = [0];
    const alive = () => ids.filter((id) => !noticed.has(id));

    const slow = new Map<string, Set<number>>();
    for (const test of tests) {
      const left = new Set<number>();
      if (alive().length > 0) await this.#runFile(test, true, alive, { noticed, met, outside, red, left, tookMs });
      slow.set(test, left);
    }
    const unmet = () => new Set(ids.filter((id) => !met.has(id) && !outside.has(id)));
    if (onlyQuick) return { noticed, unmet: unmet(), red };
    for (const [test, left] of slow) {
      const ignored = new Set<number>();
      const isLeft = alive().some((id) => left.has(id));
      if (isLeft) await this.#runFile(test, false, alive, { noticed, met, outside, red, left: ignored, tookMs });
    }
    for (const id of alive().filter((one) => outside.has(one))) {
      for (const test of tests) {
        if (!(await this.#isRedFromTheStart(test, id, red, Math.max(...tookMs)))) continue;
        noticed.add(id);
        break;
      }
    }
    return { noticed, unmet: unmet(), red };
  }

  async close(): Promise<void> {
    await this.#vitest.close();
    rmSync(this.#folder, { recursive: true });
  }

  async #runFile(test: string, quick: boolean, alive: () => readonly number[], seen: Seen): Promise<void> {
    for (let from = 0; ; ) {
      const { isRed, stuck, errors } = await this.#run(test, {
        alive: alive(),
        always: null,
        from,
        quick,
        red: [...seen.red.keys()],
        patienceMs: 0,
      });
      const written = entries(this.#folder);
      for (const entry of written) take(entry, seen);
      if (stuck?.change == null) {
        const isLoaded = written.some((entry) => entry.is === 'met' || entry.is === 'red');
        if (stuck || (isRed && !isLoaded))
          throw new Error(`${test} does not come to its end without any change: ${errors.join(', ')}`);
        return;
      }
      // The worker was lost with this change: in an endless loop, or without memory. Another one takes over.
      seen.noticed.add(stuck.change);
      from = stuck.test - 1;
    }
  }

  async #isRedFromTheStart(test: string, id: number, red: Red, slowestMs: number): Promise<boolean> {
    const { isRed, stuck } = await this.#run(test, {
      alive: [],
      always: id,
      from: 0,
      quick: true,
      red: [...red.keys()],
      patienceMs: patienceFor(slowestMs),
    });
    return isRed || stuck !== undefined;
  }

  async #run(test: string, plan: Plan): Promise<Run> {
    const specifications = [this.#vitest.getProjectByName(PROJECT).createSpecification(join(this.#root, test))];
    for (let tries = 0; ; ) {
      writePlan(this.#folder, plan);
      const watch = watchOver(this.#folder);
      try {
        const { testModules, unhandledErrors } = await this.#vitest.runTestSpecifications(specifications);
        const hasBegun = entries(this.#folder).length > 0;
        const errors = [...unhandledErrors, ...testModules.flatMap((module) => module.errors())].map(messageOf);
        if (hasBegun) return { isRed: !testModules.every((module) => module.ok()), stuck: lost(this.#folder), errors };
        // On a busy machine a worker may be given up before it begins: that says nothing about the change.
        tries += 1;
        if (tries === START_TRIES) throw new Error(`No worker began with ${test}: ${errors.join(', ')}`);
      } finally {
        watch.stop();
      }
    }
  }
}

interface Run {
  readonly isRed: boolean;
  /** What the worker was at, where it did not come to the end of the file. */
  readonly stuck: (Entry & { is: 'alive' }) | undefined;
  /** Messages of what went wrong outside of any test. */
  readonly errors: readonly string[];
}

interface Seen {
  readonly noticed: Set<number>;
  readonly met: Set<number>;
  readonly outside: Set<number>;
  readonly red: Map<string, string>;
  readonly left: Set<number>;
  readonly tookMs: number[];
}

function take(entry: Entry, { noticed, met, outside, red, left, tookMs }: Seen): void {
  if (entry.is === 'red') red.set(entry.test, entry.why);
  if (entry.is === 'noticed') noticed.add(entry.change);
  if (entry.is === 'outside') for (const id of entry.changes) outside.add(id);
  if (entry.is === 'met') {
    tookMs.push(entry.tookMs);
    for (const id of entry.changes) {
      met.add(id);
      if (entry.left) left.add(id);
    }
  }
}

/** What a worker was at that did not come to the end of its file. */
function lost(folder: string): (Entry & { is: 'alive' }) | undefined {
  const written = entries(folder);
  if (written.some((entry) => entry.is === 'ended')) return undefined;
  return written.findLast((entry) => entry.is === 'alive');
}

const messageOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'message' in error ? String(error.message) : String(error);
