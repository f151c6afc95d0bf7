import { visible } from '../../core/prose/visible.ts';
import type { AllSettings } from '../../options/options.ts';
import { OPTIONS } from '../../options/options.ts';
import { EXIT, type ExitCode, Failure } from '../terminal/failure.ts';
import { openTerminal, type Terminal } from '../terminal/terminal.ts';
import { scan } from './arguments.ts';
import type { Command, Entry } from './command.ts';
import { openSources } from './settings.ts';

/** Runs one command on the words after its name. Never rejects: whatever happens becomes words and an exit code. */
export async function start(command: Command, words: readonly string[], commands: readonly Entry[]): Promise<ExitCode> {
  // Until the options are read, the environment alone says how to write.
  let terminal = openTerminal('auto');
  try {
    const { args, flags, options, json, help } = scan(command, words);
    if (help) {
      const { commandHelp } = await import('./help.ts');
      const brief = commands.find(({ name }) => name === command.name)?.brief ?? '';
      terminal.data(commandHelp(command, brief, terminal.out));
      return EXIT.fine;
    }
    const sources = openSources(options, { env: process.env, directory: process.cwd() });
    terminal = openTerminal(sources.read('color').value);
    const settings = Object.fromEntries(command.options.map((name) => [name, sources.read(name).value]));
    // `scan` and `openSources` have checked what the types of the command promise.
    return await command.run({
      args,
      flags: flags as never,
      settings: settings as AllSettings,
      sources,
      json,
      terminal,
      commands,
    });
  } catch (error) {
    return tell(error, terminal, words);
  }
}

/** Words for a failure; a paragraph for a defect. */
export function tell(error: unknown, terminal: Terminal, words: readonly string[]): ExitCode {
  const { paint } = terminal.err;
  if (error instanceof Failure) {
    terminal.say(`${paint('mintmark:', 'fault')} ${shown(error.message)}`);
    for (const step of error.next) terminal.say(`  ${shown(step)}`);
    return error.exitCode;
  }
  const kind = error instanceof Error ? error.name : 'a value that is not an error';
  const debug = words.includes('--debug') || OPTIONS.debug.parse(process.env['MINTMARK_DEBUG']) === true;
  terminal.say(
    `${paint('mintmark:', 'fault')} this is a defect of Mintmark, not of your input: ${kind} was thrown where nothing should be. To see where, run the same command with --debug. Before you report that output, check that it contains no key or token.`,
  );
  if (debug) terminal.say(error instanceof Error ? (error.stack ?? error.message) : String(error));
  return EXIT.defect;
}

/** Words that quote what was given, a file name for one; their own lines stay lines. */
const shown = (words: string) => words.split('\n').map(visible).join('\n');
