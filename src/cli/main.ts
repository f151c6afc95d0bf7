import { OPTIONS } from '../options/options.ts';
import { version } from '../options/version.ts';
import type { Entry } from './command/command.ts';
import { start, tell } from './command/start.ts';
import { COMMANDS } from './commands.ts';
import { EXIT, type ExitCode, usage } from './terminal/failure.ts';
import { thereIsNo } from './terminal/suggest.ts';
import { openTerminal } from './terminal/terminal.ts';

const words = process.argv.slice(2);
// What is thrown outside of a command, in a callback of the server for one, is a defect too.
process.on('uncaughtException', (error) => process.exit(tell(error, openTerminal('auto', 'go-on'), words)));
process.exitCode = await main(words);

async function main(words: readonly string[]): Promise<ExitCode> {
  const { entry, rest, groups, before } = route(words);
  if (entry !== undefined) return start(await entry.load(), [...before, ...rest], COMMANDS);

  const terminal = openTerminal('auto');
  const asked = [...before, ...rest];
  if (asked.includes('--version') || asked.includes('-V')) {
    terminal.data(version());
    return EXIT.fine;
  }
  const { overview } = await import('./command/help.ts');
  const helped = rest[0] === 'help' || asked.includes('--help') || asked.includes('-h');
  const group = rest.find((word) => groups.has(word));
  const unknown = rest.find((word) => !word.startsWith('-') && word !== 'help' && word !== group);
  if (helped && unknown === undefined) {
    terminal.data(overview(COMMANDS, group, terminal.out));
    return EXIT.fine;
  }
  if (unknown === undefined) {
    terminal.say(overview(COMMANDS, group, terminal.err));
    return EXIT.usage;
  }
  return tell(unknownCommand(unknown, group), terminal, words);
}

/** Finds the command that the first words name. Flags may stand before it; `help COMMAND` is `COMMAND --help`. */
function route(words: readonly string[]) {
  const groups = new Set(COMMANDS.filter(({ name }) => name.includes(' ')).map(({ name }) => name.split(' ')[0] ?? ''));
  const at = Math.max(
    0,
    words.findIndex((word, index) => !word.startsWith('-') && !isValueOf(words[index - 1] ?? '')),
  );
  const before = words.slice(0, at);
  let rest = words.slice(at);
  if (rest[0] === 'help' && find(rest.slice(1)) !== undefined) rest = [...rest.slice(1), '--help'];
  const entry = find(rest);
  return { entry, groups, before, rest: entry === undefined ? rest : rest.slice(entry.name.split(' ').length) };
}

/** Whether a flag that stands before the command takes the next word. */
function isValueOf(flag: string): boolean {
  return Object.values(OPTIONS).some((option) => `--${option.flag}` === flag && option.expected !== 'true or false');
}

function find(words: readonly string[]): Entry | undefined {
  return COMMANDS.find(({ name }) => name.split(' ').every((part, index) => words[index] === part));
}

function unknownCommand(word: string, group: string | undefined) {
  const names = COMMANDS.map(({ name }) => name.split(' '));
  const known = new Set(
    names.flatMap(([first, second]) => (group === undefined ? first : first === group ? second : []) ?? []),
  );
  const place = group === undefined ? '' : ` ${group}`;
  return usage(thereIsNo(`command${place}`, word, known, `mintmark${place} `), `See them all: mintmark${place} --help`);
}
