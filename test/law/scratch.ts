import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { house } from '../../tools/law.ts';

/**
 * A tree of its own, gone after the test: `copied` paths of the house and `written` files over them. It has the
 * packages of the house and is a git repository, so that a law sees what it would see in the house.
 */
export function scratch(copied: readonly string[], written: { readonly [path: string]: string }): string {
  const root = mkdtempSync(join(tmpdir(), 'mintmark-law-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  for (const path of copied) cpSync(join(house, path), join(root, path), { recursive: true });
  for (const [path, text] of Object.entries(written)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  cpSync(join(house, '.gitignore'), join(root, '.gitignore'));
  symlinkSync(join(house, 'node_modules'), join(root, 'node_modules'));
  execFileSync('git', ['init', '-q', root]);
  return root;
}
