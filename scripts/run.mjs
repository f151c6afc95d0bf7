// Plain JavaScript that Node 20 and later can run: brings a Node that is new enough, the packages and (for tests)
// the programs that the tests need, builds what has changed, then does the job.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const [job = 'start', ...rest] = process.argv.slice(2);
const MINIMUM = [24, 15];

/** Programs that the tests start themselves, and the Debian package of each. */
const TEST_PROGRAMS = [
  { at: ['/usr/bin/chromium'], debian: 'chromium' },
  { at: ['/usr/lib/postgresql'], debian: 'postgresql' },
  { at: ['/usr/bin/openssl'], debian: 'openssl' },
  { at: ['/usr/sbin/nginx'], debian: 'nginx-light' },
  { at: ['/usr/sbin/haproxy'], debian: 'haproxy' },
  { at: ['/usr/bin/caddy'], debian: 'caddy' },
];

const env = { ...process.env };
const say = (text) => process.stderr.write(`${text}\n`);

function fail(text) {
  say(text);
  process.exit(1);
}

function sh(command, args, options = {}) {
  const done = spawnSync(command, args, { cwd: root, env, stdio: ['inherit', 2, 'inherit'], ...options });
  if (done.error) fail(`Could not run ${command}: ${done.error.message}`);
  if (done.status !== 0) process.exit(done.status ?? 1);
}

/** Runs `work` unless the marker already names this state of the file, so that a second start does nothing twice. */
function once(name, file, work) {
  const marker = join(root, '.cache', name);
  const state = createHash('sha256')
    .update(readFileSync(join(root, file)))
    .digest('hex');
  if (existsSync(marker) && readFileSync(marker, 'utf8') === state) return;
  work();
  mkdirSync(dirname(marker), { recursive: true });
  writeFileSync(marker, state);
}

function isNewEnough(version) {
  const [major, minor] = version.split('.').map(Number);
  return major > MINIMUM[0] || (major === MINIMUM[0] && minor >= MINIMUM[1]);
}

const npmCommand = process.env.npm_execpath ? [process.execPath, process.env.npm_execpath] : ['npm'];
const ci = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];

function bringNode() {
  if (isNewEnough(process.versions.node)) return process.execPath;
  const os = process.platform === 'win32' ? 'win' : process.platform;
  const folder = join(root, 'tools/node');
  const node = join(folder, 'node_modules', `node-${os}-${process.arch}`, 'bin', os === 'win' ? 'node.exe' : 'node');
  once('node', 'tools/node/package-lock.json', () => {
    say(
      `Node ${process.versions.node} is older than ${MINIMUM.join('.')}: bringing one from npm, for this project only`,
    );
    sh(npmCommand[0], [...npmCommand.slice(1), ...ci, '--workspaces=false'], { cwd: folder });
  });
  if (!existsSync(node)) fail(`Install Node ${MINIMUM.join('.')} or later, then run this again`);
  return node;
}

function bringTestPrograms() {
  const missing = TEST_PROGRAMS.filter((p) => !p.at.some(existsSync)).map((p) => p.debian);
  if (missing.length === 0) return;
  const command = `apt-get install -y --no-install-recommends ${missing.join(' ')}`;
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) {
    fail(`The tests need programs that are not installed. Install them first:\n  sudo ${command}`);
  }
  say(`Installing what the tests need: ${missing.join(', ')}`);
  const quiet = { env: { ...env, DEBIAN_FRONTEND: 'noninteractive' }, stdio: ['ignore', 'ignore', 'inherit'] };
  sh('apt-get', ['update', '-qq'], quiet);
  sh('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...missing], quiet);
}

const node = bringNode();
env.PATH = [join(root, 'node_modules/.bin'), dirname(node), process.env.PATH].join(delimiter);
once('modules', 'package-lock.json', () => {
  say('Installing the packages of the lock file');
  if (npmCommand.length > 1) sh(node, [npmCommand[1], ...ci]);
  else sh('npm', ci);
});

function build() {
  sh(node, ['node_modules/typescript/bin/tsc', '-b']);
  sh(node, ['node_modules/rolldown/bin/cli.mjs', '-c', 'rolldown.config.ts', '--logLevel', 'warn']);
}

/** The last child keeps the terminal: signals reach it, and its exit code is ours. */
function become(command, args) {
  const child = spawn(command, args, { cwd: process.env.INIT_CWD ?? process.cwd(), env, stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
}

const cli = join(root, 'dist/bundle/mintmark.mjs');
const jobs = {
  build,
  start: () => (build(), become(node, [cli, 'serve', ...rest])),
  tour: () => (build(), become(node, [cli, 'tour', ...rest])),
  bench: () => (build(), become(node, [join(root, 'tools/bench/main.ts'), ...rest])),
  check: () => (build(), become(node, [join(root, 'tools/check.ts'), ...rest])),
  test: () => {
    bringTestPrograms();
    build();
    sh(node, [join(root, 'tools/check.ts')]);
    become(node, [join(root, 'node_modules/vitest/vitest.mjs'), 'run', '--root', root, ...rest]);
  },
};
if (!Object.hasOwn(jobs, job)) fail(`No job named ${job}. There are: ${Object.keys(jobs).join(', ')}`);
jobs[job]();
