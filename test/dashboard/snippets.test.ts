import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SNIPPETS } from '../../src/dashboard/snippets/index.ts';
import { askGate, sharedSystem, type TestApplication } from '../support/system.ts';

const run = promisify(execFile);
const LONG = { timeout: 240_000 };

/** How each is started here; the first program has to be at hand. */
const STARTED: { readonly [id: string]: readonly string[] } = {
  node: [process.execPath, 'mint.mjs'],
  python: ['/usr/bin/python3', 'mint.py'],
  php: ['/usr/bin/php', 'mint.php'],
  ruby: ['/usr/bin/ruby', 'mint.rb'],
  java: ['/usr/bin/java', 'Mint.java'],
  go: ['/usr/bin/go', 'run', 'mint.go'],
  csharp: ['/usr/bin/dotnet', 'run'],
  curl: ['/bin/sh', 'call.sh'],
};
/** `npm test` installs these; who has none of the others reads below what was not run. */
const ALWAYS = ['node', 'python', 'php', 'ruby', 'curl'];
const isHere = (id: string) => existsSync(STARTED[id]?.[0] ?? '');
const runHere = SNIPPETS.filter(({ id }) => id !== 'csharp' && (ALWAYS.includes(id) || isHere(id)));
const notRunHere = SNIPPETS.filter((snippet) => !runHere.includes(snippet));

describe('code to mint a token', () => {
  const system = sharedSystem();
  const folder = mkdtempSync(join(tmpdir(), 'mintmark-snippets-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  let application: TestApplication;
  beforeAll(async () => {
    application = await system().createApplication('Snippets');
    writeFileSync(join(folder, 'private.key'), application.privateKey, { mode: 0o600 });
  });
  const filling = () => ({ applicationId: application.id, url: `${system().url}/v1/users` });

  test.each(runHere)(
    'in $title: run as it stands, and its token is accepted',
    LONG,
    async ({ id, file, code, run: command }) => {
      writeFileSync(join(folder, file), code(filling()));
      const [program = '', ...more] = STARTED[id] ?? [];
      const { GOFLAGS: _, ...env } = process.env;
      const own = { ...env, GOCACHE: join(folder, 'go'), GO111MODULE: 'off', HOME: folder };
      const { stdout } = await run(program, [...more, 'private.key'], { cwd: folder, env: own });
      expect(command.endsWith(`${file} private.key`)).toBe(true);
      // This one sends the request itself.
      if (id === 'curl') expect(JSON.parse(stdout)).toHaveProperty('_embedded');
      else expect([id, (await askGate(system(), stdout.trim())).status]).toEqual([id, 204]);
    },
  );

  test(`not run here: ${notRunHere.map(({ title }) => title).join(', ')}; what can be seen of them is whole`, () => {
    for (const { code } of notRunHere) {
      const text = code(filling());
      expect(text).toContain(`"${application.id}"`);
      for (const [open, close] of ['()', '{}', '[]']) {
        expect(text.split(open ?? '').length, open).toBe(text.split(close ?? '').length);
      }
      for (const part of ['application_id', 'iat', 'exp', 'jti', 'RS256', 'JWT']) expect(text).toContain(part);
    }
  });

  test('none asks for a key, or holds one', () => {
    for (const { code } of SNIPPETS) expect(code(filling())).not.toMatch(/BEGIN|readline|input\(|prompt/i);
  });
});
