import type { AllSettings, OptionName } from '../../options/options.ts';
import type { ExitCode } from '../terminal/failure.ts';
import type { Terminal } from '../terminal/terminal.ts';
import type { Sources } from './settings.ts';

/** A flag of one command: without `value` it is a switch. Its name on the command line is its key in kebab case. */
export interface Flag {
  /** Placeholder of the value: `FILE`. */
  readonly value?: string;
  /** May be given more than once. */
  readonly many?: true;
  /** One letter for it, where every user of such commands has it in the fingers: `H` for `-H`. */
  readonly short?: string;
  /** One phrase, for `--help`. */
  readonly brief: string;
}

export interface Argument {
  /** Placeholder: `TOKEN`. */
  readonly name: string;
  readonly brief: string;
  readonly optional?: true;
  /** Takes all the rest; the last one only. */
  readonly many?: true;
}

type FlagValue<F extends Flag> = F extends { value: string }
  ? F extends { many: true }
    ? readonly string[]
    : string | undefined
  : boolean;

/** The values of flags, as `run` gets them. */
export type FlagValues<Flags extends { [name: string]: Flag }> = {
  readonly [Name in keyof Flags]: FlagValue<Flags[Name]>;
};

/** What a command is run with. */
export interface Call<
  Flags extends { [name: string]: Flag } = { [name: string]: Flag },
  Names extends OptionName = OptionName,
> {
  /** Positional arguments, in order; an optional one that was not given is absent. */
  readonly args: readonly string[];
  readonly flags: FlagValues<Flags>;
  /** The options that the command names, from wherever they were set. */
  readonly settings: Pick<AllSettings, Names>;
  /** Every option and where its value comes from. */
  readonly sources: Sources;
  /** `--json` was given. */
  readonly json: boolean;
  readonly terminal: Terminal;
  /** All commands; for the few that speak of the others. */
  readonly commands: readonly Entry[];
}

/** A command's place in the tree. Its file is loaded only when it is called. */
export interface Entry {
  /** As it is typed: `apps create`. */
  readonly name: string;
  /** What it does, in one phrase. */
  readonly brief: string;
  load(): Promise<Command>;
}

export interface Command<
  Flags extends { [name: string]: Flag } = { [name: string]: Flag },
  Names extends OptionName = OptionName,
> {
  /** As it is typed: `apps create`. */
  readonly name: string;
  /** More than the phrase of its entry: one paragraph an item. */
  readonly about?: readonly string[];
  readonly args: readonly Argument[];
  readonly flags: Flags;
  /** Options of src/options/options.ts that it reads; each is a flag too. */
  readonly options: readonly Names[];
  /** Complete command lines, shown first in `--help`. */
  readonly examples: readonly string[];
  run(call: Call<Flags, Names>): ExitCode | Promise<ExitCode>;
}

/** Keeps the types of flags and options for `run`. */
export function defineCommand<const Flags extends { [name: string]: Flag }, const Names extends OptionName>(
  command: Command<Flags, Names>,
): Command {
  // The scanner hands `run` exactly the flags and options that the command itself lists.
  return command as unknown as Command;
}

/** Options that every command has. */
export const COMMON_OPTIONS = ['color', 'debug'] as const satisfies readonly OptionName[];

/** `keyOut` on the command line: `key-out`. */
export function kebab(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
