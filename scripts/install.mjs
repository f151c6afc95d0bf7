import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fail, root, say, step, stopwatch } from './steps.mjs';

const MINIMUM = [24, 15];
const PROGRESS_MILLISECONDS = 5000;

/** Programs that the tests start themselves, and the Debian package of each. */
const TEST_PROGRAMS = [
  { debian: 'postgresql', isThere: () => versionsOfPostgres().some((bin) => existsSync(join(bin, 'initdb'))) },
  { debian: 'pgbouncer', isThere: () => existsSync('/usr/sbin/pgbouncer') },
  { debian: 'openssl', isThere: () => existsSync('/usr/bin/openssl') },
  { debian: 'nginx-light', isThere: () => existsSync('/usr/sbin/nginx') },
  { debian: 'haproxy', isThere: () => existsSync('/usr/sbin/haproxy') },
  { debian: 'systemd', isThere: () => existsSync('/usr/bin/systemd-analyze') },
  { debian: 'chromium-headless-shell', isThere: () => existsSync('/usr/lib/chromium/chromium-headless-shell') },
  { debian: 'caddy', isThere: () => existsSync('/usr/bin/caddy') },
  { debian: 'ruby', isThere: () => existsSync('/usr/bin/ruby') },
  { debian: 'php-cli', isThere: () => existsSync('/usr/bin/php') },
  { debian: 'curl', isThere: () => existsSync('/usr/bin/curl') },
  { debian: 'python3-jwt', isThere: () => existsSync('/usr/lib/python3/dist-packages/jwt') },
  { debian: 'python3-cryptography', isThere: () => existsSync('/usr/lib/python3/dist-packages/cryptography') },
];

/** The path of a Node that is new enough: this one, or one from npm for this project only. */
export async function bringNode() {
  if (isNewEnough(process.versions.node)) return process.execPath;
  const os = process.platform === 'win32' ? 'win' : process.platform;
  const folder = join(root, 'tools/node');
  const path = join(folder, 'node_modules', `node-${os}-${process.arch}`, 'bin', os === 'win' ? 'node.exe' : 'node');
  if (isInstalled(folder, 'all')) return path;
  say(`Node ${process.versions.node} is older than ${MINIMUM.join('.')}: bringing one for this project only, 50 MB`);
  await install(process.execPath, folder, 'all', ['--workspaces=false']);
  if (!existsSync(path)) fail(`Install Node ${MINIMUM.join('.')} or later, then run this again`);
  return path;
}

function isNewEnough(version) {
  const [major, minor] = version.split('.').map(Number);
  return major > MINIMUM[0] || (major === MINIMUM[0] && minor >= MINIMUM[1]);
}

/** Brings the packages of the lock file: `product` is what building and running take, `all` has what tests take too. */
export async function bringPackages(node, set) {
  if (isInstalled(root, set)) return;
  say(`Installing ${packagesOf(root, set).length} packages: what ${PURPOSES[set]}`);
  await install(node, root, set, set === 'product' ? ['--omit=dev'] : []);
}

const PURPOSES = { product: 'building and running take', all: 'building, testing and the laws take' };

/** Installs by the lock file, with the npm that called this script where there is one, and says how far it is. */
async function install(node, folder, set, options) {
  const seconds = stopwatch();
  const packages = packagesOf(folder, set);
  const there = () => packages.filter((path) => existsSync(join(folder, path, 'package.json'))).length;
  const progress = setInterval(() => say(`  ${there()} of ${packages.length}, ${seconds()} s`), PROGRESS_MILLISECONDS);
  const code = await npm(node, ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error', ...options], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  clearInterval(progress);
  if (code !== 0) fail(`npm ci ended with ${code}: its reason is above. Once that is mended, run this again`);
  writeFileSync(markerOf(folder), marks(folder)[set]);
  say(`  ${there()} of ${packages.length}: done in ${seconds()} s`);
}

function npm(node, args, options) {
  const npmCli = process.env.npm_execpath;
  const isPlain = npmCli?.endsWith('npm-cli.js');
  const child = isPlain ? spawn(node, [npmCli, ...args], options) : spawn('npm', args, options);
  return new Promise((resolve) => {
    child.on('error', (error) => fail(`Could not run npm: ${error.message}`));
    child.on('exit', (code) => resolve(code ?? 1));
  });
}

/** Where the packages of the lock file go that this machine gets: of the optional ones, those made for it. */
function packagesOf(folder, set) {
  const { packages } = JSON.parse(readFileSync(join(folder, 'package-lock.json'), 'utf8'));
  const suits = (values, own) => values === undefined || values.includes(own);
  const { glibcVersionRuntime } = process.report.getReport().header;
  const libc = glibcVersionRuntime === undefined ? 'musl' : 'glibc';
  return Object.entries(packages)
    .filter(([path, entry]) => path !== '' && (set === 'all' || !entry.dev))
    .filter(([, entry]) => !entry.optional || entry.os !== undefined)
    .filter(([, { os, cpu }]) => suits(os, process.platform) && suits(cpu, process.arch))
    .filter(([, entry]) => process.platform !== 'linux' || suits(entry.libc, libc))
    .map(([path]) => path);
}

/** Whether `node_modules` holds what the lock file of the folder says, as far as the set goes. */
function isInstalled(folder, set) {
  if (!existsSync(markerOf(folder))) return false;
  const mark = readFileSync(markerOf(folder), 'utf8');
  const known = marks(folder);
  return mark === known.all || mark === known[set];
}

const markerOf = (folder) => join(folder, 'node_modules', '.mintmark-installed');

function marks(folder) {
  const lock = createHash('sha256')
    .update(readFileSync(join(folder, 'package-lock.json')))
    .digest('hex');
  return { all: lock, product: `${lock} product` };
}

export function bringTestPrograms() {
  const missing = TEST_PROGRAMS.filter((program) => !program.isThere()).map((program) => program.debian);
  if (missing.length === 0) return;
  const command = `apt-get install -y --no-install-recommends ${missing.join(' ')}`;
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) {
    fail(`The tests need programs that are not installed. Install them first:\n  sudo ${command}`);
  }
  const seconds = stopwatch();
  say(`Installing the programs that the tests start, which can take minutes: ${missing.join(', ')}`);
  const quiet = { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }, stdio: ['ignore', 'ignore', 'inherit'] };
  step('apt-get', ['update', '-qq'], quiet);
  step('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...missing], quiet);
  say(`  done in ${seconds()} s`);
}

function versionsOfPostgres() {
  const folder = '/usr/lib/postgresql';
  return existsSync(folder) ? readdirSync(folder).map((version) => join(folder, version, 'bin')) : [];
}
