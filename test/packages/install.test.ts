import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { house } from '../../tools/law.ts';
import { PACKAGES, pack, stage } from '../../tools/packages.ts';

const NODES = nodesAtHand();
const PROGRAM = `
import { decode, diagnose, explain, generateKeyPair, mint, verify } from '@mintmark/jwt';
import { gate } from '@mintmark/jwt/gate';

const { publicKey, privateKey } = await generateKeyPair();
const token = mint({ application_id: '7c9e6679-7425-40de-944b-e07fc1f90ae7' }, privateKey);
const other = await generateKeyPair();
console.log(JSON.stringify({
  accepted: verify(token, publicKey).ok,
  rejected: verify(token, other.publicKey).ok,
  claim: decode(token).claims.application_id,
  verdict: diagnose({ token, publicKey, now: Date.now() / 1000 }).verdict,
  article: explain('token-expired').slice(0, 2),
  gate: typeof gate({ application: () => undefined }).node,
}));
`;
const CONSUMER = `
import { decode, mint, type VerifiedClaims, verify } from '@mintmark/jwt';
import { type Gate, gate } from '@mintmark/jwt/gate';

const token: string = mint({ application_id: 'x' }, 'key');
const verified = verify(token, 'key');
if (verified.ok) act(verified.claims);
else for (const finding of verified.findings) console.log(finding.cause === 'clock-ahead' && finding.facts.aheadSeconds + 1);
// @ts-expect-error Claims that nobody verified do not pass for verified ones.
act(decode(token).claims);
function act(claims: VerifiedClaims): void { console.log(claims['application_id']); }
export const keeper: Gate = gate({ application: (id) => (id === 'x' ? { publicKeys: [] } : undefined) });
`;

let folder: string;
let tarball: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'mintmark-install-'));
  const [library] = PACKAGES;
  if (library === undefined) throw new Error('the library is packed');
  stage(library, house, join(folder, 'stage'));
  tarball = await pack(join(folder, 'stage'), folder);
  mkdirSync(join(folder, 'app'));
  writeFileSync(join(folder, 'app/package.json'), JSON.stringify({ name: 'app', private: true, type: 'module' }));
  execFileSync('npm', ['install', '--offline', '--no-audit', '--no-fund', '--ignore-scripts', tarball], {
    cwd: join(folder, 'app'),
  });
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('@mintmark/jwt, packed and installed in an empty folder', () => {
  test('brings nothing else along', () => {
    const lock = JSON.parse(readFileSync(join(folder, 'app/package-lock.json'), 'utf8'));
    expect(Object.keys(lock.packages)).toEqual(['', 'node_modules/@mintmark/jwt']);
  });

  test.each(NODES)('works on Node %s', (_version, node) => {
    writeFileSync(join(folder, 'app/program.mjs'), PROGRAM);
    const output = execFileSync(node, ['program.mjs'], { cwd: join(folder, 'app'), encoding: 'utf8', stdio: 'pipe' });
    expect(JSON.parse(output)).toEqual({
      accepted: true,
      rejected: false,
      claim: '7c9e6679-7425-40de-944b-e07fc1f90ae7',
      verdict: 'accepted',
      article: '# ',
      gate: 'function',
    });
  });

  test('does what its guide shows', () => {
    const guide = readFileSync(join(house, 'docs/guides/library.md'), 'utf8');
    writeFileSync(join(folder, 'app/guide.mjs'), /```ts [^\n]*\n([\s\S]*?)```/.exec(guide)?.[1] ?? '');
    const options = { cwd: join(folder, 'app'), encoding: 'utf8', stdio: 'pipe' } as const;
    expect(execFileSync(process.execPath, ['guide.mjs'], options)).toBe('7c9e6679-7425-40de-944b-e07fc1f90ae7\n');
  });

  test('type-checks in a strict project, and keeps decoded claims from passing for verified ones', () => {
    const app = join(folder, 'app');
    mkdirSync(join(app, 'node_modules/@types'), { recursive: true });
    for (const name of ['node', '../undici-types']) {
      const from = join(house, 'node_modules/@types', name);
      if (existsSync(from)) symlinkSync(from, join(app, 'node_modules/@types', name));
    }
    writeFileSync(join(app, 'consumer.ts'), CONSUMER);
    const options = [
      '--noEmit',
      '--strict',
      '--exactOptionalPropertyTypes',
      '--noUncheckedIndexedAccess',
      '--target',
      'es2022',
      '--module',
      'nodenext',
      '--types',
      'node',
    ];
    const tsc = join(house, 'node_modules/typescript/bin/tsc');
    expect(
      execFileSync(process.execPath, [tsc, ...options, 'consumer.ts'], { cwd: app, encoding: 'utf8', stdio: 'pipe' }),
    ).toBe('');
  });

  test('packs to the same bytes again', async () => {
    const again = await pack(join(folder, 'stage'), join(folder, 'again'));
    expect(sha256(again)).toBe(sha256(tarball));
  });
});

/** The Node that runs this, and the older one that may have started it: the library runs on Node 20 and later. */
function nodesAtHand(): (readonly [version: string, path: string])[] {
  const paths = [process.execPath, process.env['npm_node_execpath'], '/usr/bin/node'].filter(
    (path) => path !== undefined,
  );
  const found = paths
    .filter((path) => existsSync(path))
    .map((path) => [execFileSync(path, ['-p', 'process.versions.node'], { encoding: 'utf8' }).trim(), path] as const);
  return [...new Map(found).entries()];
}

function sha256(path: string): string {
  return createHash('sha256').update(readFileSync(path)).digest('hex');
}

test('mintmark, packed, names every package that its bundle loads, however it loads it', () => {
  const product = PACKAGES.find(({ name }) => name === 'mintmark');
  if (product === undefined) throw new Error('the product is packed');
  stage(product, house, join(folder, 'product'));
  const { dependencies } = JSON.parse(readFileSync(join(folder, 'product/package.json'), 'utf8'));
  // One that is imported at the start, one by a dynamic import, and one that is required where it is needed.
  expect(Object.keys(dependencies)).toEqual(
    expect.arrayContaining(['@grpc/grpc-js', 'fastify', 'kysely', 'pg', 'yaml']),
  );
  expect(Object.keys(dependencies)).not.toContain('vite');
});
