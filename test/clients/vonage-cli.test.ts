import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ACCOUNT, startServe } from '../cli/running-server.ts';

/** `vonage` 1.2.4 from npm, unmodified: a preload sends to Mintmark what it would send to Vonage. */

const PRELOAD = fileURLToPath(new URL('redirect-hosts.cjs', import.meta.url));
const VONAGE = fileURLToPath(new URL('../../node_modules/@vonage/cli/bin/run.cjs', import.meta.url));

let server: Awaited<ReturnType<typeof startServe>>;
let folder: string;
beforeAll(async () => {
  server = await startServe();
  folder = mkdtempSync(join(tmpdir(), 'mintmark-vonage-cli-'));
});
afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

const authorization = `Basic ${btoa(`${ACCOUNT.key}:${ACCOUNT.secret}`)}`;
const show = (id: string) => fetch(`${server.url}/v2/applications/${id}`, { headers: { authorization } });

function vonage(...words: string[]): Promise<{ readonly exitCode: number; readonly text: string }> {
  const env = {
    PATH: process.env['PATH'],
    HOME: folder,
    MINTMARK_URL: server.url,
    VONAGE_API_KEY: ACCOUNT.key,
    VONAGE_API_SECRET: ACCOUNT.secret,
  };
  return new Promise((resolve) => {
    const args = ['--require', PRELOAD, VONAGE, ...words];
    execFile(process.execPath, args, { cwd: folder, env, timeout: 60_000 }, (error, stdout, stderr) =>
      resolve({ exitCode: typeof error?.code === 'number' ? error.code : error ? -1 : 0, text: stdout + stderr }),
    );
  });
}

test('apps:create, apps, apps:show, apps:update and apps:delete', async () => {
  const webhooks = ['--voice_answer_url=https://example.com/answer', '--voice_event_url=https://example.com/event'];
  expect(await vonage('apps:create', 'From the CLI', ...webhooks)).toMatchObject({ exitCode: 0 });
  const { application_id: id, private_key: privateKey } = JSON.parse(
    readFileSync(join(folder, 'vonage_app.json'), 'utf8'),
  );
  expect(privateKey).toMatch(/^-----BEGIN PRIVATE KEY-----\n/);
  expect(readFileSync(join(folder, 'from_the_cli.key'), 'utf8')).toBe(privateKey);

  expect((await vonage('apps')).text).toMatch(new RegExp(`From the CLI\\s+${id}\\s+voice`));
  expect((await vonage('apps:show', id)).text).toContain('Address: https://example.com/answer');

  const updated = await vonage('apps:update', id, '--voice_answer_url=https://example.com/other');
  expect(updated).toMatchObject({ exitCode: 0 });
  const json = await (await show(id)).json();
  expect(json.capabilities.voice.webhooks.answer_url.address).toBe('https://example.com/other');
  expect(json.keys.public_key).toMatch(/^-----BEGIN PUBLIC KEY-----\n/);

  // It sends a body with DELETE and does not say so; the answer comes before what is wrong with that.
  expect(await vonage('apps:delete', id)).toMatchObject({ exitCode: 0 });
  expect((await show(id)).status).toBe(404);
});
