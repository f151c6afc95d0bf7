import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { scratch } from '../law/scratch.ts';

const TREE = ['src', 'docs/guides', 'examples', 'scripts', 'dist', 'package.json', 'tools'];
const CONFIGS = ['tsconfig.json', 'tsconfig.base.json', 'test/tsconfig.json', 'rolldown.config.ts', 'vite.config.ts'];
const PATIENCE = { timeout: 240_000, interval: 250 };

/** What `npm run dev` starts, over a tree of its own. */
function develop() {
  const root = scratch([...TREE, ...CONFIGS], {});
  const args = ['scripts/dev.mjs', '--json', '--port', '0', '--data', join(root, 'data')];
  const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  const output = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output.stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (output.stderr += text));
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  const stop = () => {
    child.kill('SIGTERM');
    return ended;
  };
  onTestFinished(async () => void (await stop()));
  return {
    edit(path: string, change: (text: string) => string) {
      writeFileSync(join(root, path), change(readFileSync(join(root, path), 'utf8')));
    },
    /** Where the server listens that was started last, once `count` of them were. */
    url: (count: number) =>
      vi.waitFor(() => {
        const urls = [...output.stdout.matchAll(/"url":\s*"([^"]+)"/g)].map(([, url]) => url);
        expect(urls, output.stderr).toHaveLength(count);
        return urls.at(-1) as string;
      }, PATIENCE),
    told: (words: string) => vi.waitFor(() => expect(output.stderr).toContain(words), PATIENCE),
    stop,
  };
}

test('what is saved is built and served; what does not build is told, and the server before it goes on', {
  timeout: 600_000,
}, async () => {
  const dev = develop();
  const before = await dev.url(1);
  expect(await (await fetch(before)).text()).toContain('<title>Mintmark</title>');

  dev.edit('src/dashboard/index.html', (html) => html.replace('<title>Mintmark</title>', '<title>Changed</title>'));
  const after = await dev.url(2);
  expect(await (await fetch(after)).text()).toContain('<title>Changed</title>');

  dev.edit('src/http/server/app.ts', (code) => `${code}\nexport const count: number = 'one';\n`);
  await dev.told('the server goes on as it was');
  expect((await fetch(after)).status).toBe(200);
  expect(await dev.stop()).toBe(0);
});
