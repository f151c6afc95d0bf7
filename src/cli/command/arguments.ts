import { OPTIONS, type OptionName } from '../../options/options.ts';
import { usage } from '../terminal/failure.ts';
import { didYouMean } from '../terminal/suggest.ts';
import { COMMON_OPTIONS, type Command, kebab } from './command.ts';

/** A command line, taken apart. */
export interface Scanned {
  readonly args: readonly string[];
  readonly flags: Readonly<Flags>;
  /** Options of src/options/options.ts given as flags, still as text. */
  readonly options: Readonly<Options>;
  readonly json: boolean;
  readonly help: boolean;
}

type Flags = { [name: string]: string | boolean | readonly string[] | undefined };
type Options = { [Name in OptionName]?: string };

interface Slot {
  readonly takesValue: boolean;
  readonly many: boolean;
  set(value: string): void;
}

/**
 * Reads the words after a command's name. Only `--name`, `--name=value` and a dash with one letter are flags: a key
 * text that begins with five dashes, a lone `-` and a negative number are values like any other.
 * @throws Failure (usage) that names what is wrong and never repeats a value, which could be a token or a key.
 */
export function scan(command: Command, words: readonly string[]): Scanned {
  const found = { args: [] as string[], flags: {} as Flags, options: {} as Options, json: false, help: false };
  const slots = slotsOf(command, found);
  const letters = lettersOf(command);
  const given = new Set<string>();
  for (let index = 0; index < words.length; index++) {
    const word = words[index] as string;
    if (word === '--') {
      found.args.push(...words.slice(index + 1));
      break;
    }
    const [, name, value] =
      /^--([A-Za-z_][\w-]*)(?:=([\s\S]*))?$/.exec(word) ?? (word === '-h' ? [word, 'help'] : [word, letters.get(word)]);
    if (name === undefined) {
      if (/^-[A-Za-z]$/.test(word)) throw unknownFlag(command, word, slots.keys());
      found.args.push(word);
      continue;
    }
    const slot = slots.get(name);
    if (slot === undefined) throw unknownFlag(command, `--${name}`, slots.keys());
    if (given.has(name) && !slot.many) throw usage(`--${name} is given twice; one value was expected`);
    given.add(name);
    slot.set(slot.takesValue ? (value ?? nextValue(words, ++index, name, slots)) : onlySwitch(name, value));
  }
  if (!found.help) checkCount(command, found.args);
  return found;
}

/** Where the value of each flag goes, by its name on the command line. */
function slotsOf(command: Command, found: { flags: Flags; options: Options; json: boolean; help: boolean }) {
  const slots = new Map<string, Slot>();
  for (const [name, flag] of Object.entries(command.flags)) {
    const takesValue = flag.value !== undefined;
    const values: string[] = [];
    found.flags[name] = takesValue ? (flag.many ? values : undefined) : false;
    const set = (value: string) => {
      if (flag.many) values.push(value);
      else found.flags[name] = takesValue ? value : true;
    };
    slots.set(kebab(name), { takesValue, many: flag.many === true, set });
  }
  for (const name of [...command.options, ...COMMON_OPTIONS]) {
    const takesValue = OPTIONS[name].expected !== 'true or false';
    const set = (value: string) => {
      found.options[name] = takesValue ? value : 'true';
    };
    slots.set(OPTIONS[name].flag, { takesValue, many: false, set });
  }
  for (const name of ['json', 'help'] as const) {
    const set = () => {
      found[name] = true;
    };
    slots.set(name, { takesValue: false, many: true, set });
  }
  return slots;
}

/** The long name of each short one: `header` of `-H`. */
function lettersOf({ flags }: Command): ReadonlyMap<string, string> {
  const short = Object.entries(flags).filter(([, flag]) => flag.short !== undefined);
  return new Map(short.map(([name, flag]) => [`-${flag.short}`, kebab(name)]));
}

function nextValue(words: readonly string[], index: number, name: string, slots: ReadonlyMap<string, Slot>): string {
  const next = words[index];
  if (next === undefined || (next.startsWith('--') && slots.has(next.slice(2)))) {
    throw usage(`--${name} needs a value`, `Give it as --${name} VALUE or --${name}=VALUE`);
  }
  return next;
}

function onlySwitch(name: string, value: string | undefined): string {
  if (value !== undefined) throw usage(`--${name} is a switch and takes no value`);
  return '';
}

function unknownFlag(command: Command, flag: string, known: Iterable<string>) {
  const shown = flag.length > 40 ? `${flag.slice(0, 40)}…` : flag;
  return usage(
    `mintmark ${command.name} has no flag ${shown}.${didYouMean(flag.replace(/^-+/, ''), known, '--')}`,
    `See its flags: mintmark ${command.name} --help`,
  );
}

function checkCount(command: Command, args: readonly string[]): void {
  const missing = command.args[args.length];
  if (missing !== undefined && missing.optional !== true) {
    throw usage(
      `mintmark ${command.name} needs ${missing.name}: ${missing.brief}`,
      `See: mintmark ${command.name} --help`,
    );
  }
  const last = command.args.at(-1);
  if (args.length > command.args.length && last?.many !== true) {
    if (command.args.length === 0) {
      throw usage(
        `mintmark ${command.name} takes flags, and no arguments`,
        `See its flags: mintmark ${command.name} --help`,
      );
    }
    const takes = command.args.map(({ name }) => name).join(' ');
    throw usage(
      `mintmark ${command.name} takes ${takes}, and ${args.length} arguments were given`,
      'A value with spaces in it needs quotes',
    );
  }
}
