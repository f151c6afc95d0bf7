import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ACCOUNT, startServe } from './running-server.ts';
import { matches, openShell, readScript, type Step } from './transcript.ts';

const folder = new URL('../scripts/', import.meta.url);

describe.each(readdirSync(folder).filter((name) => name.endsWith('.txt')))('%s', (name) => {
  const text = readFileSync(new URL(name, folder), 'utf8');
  let server: Awaited<ReturnType<typeof startServe>> | undefined;
  let shell: ReturnType<typeof openShell>;
  beforeAll(async () => {
    server = text.startsWith('# server') ? await startServe() : undefined;
    const credentials = { MINTMARK_API_KEY: ACCOUNT.key, MINTMARK_API_SECRET: ACCOUNT.secret };
    shell = openShell(server && { MINTMARK_URL: server.url, ...credentials });
  });
  afterAll(async () => {
    shell.close();
    await server?.stop();
    server?.remove();
  });

  test.each(readScript(text).map((step) => [step.command, step] as const))('$ %s', (_, step: Step) => {
    const { stdout, stderr, code } = shell.run(step.command);
    if (!matches(stdout, step.stdout)) expect(stdout).toBe(`${step.stdout.join('\n')}\n`);
    if (!matches(stderr, step.stderr)) expect(stderr).toBe(`${step.stderr.join('\n')}\n`);
    expect(code).toBe(step.code);
  });
});
