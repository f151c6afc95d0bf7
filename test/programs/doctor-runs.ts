/**
 * Runs the doctor of the command line many times in one process: `Run[]` as JSON on stdin; what each run prints on
 * stdout, then U+001F, its exit code and U+001E; U+001E after its remarks on stderr.
 */
import { writeSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { start } from '../../src/cli/command/start.ts';
import { COMMANDS } from '../../src/cli/commands.ts';
import type { Run } from '../field/run.ts';

const runs = JSON.parse(await text(process.stdin)) as readonly Run[];
const own = { ...process.env };
for (const { folder, argv, env } of runs) {
  process.chdir(folder);
  process.env = { ...own, ...env };
  const [name, ...words] = argv;
  const entry = COMMANDS.find((command) => command.name === name);
  if (entry === undefined) throw new TypeError(`there is no command ${name}`);
  const code = await start(await entry.load(), words, COMMANDS);
  writeSync(1, `\u001f${code}\u001e`);
  writeSync(2, '\u001e');
}
