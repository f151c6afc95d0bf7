import { type Argument, COMMON_OPTIONS, type Command, kebab } from '../../src/cli/command/command.ts';
import { COMMANDS } from '../../src/cli/commands.ts';
import type { Option } from '../../src/options/option.ts';
import { OPTIONS } from '../../src/options/options.ts';
import { cell, code, page, table } from './markdown.ts';

const EXIT_CODES = [
  ['0', 'fine'],
  ['1', 'a cause was found: the request is rejected'],
  ['2', 'usage or configuration'],
  ['3', 'cannot tell: evidence is missing, and it says which'],
  ['4', 'the server refused or cannot be reached'],
  ['70', 'a defect of Mintmark'],
] as const;

/** docs/reference/cli.md, from src/cli/commands. */
export async function cliPage(): Promise<string> {
  const commands = await Promise.all(COMMANDS.map(async ({ load, brief }) => ({ brief, ...(await load()) })));
  return page(
    'src/cli/commands.ts',
    '# Command line',
    'Data goes to stdout, words to stderr. `--json` on every command prints JSON, `--help` its manual. `-` is standard input. A key is a file, `-`, `env:NAME` or the key text itself.',
    table(
      ['command', 'does'],
      commands.map(({ name, brief }) => [`[${code(name)}](#mintmark-${name.replace(/ /g, '-')})`, cell(brief)]),
    ),
    '## Exit codes',
    table(['code', 'means'], EXIT_CODES),
    ...commands.flatMap(sections),
  );
}

function sections(command: Command & { readonly brief: string }): string[] {
  const flags = flagRows(command);
  return [
    `## mintmark ${command.name}`,
    sentence(command.brief),
    ...(command.about ?? []).map(cell),
    `\`\`\`sh\n${command.examples.join('\n')}\n\`\`\``,
    ...(command.args.length > 0 ? [table(['argument', 'what it is'], command.args.map(argumentRow))] : []),
    ...(flags.length > 0 ? [table(['flag', 'what it is'], flags)] : []),
  ];
}

function argumentRow({ name, brief, optional, many }: Argument): readonly string[] {
  return [code(`${name}${many ? '…' : ''}`), `${cell(brief)}${optional ? '; may be left out' : ''}`];
}

function flagRows(command: Command): (readonly string[])[] {
  const own = Object.entries(command.flags).map(([name, { value, many, brief }]) => [
    code(`--${kebab(name)}${value === undefined ? '' : ` ${value}`}`),
    `${cell(brief)}${many ? '; may be repeated' : ''}`,
  ]);
  if (command.options.length >= Object.keys(OPTIONS).length - COMMON_OPTIONS.length) {
    return [...own, ['all of them', 'Every [option](options.md) is a flag.']];
  }
  const common: readonly string[] = COMMON_OPTIONS;
  const shared = command.options
    .filter((name) => !common.includes(name))
    .map((name) => {
      const option: Option<unknown> = OPTIONS[name];
      return [code(`--${option.flag}`), `${cell(option.sentence)} [Option](options.md) ${code(name)}.`];
    });
  return [...own, ...shared];
}

function sentence(phrase: string): string {
  return `${phrase.charAt(0).toUpperCase()}${cell(phrase.slice(1))}.`;
}
