import { spawnSync } from 'node:child_process';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** Standard output belongs to the job. */
export function say(text) {
  process.stderr.write(`${text}\n`);
}

export function fail(text) {
  say(text);
  process.exit(1);
}

/** Runs a step, its words on stderr; where it fails, its exit code is ours. */
export function step(command, args, options = {}) {
  const status = attempt(command, args, options);
  if (status !== 0) process.exit(status);
}

/** Runs a step to its end. @returns its exit code */
export function attempt(command, args, options = {}) {
  const done = spawnSync(command, args, { cwd: root, stdio: ['inherit', 2, 'inherit'], ...options });
  if (done.error) fail(`Could not run ${command}: ${done.error.message}`);
  return done.status ?? 1;
}

/** @returns the whole seconds since it was called */
export function stopwatch() {
  const start = performance.now();
  return () => Math.round((performance.now() - start) / 1000);
}
