import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { classifyText } from '../../core/keys/classify-text.ts';
import type { Option } from '../../options/option.ts';
import { type AllSettings, OPTIONS, type OptionName } from '../../options/options.ts';
import { reasonOf, usage } from '../terminal/failure.ts';
import { didYouMean } from '../terminal/suggest.ts';

/** Where a value was found: `--port`, `MINTMARK_PORT`, the path of a file, or `default`. */
export interface Found {
  readonly value: unknown;
  readonly source: string;
}

/** Every place where options are set, in order of precedence: flag, environment, project files, user files, default. */
export interface Sources {
  /** The winning value of one option, read and checked. @throws Failure (usage). */
  read<Name extends OptionName>(name: Name): { readonly value: AllSettings[Name]; readonly source: string };
  /** Files that were read. */
  readonly files: readonly string[];
}

interface File {
  readonly path: string;
  readonly members: ReadonlyMap<string, unknown>;
  /** Whose file it is decides how its keys are spelled. */
  readonly spelling: 'mintmark' | 'vonage';
}

/** Where the command was called. */
export interface Invocation {
  readonly env: NodeJS.ProcessEnv;
  readonly directory: string;
}

/** Reads the files at once, so that an unknown key in one of them is told before anything is done. */
export function openSources(
  flags: { readonly [Name in OptionName]?: string },
  { env, directory }: Invocation,
): Sources {
  const home = env['HOME'] || homedir();
  const files = [
    readFile(join(directory, 'mintmark.json'), 'mintmark'),
    readFile(join(directory, '.vonagerc'), 'vonage'),
    readFile(join(env['XDG_CONFIG_HOME'] || join(home, '.config'), 'mintmark', 'config.json'), 'mintmark'),
    readFile(join(home, '.vonage', 'config.json'), 'vonage'),
  ].filter((file) => file !== undefined);
  return {
    files: files.map(({ path }) => path),
    read<Name extends OptionName>(name: Name) {
      const option = OPTIONS[name] as Option<AllSettings[Name]>;
      const found = find(name, option, flags, env, files);
      if (found === undefined) return { value: option.default, source: 'default' };
      const value = option.parse(found.value);
      if (value === undefined) throw wrongValue(name, option, found);
      return { value, source: found.source };
    },
  };
}

function find(
  name: OptionName,
  option: Option<unknown>,
  flags: { readonly [Name in OptionName]?: string },
  env: NodeJS.ProcessEnv,
  files: readonly File[],
): Found | undefined {
  if (flags[name] !== undefined) return { value: flags[name], source: `--${option.flag}` };
  // An empty variable counts as one that is not set: that is how shells and container files clear one.
  const variable = option.env.find((candidate) => env[candidate]);
  if (variable !== undefined) return { value: env[variable], source: variable };
  for (const { path, members, spelling } of files) {
    const key = spelling === 'mintmark' ? name : option.vonageKey;
    if (key !== undefined && members.has(key)) return { value: members.get(key), source: path };
  }
  return undefined;
}

function wrongValue(name: string, option: Option<unknown>, { value, source }: Found) {
  const shown = option.secret || looksSecret(value) ? 'a value that is not shown' : cut(JSON.stringify(value));
  return usage(`${name} cannot be ${shown} (from ${source}): expected ${option.expected}`, option.sentence);
}

/** An API secret or a token in the place of another setting; a URL with more in it than a server has. */
function looksSecret(value: unknown): boolean {
  if (typeof value !== 'string') return false;
  const fault = classifyText(value);
  return (
    /\/\/[^/]*@|[?#]/.test(value) || (fault.kind === 'secret' && /API secret|JWT|credentials/.test(fault.looksLike))
  );
}

function readFile(path: string, spelling: File['spelling']): File | undefined {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return undefined;
    throw usage(`The configuration file ${path} cannot be read: ${reasonOf(error)}`);
  }
  let parsed: unknown;
  try {
    parsed = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    throw usage(`The configuration file ${path} is not JSON`, 'Expected an object such as {"port": 4401}');
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) {
    throw usage(`The configuration file ${path} is not a JSON object`, 'Expected an object such as {"port": 4401}');
  }
  const members = new Map(Object.entries(parsed));
  if (spelling === 'mintmark') refuseUnknown(path, members.keys());
  return { path, members, spelling };
}

function refuseUnknown(path: string, names: Iterable<string>): void {
  for (const name of names) {
    if (Object.hasOwn(OPTIONS, name)) continue;
    throw usage(
      `${path} sets ${cut(JSON.stringify(name))}, which is not an option.${didYouMean(name, Object.keys(OPTIONS))}`,
      'See every option: mintmark config',
    );
  }
}

const cut = (text: string): string => (text.length > 80 ? `${text.slice(0, 80)}…` : text);
