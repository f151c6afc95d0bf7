import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Command } from '../../src/cli/command/command.ts';
import { start } from '../../src/cli/command/start.ts';
import { exportLog } from '../../src/cli/commands/audit/export.ts';
import { list } from '../../src/cli/commands/audit/list.ts';
import { verify } from '../../src/cli/commands/audit/verify.ts';
import { KEY, SECRET, type Served, serve } from '../http/serving.ts';

const written = { 1: '', 2: '' };
vi.mock('node:fs', async (importOriginal) => {
  const fs = await importOriginal<typeof import('node:fs')>();
  const writeSync = (descriptor: 1 | 2, bytes: Uint8Array) => {
    written[descriptor] += new TextDecoder().decode(bytes);
    return bytes.length;
  };
  return { ...fs, writeSync };
});

const data = mkdtempSync(join(tmpdir(), 'mintmark-audit-cli-'));
const file = join(data, 'export.ndjson');
let server: Served;
beforeAll(async () => {
  server = await serve({ data });
  for (const name of ['First', 'Second', 'Third']) await server.send('POST', '/v2/applications', { name });
});
afterAll(async () => {
  await server.close();
  rmSync(data, { recursive: true, force: true });
});
beforeEach(() => {
  written[1] = '';
  written[2] = '';
});

async function run(command: Command, ...argv: string[]) {
  written[1] = '';
  written[2] = '';
  const code = await start(command, argv, []);
  return { code, out: written[1], words: written[2] };
}
const asked = (command: Command, ...argv: string[]) =>
  run(command, '--url', server.url, '--api-key', KEY, '--api-secret', SECRET, ...argv);

test('the log is listed, and what was there before and after with --json', async () => {
  const { code, out } = await asked(list, '--subject', 'second');
  expect(code).toBe(0);
  expect(out).toMatch(
    /TIME +WHAT +BY +FROM +SUBJECT\n\S+Z +Application created +API key abcd1234 +127\.0\.0\.1 +Second\n$/,
  );
  const json = JSON.parse((await asked(list, '--kind', 'application', '--limit', '1', '--json')).out);
  expect(json).toMatchObject([
    { subject: { name: 'Third' }, changes: expect.arrayContaining([{ member: 'name', before: null, after: 'Third' }]) },
  ]);
  expect(await asked(list, '--since', 'yesterday')).toMatchObject({
    code: 2,
    words: expect.stringContaining('2026-11-30'),
  });
  expect(await asked(list, '--by', 'nobody')).toMatchObject({ code: 0, out: '', words: 'No line fits\n' });
});

describe('verify', () => {
  let lines: string[];
  beforeAll(async () => {
    const { code, out } = await asked(exportLog);
    expect(code).toBe(0);
    lines = out.trimEnd().split('\n');
    expect(lines.length).toBeGreaterThan(4);
  });
  const check = (content: readonly string[], ...argv: string[]) => {
    writeFileSync(file, content.map((line) => `${line}\n`).join(''));
    return run(verify, file, ...argv);
  };
  const headOf = (line: string | undefined): string => JSON.parse(line ?? '').hash;

  test('finds an export whole, and prints the head to keep', async () => {
    const { code, out, words } = await check(lines);
    expect(code).toBe(0);
    expect(out).toContain(headOf(lines.at(-1)));
    expect(words).toContain('No line was changed, removed, added or moved.');
    expect(words).toContain('Whether lines were cut off at the end cannot be told without a HEAD');
    const kept = await check(lines, '--head', headOf(lines[2]));
    expect(kept.code).toBe(0);
    expect(kept.words).not.toContain('cannot be told');
  });

  test.each<[string, (all: readonly string[]) => readonly string[], RegExp]>([
    ['a changed line', (all) => all.map((line) => line.replace('Second', 'Zweite')), /^Line 4, position 4: changed/m],
    [
      'a removed line',
      (all) => all.filter((_, at) => at !== 2),
      /^Line 3, position 4: lines removed: line 3 is missing/m,
    ],
    [
      'lines in another order',
      (all) => [...all.slice(0, 2), all[3] ?? '', all[2] ?? '', ...all.slice(4)],
      /position 3: moved/,
    ],
    ['a line that is none', (all) => [...all, 'x'], /^Line \d+: not a line of the log/m],
  ])('finds %s, and names it', async (_, change, words) => {
    const found = await check(change(lines));
    expect(found.code).toBe(1);
    expect(found.words).toMatch(words);
    expect(found.words).not.toContain('No line was changed');
  });

  test('finds an end that was cut off, by a head that was kept', async () => {
    const cut = lines.slice(0, -1);
    expect((await check(cut)).code).toBe(0);
    const found = await check(cut, '--head', headOf(lines.at(-1)), '--json');
    expect(found.code).toBe(1);
    expect(JSON.parse(found.out)).toMatchObject({ verdict: 'not-whole', unknown_heads: [headOf(lines.at(-1))] });
    expect(await check(lines, '--head', 'abc')).toMatchObject({ code: 2 });
    expect(await run(verify, join(data, 'nothing'))).toMatchObject({
      code: 2,
      words: expect.stringContaining('nothing'),
    });
  });

  test('reads the database of a server that runs, and finds what was done to it behind the server', async () => {
    const whole = await run(verify, '--data', data);
    expect(whole.code).toBe(0);
    expect(whole.out).toContain(`${KEY}  `);
    const path = join(data, 'mintmark.db');
    const database = new DatabaseSync(path);
    const of = `where chain = '${KEY}' and position`;
    expect(() => database.exec(`update audit_entries set kind = 'x' ${of} = 3`)).toThrow('never changed');
    expect(() => database.exec(`delete from audit_entries ${of} = 3`)).toThrow('deleted only for its age');
    database.exec('drop trigger audit_entry_stays; drop trigger audit_entry_kept');
    database.exec(`update audit_entries set kind = 'key.added' ${of} = 3`);
    expect((await run(verify, '--data', data)).words).toContain('position 3: the row is indexed as another line');
    database.exec(`update audit_entries set kind = 'application.created' ${of} = 3`);
    database.exec(`delete from audit_entries ${of} = (select max(position) from audit_entries where chain = '${KEY}')`);
    database.close();
    const cut = await run(verify, '--data', data);
    expect(cut.code).toBe(1);
    expect(cut.words).toMatch(
      new RegExp(`In the log of ${KEY}: line \\d+ was the last one written, and the last one that is there is \\d+`),
    );
  });
});
