import { createInterface } from 'node:readline/promises';
import { visible } from '../../core/prose/visible.ts';
import { usage } from './failure.ts';
import type { Terminal } from './terminal.ts';

/**
 * Asks a person on a terminal to type `name` before something that cannot be undone. A script is not asked: it named
 * the thing by its id. @throws Failure (usage) for another answer.
 */
export async function confirm(consequence: string, name: string, terminal: Terminal): Promise<void> {
  if (!process.stdin.isTTY || !process.stderr.isTTY) return;
  terminal.say(visible(consequence));
  const asking = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await asking.question(`Type its name to continue (${visible(name)}): `);
  asking.close();
  if (answer.trim() !== name.trim()) throw usage('That is not its name: nothing was done');
}
