import { execFile } from 'node:child_process';
import { createPublicKey } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { kit } from '../support/kit.ts';
import { BIN } from './transcript.ts';

const now = Math.floor(Date.now() / 1000);
const claims = { application_id: undefined, iss: 'https://id.lamp.example/', iat: now, exp: now + 600 };
const token = kit.mint({ claims, header: { kid: 'k1' } });
const folder = mkdtempSync(join(tmpdir(), 'mintmark-profile-'));
const asked: string[] = [];

const server = createServer((request, response) => {
  asked.push(`${request.method} ${request.url} ${request.headers.authorization ?? 'without credentials'}`);
  const jwk = { ...createPublicKey(kit.publicKey('active')).export({ format: 'jwk' }), kid: 'k1', alg: 'RS256' };
  response.end(JSON.stringify({ keys: [jwk] }));
});

function profile(name: string, port: number): string {
  const path = join(folder, name);
  const keys = { from: 'jwks', url: `http://127.0.0.1:${port}/jwks.json` };
  writeFileSync(path, JSON.stringify({ id: 'lamp', algorithms: ['RS256'], required: ['iss', 'exp'], keys }));
  return path;
}

/** What the command prints, and its exit code. */
function run(...args: string[]): Promise<{ stdout: string; stderr: string; code: number }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [BIN, ...args], (error, stdout, stderr) => {
      resolve({ stdout, stderr, code: error === null ? 0 : Number(error.code) });
    });
  });
}

beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)));
afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true });
});

test('a profile that names a key set has it fetched once, and said', async () => {
  const { port } = server.address() as AddressInfo;
  const found = await run('verify', token, '--profile', profile('lamp.json', port));
  expect(found.stdout).toMatch(/^accepted\n/);
  expect(found.stderr).toBe(`The key set is fetched from http://127.0.0.1:${port}/jwks.json, as the profile says\n`);
  expect(found.code).toBe(0);
  expect(asked).toEqual(['GET /jwks.json without credentials']);
});

test('another key that is given comes first, and nothing is fetched', async () => {
  const path = profile('closed.json', 9);
  writeFileSync(join(folder, 'public.pem'), kit.publicKey('stranger'));
  const found = await run('doctor', token, '--profile', path, '--public', join(folder, 'public.pem'), '--json');
  expect(JSON.parse(found.stdout)).toMatchObject({ verdict: 'rejected', rootCause: 'signed-by-unknown-key' });
});

test('a set that cannot be fetched is an error that names it', async () => {
  const found = await run('verify', token, '--profile', profile('closed.json', 9));
  expect(found.stderr).toContain('http://127.0.0.1:9/jwks.json');
  expect(found.code).toBe(4);
});
