#!/usr/bin/env node
// CommonJS, because Node loads it a twentieth faster than a module, and `mint` is called once a request.
const { existsSync } = require('node:fs');
const { join } = require('node:path');

const bundle = join(__dirname, '../dist/bundle');
// In a fresh clone nothing is built yet: the first call builds, and every later one only loads the bundle.
if (!existsSync(join(bundle, 'mintmark.mjs'))) {
  const { spawnSync } = require('node:child_process');
  const setUp = join(__dirname, '../scripts/run.mjs');
  const built = spawnSync(process.execPath, [setUp, 'build'], { stdio: ['ignore', 2, 2] });
  if (built.status !== 0) process.exit(70);
}
if (process.argv[2] === 'mint' && !process.argv.some((word) => word === '--help' || word === '-h')) {
  require(join(bundle, 'mint/mint.cjs'));
} else {
  // Where Node can (22.1 and later) and the directory can be written, compiled code is kept for the next start.
  require('node:module').enableCompileCache?.(join(__dirname, '../.cache/compile'));
  void import('../dist/bundle/mintmark.mjs');
}
