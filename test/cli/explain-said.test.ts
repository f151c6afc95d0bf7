import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const PROGRAM = fileURLToPath(new URL('../programs/doctor-runs.ts', import.meta.url));

function explain(...words: readonly string[]) {
  const runs = [{ folder: tmpdir(), argv: ['explain', ...words], env: { NO_COLOR: '1' } }];
  const { stdout } = spawnSync(process.execPath, [PROGRAM], { input: JSON.stringify(runs), encoding: 'utf8' });
  const [out = '', code = ''] = stdout.split('\u001f');
  return { out, code: Number.parseInt(code, 10) };
}

test('a message in place of a cause is explained, and whose it is', () => {
  const { out, code } = explain('{"message":"No mandatory \'iss\' in claims"}', '--json');
  const { said, candidates } = JSON.parse(out) as { said: readonly object[]; candidates: readonly object[] };
  expect(code).toBe(0);
  expect(said[0]).toMatchObject({ product: 'Kong', source: expect.stringMatching(/^https:/) });
  expect(candidates[0]).toMatchObject({ cause: 'claim-missing', decides: expect.stringMatching(/\w/) });
});

test('--said takes it too, in words for people; words that nobody is known for end with 3', () => {
  const known = explain('--said', 'JWKSNoMatchingKey: no applicable key found in the JSON Web Key Set');
  expect(known.out).toMatch(/^jose.*\n {2}https:[\s\S]*What it may be, most likely first/);
  expect(known.code).toBe(0);
  const unknown = explain('--said', 'something else went wrong');
  expect(unknown.out).toMatch(/^No product is known[\s\S]*What it may be/);
  expect(unknown.code).toBe(3);
});

test('an empty message is a slip of the shell', () => {
  expect(explain('--said', '').code).toBe(2);
});
