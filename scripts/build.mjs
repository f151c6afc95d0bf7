import { attempt, say, stopwatch } from './steps.mjs';

/** What is built of the product: tests and tools are compiled by the law `layers`. */
const PROJECTS = ['src', 'src/cli', 'src/dashboard'];

const STEPS = {
  TypeScript: ['node_modules/typescript/bin/tsc', '-b', ...PROJECTS],
  'the command line and the server': [
    'node_modules/rolldown/bin/cli.mjs',
    '-c',
    'rolldown.config.ts',
    '--logLevel',
    'warn',
  ],
  'the index of the help': ['tools/gen-help.ts'],
  'the page': ['node_modules/vite/bin/vite.js', 'build'],
};

/** Builds what has changed with the Node given. @returns the exit code of the step that failed, or 0 */
export function build(node) {
  const seconds = stopwatch();
  const steps = Object.entries(STEPS);
  for (const [index, [what, args]] of steps.entries()) {
    say(`Building, ${index + 1} of ${steps.length}: ${what}`);
    // Lists of chunks say nothing that anybody waits for; warnings go to stderr, and so do faults of TypeScript.
    const stdio = ['inherit', what === 'TypeScript' ? 2 : 'ignore', 'inherit'];
    const status = attempt(node, args, { stdio });
    if (status !== 0) return status;
  }
  say(`Built in ${seconds()} s`);
  return 0;
}
