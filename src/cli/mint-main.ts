/** `mintmark mint` alone, in a bundle of its own: it is called in scripts, once a request, and has to start fast. */

import { start } from './command/start.ts';
import { mint } from './commands/mint.ts';

void start(mint, process.argv.slice(3), []).then((code) => {
  process.exitCode = code;
});
