// `npm run dev`: the server and its page, rebuilt and started again as files change. What is given to it is
// given to `mintmark serve`.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { watch } from 'node:fs';
import { join } from 'node:path';
import { build } from './build.mjs';
import { root, say } from './steps.mjs';

/** An editor that saves many files at once makes one build. */
const QUIET_MILLISECONDS = 150;

let server;
let isStale = true;
let isWorking = false;
let timer;

for (const folder of ['src', 'docs/guides']) {
  watch(join(root, folder), { recursive: true }, () => {
    isStale = true;
    clearTimeout(timer);
    timer = setTimeout(rebuild, QUIET_MILLISECONDS);
  });
}
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, async () => {
    await stop(signal);
    process.exit(0);
  });
}
await rebuild();

/** Where the tree does not build, the server of the last one that did goes on. */
async function rebuild() {
  if (isWorking) return;
  isWorking = true;
  while (isStale) {
    isStale = false;
    if (build(process.execPath) === 0) {
      await stop('SIGTERM');
      start();
    } else {
      say(`Not built: ${server ? 'the server goes on as it was' : 'nothing runs'} until a file changes`);
    }
    // What changed during the build is told in the turns after it.
    await new Promise((resolve) => setTimeout(resolve, QUIET_MILLISECONDS));
  }
  isWorking = false;
}

function start() {
  const child = spawn(process.execPath, [join(root, 'dist/bundle/mintmark.mjs'), 'serve', ...process.argv.slice(2)], {
    stdio: 'inherit',
  });
  server = child;
  child.on('exit', (code) => {
    if (server !== child) return;
    server = undefined;
    say(`The server ended with ${code}; it is started again when a file changes`);
  });
}

async function stop(signal) {
  const child = server;
  server = undefined;
  if (!child || child.exitCode !== null) return;
  const ended = once(child, 'exit');
  child.kill(signal);
  await ended;
}
