import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Cause } from '../../src/core/evidence/cause.ts';
import { catalogueFaults } from '../../tools/laws/causes.ts';
import { factsLine, startCause } from '../../tools/new-cause.ts';
import { scratch } from './scratch.ts';

const sound = {
  id: 'token-expired',
  title: 'The token has expired',
  cites: [{ title: 'RFC 7519 §4.1.4', url: 'https://www.rfc-editor.org/rfc/rfc7519#section-4.1.4' }],
} as unknown as Cause;

function tree(files: readonly string[] = ['token-expired.ts']): string {
  const named = ['index.ts', ...files];
  return scratch([], {
    ...Object.fromEntries(named.map((name) => [`src/core/causes/${name}`, 'export {};\n'])),
    'src/core/causes/facts.ts': "'token-expired': FactsIn<typeof tokenExpired>;\n",
  });
}

describe('the catalogue', () => {
  test('one that keeps the law', () => {
    expect(catalogueFaults([sound], tree())).toEqual([]);
  });

  test('a cause listed twice', () => {
    expect(catalogueFaults([sound, sound], tree())).toEqual([
      'src/core/causes/index.ts: token-expired is listed twice',
    ]);
  });

  test('a file of another name, and a file that is not listed', () => {
    expect(catalogueFaults([sound], tree(['expired.ts']))).toEqual([
      'src/core/causes/token-expired.ts: no such file for the cause token-expired',
      'src/core/causes/expired.ts: index.ts lists no cause of this name',
    ]);
  });

  test('facts under another name', () => {
    expect(catalogueFaults([{ ...sound, id: 'clock-ahead' }], tree(['clock-ahead.ts']))).toEqual([
      "src/core/causes/facts.ts: expected 'clock-ahead': FactsIn<typeof clockAhead>;",
    ]);
  });

  test('a citation without a title or a safe address, and a title that is a sentence', () => {
    const cites = [{ title: ' ', url: 'http://example.com' }] as const;
    const faults = catalogueFaults([{ ...sound, cites, title: 'It has expired.' }], tree());
    expect(faults.join('\n')).toMatch(/expected a title and an https URL.*without a full stop/s);
  });
});

describe('the skeleton of a cause', () => {
  test('is registered, compiles, and keeps the law broken until its words are replaced', () => {
    const root = scratch(['src/core', 'tsconfig.base.json', 'package.json'], { 'test/core/causes/README.md': '' });
    expect(startCause(root, 'token-made-of-cheese')).toHaveLength(5);
    execFileSync(process.execPath, [`${root}/node_modules/typescript/bin/tsc`, '-p', 'src/core'], { cwd: root });
    expect(readFileSync(`${root}/src/core/causes/index.ts`, 'utf8')).toMatch(/tokenMadeOfCheese,\n\];\n$/);
    expect(readFileSync(`${root}/src/core/causes/facts.ts`, 'utf8')).toContain(factsLine('token-made-of-cheese'));
    expect(catalogueFaults([{ ...sound, id: 'token-made-of-cheese' as never }], root)).toContainEqual(
      'src/core/causes/token-made-of-cheese.ts: still holds REPLACE of the skeleton',
    );
  });
});
