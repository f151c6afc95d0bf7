import { type RunnerTestCase, type RunnerTestSuite, TestRunner, type TestRunnerConfig } from 'vitest';
import { enter, type Plan, patienceFor, readPlan } from './ledger.ts';
import { Switches } from './switches.ts';
import { SWITCH } from './weave.ts';

/** Milliseconds of work up to which a test is quick, however busy the machine is. */
const QUICK_MS = 100;
/** As long as nobody knows how long a test takes. */
const BASELINE_PATIENCE_MS = 300_000;

/**
 * Runs each test once as it is, and then once more for each change that it has met and that nothing has noticed yet, in
 * the same process: a change costs what the test costs, not what it costs to start.
 */
export default class ChangeRunner extends TestRunner {
  readonly #folder: string;
  readonly #plan: Plan;
  readonly #alive: Set<number>;
  readonly #switches = new Switches();
  #test = 0;
  #isNoticed = false;

  constructor(config: TestRunnerConfig) {
    super(config);
    this.#folder = process.env['MUTANTS_FOLDER'] as string;
    this.#plan = readPlan(this.#folder);
    this.#alive = new Set(this.#plan.alive);
    Object.assign(globalThis, { [SWITCH]: this.#switches.ask });
    this.#goOn(this.#plan.always, BASELINE_PATIENCE_MS);
    if (this.#plan.always !== null) this.#switches.turnOn(this.#plan.always);
  }

  async runTask(test: RunnerTestCase): Promise<void> {
    const number = this.#test;
    this.#test += 1;
    if (this.#plan.red.includes(nameOf(test))) return;
    const body = TestRunner.getTestFn(test) as () => Promise<void>;
    if (this.#plan.always !== null) return this.#runWithOne(body);
    if (number < this.#plan.from) return;
    this.#leaveOutside();
    this.#goOn(null, BASELINE_PATIENCE_MS);
    const start = performance.now();
    const before = process.cpuUsage();
    try {
      await body();
    } catch (error) {
      enter(this.#folder, { is: 'red', test: nameOf(test), why: String(error) });
      throw error;
    }
    const tookMs = performance.now() - start;
    const counts = this.#switches.takeCounts();
    const { user, system } = process.cpuUsage(before);
    const left = (user + system) / 1000 <= QUICK_MS !== this.#plan.quick;
    enter(this.#folder, { is: 'met', changes: [...counts.keys()].filter((id) => this.#alive.has(id)), left, tookMs });
    const run = () => runAgain(test, body);
    const toTry = [...counts].filter(([id]) => this.#alive.has(id));
    if (left || toTry.length === 0 || !(await this.#isRepeatable(test, run))) return;
    const noticed: number[] = [];
    for (const [id, count] of toTry) {
      if (await this.#isNoticedBy(test, run, id, count, patienceFor(tookMs))) noticed.push(id);
    }
    // What a change left behind would be noticed with every change after it.
    if (noticed.length === 0 || !(await this.#isRepeatable(test, run))) return;
    for (const id of noticed) {
      this.#alive.delete(id);
      enter(this.#folder, { is: 'noticed', change: id, test: nameOf(test) });
    }
  }

  override onAfterRunFiles(files: Parameters<TestRunner['onAfterRunFiles']>[0]): void {
    this.#leaveOutside();
    enter(this.#folder, { is: 'ended' });
    super.onAfterRunFiles(files);
  }

  /** A test that fails when it is run again would seem to notice anything. */
  async #isRepeatable(test: RunnerTestCase, run: () => Promise<void>): Promise<boolean> {
    const outcome = await run().then(
      () => (test.result?.state === 'fail' ? 'a soft expectation' : undefined),
      (error) => String(error),
    );
    this.#switches.takeCounts();
    if (test.result) Object.assign(test.result, { state: 'run', errors: undefined });
    if (outcome === undefined) return true;
    enter(this.#folder, { is: 'red', test: nameOf(test), why: `it does not come out the same again: ${outcome}` });
    return false;
  }

  async #isNoticedBy(
    test: RunnerTestCase,
    run: () => Promise<void>,
    id: number,
    count: number,
    patienceMs: number,
  ): Promise<boolean> {
    this.#goOn(id, 2 * patienceMs);
    this.#switches.turnOn(id, count);
    const isRed = await within(patienceMs, run).then(
      () => test.result?.state === 'fail',
      () => true,
    );
    const isNoticed = isRed || this.#switches.isEndless;
    this.#switches.turnOff();
    // What a soft expectation has written down.
    if (test.result) Object.assign(test.result, { state: 'run', errors: undefined });
    return isNoticed;
  }

  async #runWithOne(run: () => Promise<void>): Promise<void> {
    if (this.#isNoticed) return;
    const { always, patienceMs } = this.#plan;
    this.#goOn(always, 2 * patienceMs);
    try {
      await within(patienceMs, run);
    } catch (error) {
      this.#isNoticed = true;
      throw error;
    }
  }

  #leaveOutside(): void {
    const changes = [...this.#switches.takeCounts().keys()].filter((id) => this.#alive.has(id));
    if (changes.length > 0) enter(this.#folder, { is: 'outside', changes });
  }

  #goOn(change: number | null, patienceMs: number): void {
    enter(this.#folder, { is: 'alive', pid: process.pid, test: this.#test, change, patienceMs });
  }
}

/** With what is done before each test and after it, as the first time. */
async function runAgain(test: RunnerTestCase, body: () => Promise<void>): Promise<void> {
  const suites: RunnerTestSuite[] = [];
  for (let suite: RunnerTestSuite | undefined = test.suite ?? test.file; suite; suite = suite.suite ?? topOf(suite)) {
    suites.unshift(suite);
  }
  const hooks = suites.map((suite) => ({ suite, ...TestRunner.getSuiteHooks(suite) }));
  for (const { suite, afterEach } of hooks.toReversed()) {
    for (const hook of afterEach.toReversed()) await hook(test.context, suite);
  }
  for (const { suite, beforeEach } of hooks) {
    for (const hook of beforeEach) await hook(test.context, suite);
  }
  await body();
}

const topOf = (suite: RunnerTestSuite) => (suite === suite.file ? undefined : suite.file);

function nameOf(test: RunnerTestCase): string {
  const suite = test.suite ? `${test.suite.name} > ` : '';
  return `${test.file.name}: ${suite}${test.name}`;
}

function within(limitMs: number, run: () => Promise<void>): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`No end after ${limitMs} ms`)), limitMs);
    // A test that does not wait for anything throws here, not later.
    Promise.resolve()
      .then(run)
      .then(resolve, reject)
      .finally(() => clearTimeout(timer));
  });
}
