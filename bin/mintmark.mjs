#!/usr/bin/env node
// In a fresh clone nothing is built yet: the first call builds, and every later one only loads the bundle.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const bundle = new URL('../dist/bundle/mintmark.mjs', import.meta.url);
const setUp = new URL('../scripts/run.mjs', import.meta.url);
if (!existsSync(bundle) && existsSync(setUp)) {
  const built = spawnSync(process.execPath, [fileURLToPath(setUp), 'build'], { stdio: ['ignore', 2, 2] });
  if (built.status !== 0) process.exit(70);
}
await import(bundle.href);
