// Plain JavaScript that Node 20 and later can run: brings a Node that is new enough, the packages and (for tests)
// the programs that the tests need, builds what has changed, then does the job.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const MINIMUM = [24, 15];

/** Programs that the tests start themselves, and the Debian package of each. */
const TEST_PROGRAMS = [
  { debian: 'postgresql', isThere: () => versionsOfPostgres().some((bin) => existsSync(join(bin, 'initdb'))) },
  { debian: 'openssl', isThere: () => existsSync('/usr/bin/openssl') },
  { debian: 'nginx-light', isThere: () => existsSync('/usr/sbin/nginx') },
  { debian: 'haproxy', isThere: () => existsSync('/usr/sbin/haproxy') },
  { debian: 'systemd', isThere: () => existsSync('/usr/bin/systemd-analyze') },
  { debian: 'chromium', isThere: () => existsSync('/usr/bin/chromium') },
  { debian: 'caddy', isThere: () => existsSync('/usr/bin/caddy') },
];

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const [job = 'start', ...rest] = process.argv.slice(2);
const env = { ...process.env };

const cli = join(root, 'dist/bundle/mintmark.mjs');
const jobs = {
  build,
  start() {
    build();
    become([cli, 'serve', ...rest], process.env.INIT_CWD);
  },
  tour() {
    build();
    become([cli, 'tour', ...rest], process.env.INIT_CWD);
  },
  bench() {
    build();
    become([join(root, 'tools/bench/main.ts'), ...rest]);
  },
  check() {
    bringTestPrograms();
    build();
    become([join(root, 'tools/check.ts'), ...rest]);
  },
  generate() {
    compile();
    sh(node, ['tools/gen-vectors.ts']);
    become([join(root, 'tools/gen-docs.ts'), ...rest]);
  },
  'new-cause'() {
    become([join(root, 'tools/new-cause.ts'), ...rest]);
  },
  mutants() {
    become([join(root, 'tools/mutants/main.ts'), ...rest]);
  },
  pack() {
    build();
    become([join(root, 'tools/pack.ts'), ...rest]);
  },
  test() {
    bringTestPrograms();
    build();
    become([join(root, 'node_modules/vitest/vitest.mjs'), 'run', '--root', root, ...rest]);
  },
};

if (!Object.hasOwn(jobs, job)) fail(`No job named ${job}. There are: ${Object.keys(jobs).join(', ')}`);
const node = bringNode();
env.PATH = [join(root, 'node_modules/.bin'), dirname(node), process.env.PATH].join(delimiter);
bringPackages();
jobs[job]();

function compile() {
  sh(node, ['node_modules/typescript/bin/tsc', '-b']);
}

function build() {
  compile();
  // Its list of chunks says nothing that anybody waits for; warnings go to stderr.
  const quiet = { stdio: ['inherit', 'ignore', 'inherit'] };
  sh(node, ['node_modules/rolldown/bin/cli.mjs', '-c', 'rolldown.config.ts', '--logLevel', 'warn'], quiet);
  sh(node, ['node_modules/vite/bin/vite.js', 'build'], quiet);
}

/** The path of a Node that is new enough: this one, or one from npm for this project only. */
function bringNode() {
  if (isNewEnough(process.versions.node)) return process.execPath;
  const os = process.platform === 'win32' ? 'win' : process.platform;
  const folder = join(root, 'tools/node');
  const path = join(folder, 'node_modules', `node-${os}-${process.arch}`, 'bin', os === 'win' ? 'node.exe' : 'node');
  once(folder, () => {
    say(`Node ${process.versions.node} is older than ${MINIMUM.join('.')}: bringing one for this project only`);
    npm(process.execPath, ['--workspaces=false'], folder);
  });
  if (!existsSync(path)) fail(`Install Node ${MINIMUM.join('.')} or later, then run this again`);
  return path;
}

function isNewEnough(version) {
  const [major, minor] = version.split('.').map(Number);
  return major > MINIMUM[0] || (major === MINIMUM[0] && minor >= MINIMUM[1]);
}

function bringPackages() {
  once(root, () => {
    say('Installing the packages of the lock file');
    npm(node, [], root);
  });
}

/** Installs by the lock file, with the npm that called this script where there is one, on the Node given. */
function npm(onNode, options, cwd) {
  const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error', ...options];
  const npmCli = process.env.npm_execpath;
  if (npmCli?.endsWith('npm-cli.js')) sh(onNode, [npmCli, ...args], { cwd });
  else sh('npm', args, { cwd });
}

/** Does `work` unless `node_modules` already holds what the lock file of the folder says. */
function once(folder, work) {
  const marker = join(folder, 'node_modules', '.mintmark-installed');
  const lock = createHash('sha256')
    .update(readFileSync(join(folder, 'package-lock.json')))
    .digest('hex');
  if (existsSync(marker) && readFileSync(marker, 'utf8') === lock) return;
  work();
  writeFileSync(marker, lock);
}

function bringTestPrograms() {
  const missing = TEST_PROGRAMS.filter((program) => !program.isThere()).map((program) => program.debian);
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

function versionsOfPostgres() {
  const folder = '/usr/lib/postgresql';
  return existsSync(folder) ? readdirSync(folder).map((version) => join(folder, version, 'bin')) : [];
}

/** Runs a step, its words on stderr; where it fails, its exit code is ours. */
function sh(command, args, options = {}) {
  const done = spawnSync(command, args, { cwd: root, env, stdio: ['inherit', 2, 'inherit'], ...options });
  if (done.error) fail(`Could not run ${command}: ${done.error.message}`);
  if (done.status !== 0) process.exit(done.status ?? 1);
}

/** The last child keeps the terminal, and its exit code is ours. A terminal sends Ctrl-C to it without our help. */
function become(args, cwd = root) {
  const child = spawn(node, args, { cwd, env, stdio: 'inherit' });
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  process.on('SIGINT', () => process.stdin.isTTY || child.kill('SIGINT'));
  child.on('error', (error) => fail(`Could not run ${node}: ${error.message}`));
  child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
}

function say(text) {
  process.stderr.write(`${text}\n`);
}

function fail(text) {
  say(text);
  process.exit(1);
}
