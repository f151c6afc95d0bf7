// Plain JavaScript that Node 20 and later can run: brings a Node that is new enough, the packages that the job takes
// and (for tests) the programs that the tests start, builds what has changed, then does the job.
import { spawn } from 'node:child_process';
import { delimiter, dirname, join } from 'node:path';
import { build } from './build.mjs';
import { bringNode, bringPackages, bringTestPrograms } from './install.mjs';
import { fail, root, step } from './steps.mjs';

const [job = 'start', ...rest] = process.argv.slice(2);
const here = process.env.INIT_CWD ?? process.cwd();
const cli = join(root, 'dist/bundle/mintmark.mjs');
const vitest = join(root, 'node_modules/vitest/vitest.mjs');

/** The packages that a job takes, and what it does. */
const JOBS = {
  build: ['product', () => built()],
  start: ['product', () => built(() => become([cli, 'serve', ...rest], here))],
  tour: ['product', () => built(() => become([cli, 'tour', ...rest], here))],
  dev: ['product', () => become([join(root, 'scripts/dev.mjs'), ...rest], here)],
  pack: ['product', () => built(() => become([join(root, 'tools/pack.ts'), ...rest]))],
  bench: ['all', () => built(() => become([join(root, 'tools/bench/main.ts'), ...rest]))],
  lint: ['all', lint],
  vitest: ['all', () => become([vitest, ...(rest.includes('--watch') ? [] : ['run']), '--root', root, ...rest])],
  'new-cause': ['all', () => become([join(root, 'tools/new-cause.ts'), ...rest])],
  generate: ['all', generate],
  mutants: ['all', () => become([join(root, 'tools/mutants/main.ts'), ...rest])],
  check: ['all', () => tested(() => become([join(root, 'tools/check.ts'), ...rest]))],
  test: ['all', () => tested(() => become([vitest, 'run', '--root', root, ...rest]))],
  long: ['all', () => tested(long)],
};

if (!Object.hasOwn(JOBS, job)) fail(`No job named ${job}. There are: ${Object.keys(JOBS).join(', ')}`);
const [packages, work] = JOBS[job];
const node = await bringNode();
process.env.PATH = [join(root, 'node_modules/.bin'), dirname(node), process.env.PATH].join(delimiter);
await bringPackages(node, packages);
work();

function built(next) {
  const status = build(node);
  if (status !== 0) process.exit(status);
  next?.();
}

function tested(next) {
  bringTestPrograms();
  built(next);
}

function long() {
  process.env.LONG_TESTS = '1';
  become([vitest, 'run', '--root', root, '--project', 'long', ...rest]);
}

/** The rules that need the whole tree are held where no file is named. */
function lint() {
  const isWhole = rest.every((word) => word.startsWith('-'));
  const biome = [join(root, 'node_modules/@biomejs/biome/bin/biome'), 'check', ...rest];
  if (isWhole) become([...biome, '--config-path=biome.whole-tree.json', '.']);
  else become(biome, here);
}

function generate() {
  step(node, ['node_modules/typescript/bin/tsc', '-b']);
  step(node, ['tools/gen-vectors.ts']);
  become([join(root, 'tools/gen-docs.ts'), ...rest]);
}

/** The last child keeps the terminal, and its exit code is ours. A terminal sends Ctrl-C to it without our help. */
function become(args, cwd = root) {
  const child = spawn(node, args, { cwd, stdio: 'inherit' });
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  process.on('SIGINT', () => process.stdin.isTTY || child.kill('SIGINT'));
  child.on('error', (error) => fail(`Could not run ${node}: ${error.message}`));
  child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
}
