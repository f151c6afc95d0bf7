/** `mintmark mint` alone, in a bundle of its own: it is called in scripts, once a request, and has to start fast. */
import { mint } from './commands/mint.ts';
import { start } from './start.ts';

void start(mint, process.argv.slice(3), []).then((code) => {
  process.exitCode = code;
});
