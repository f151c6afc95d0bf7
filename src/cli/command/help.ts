import { flow } from '../../core/prose/layout.ts';
import type { Option } from '../../options/option.ts';
import { OPTIONS } from '../../options/options.ts';
import type { Paper } from '../terminal/terminal.ts';
import { COMMON_OPTIONS, type Command, type Entry, kebab } from './command.ts';

/** Help of one command: examples first, then each argument and flag, then where values come from. */
export function commandHelp(command: Command, brief: string, paper: Paper): string {
  const heading = (text: string) => paper.paint(text, 'strong');
  const lines = [`${heading(`mintmark ${command.name}`)}: ${brief}`, '', heading('Examples')];
  lines.push(...command.examples.map((example) => `  ${example}`));
  for (const paragraph of command.about ?? []) lines.push('', ...wrap(paragraph, paper.width));
  lines.push('', heading('Usage'), `  ${usageLine(command)}`);
  if (command.args.length > 0) {
    lines.push(
      '',
      heading('Arguments'),
      ...columns(
        command.args.map(({ name, brief }) => [name, brief]),
        paper,
      ),
    );
  }
  lines.push('', heading('Flags'), ...columns(flagRows(command), paper));
  return [...lines, '', ...epilogue(paper)].join('\n');
}

const EXAMPLES = [
  ['mintmark serve', 'an Application API and a gate to try'],
  ['mintmark apps create "Order updates"', 'an application, its key in a file'],
  ['mintmark mint --app ID --key ID.key', 'a token, alone on stdout'],
  ['mintmark doctor "$TOKEN" --key ID.key', 'why a request gets a 401'],
] as const;

/** Help of everything, or of one group of commands. */
export function overview(entries: readonly Entry[], group: string | undefined, paper: Paper): string {
  const heading = (text: string) => paper.paint(text, 'strong');
  const about =
    group === undefined
      ? 'application credentials and JWT authentication that explains its 401s'
      : `the ${group} commands`;
  const lines = [`${heading(group === undefined ? 'mintmark' : `mintmark ${group}`)}: ${about}`];
  if (group === undefined) {
    lines.push('', heading('Examples'));
    lines.push(...EXAMPLES.map(([line, what]) => `  ${line.padEnd(42)}${what}`));
  }
  const rows = entries.filter(({ name }) => group === undefined || name.startsWith(`${group} `));
  lines.push(
    '',
    heading('Commands'),
    ...columns(
      rows.map(({ name, brief }) => [name, brief]),
      paper,
    ),
  );
  return [...lines, '', 'Flags of one command: mintmark COMMAND --help', '', ...epilogue(paper)].join('\n');
}

function usageLine({ name, args, flags, options }: Command): string {
  const words = args.map((arg) => (arg.optional ? `[${arg.name}]` : arg.name) + (arg.many ? '…' : ''));
  return ['mintmark', name, ...words, ...(Object.keys(flags).length + options.length > 0 ? ['[flags]'] : [])].join(' ');
}

function flagRows(command: Command): [string, string][] {
  const own = Object.entries(command.flags).map(([name, { value, many, short, brief }]): [string, string] => [
    `${short === undefined ? '' : `-${short}, `}--${kebab(name)}${value === undefined ? '' : ` ${value}`}`,
    many ? `${brief}; may be repeated` : brief,
  ]);
  const shared = [...command.options, ...COMMON_OPTIONS].map((name): [string, string] => {
    const option: Option<unknown> = OPTIONS[name];
    const value = option.expected === 'true or false' ? '' : ` ${kebab(name).replace(/-/g, '_').toUpperCase()}`;
    return [`--${option.flag}${value}`, `${option.sentence} (${option.env.join(', ')}${defaultOf(option)})`];
  });
  return [...own, ...shared, ['--json', 'Print JSON.'], ['--help', 'Print this help.']];
}

function defaultOf({ default: value }: Option<unknown>): string {
  return value === undefined || value === false ? '' : `; default ${String(value)}`;
}

function epilogue(paper: Paper): string[] {
  return [
    ...wrap(
      'Values come from: flag, then environment, then ./mintmark.json or ./.vonagerc, then ~/.config/mintmark/config.json or ~/.vonage/config.json, then the default. See which one won: mintmark config',
      paper.width,
    ),
    'Exit codes: 0 fine, 1 cause found, 2 usage, 3 cannot tell, 4 server, 70 defect',
  ];
}

function columns(rows: readonly (readonly [string, string])[], paper: Paper): string[] {
  const width = Math.min(34, Math.max(0, ...rows.map(([left]) => left.length)));
  return rows.flatMap(([left, right]) => {
    const [first = '', ...more] = wrap(right, paper.width - width - 4);
    const indent = ' '.repeat(width + 4);
    const beside = left.length <= width ? [`  ${left.padEnd(width)}  ${first}`] : [`  ${left}`, `${indent}${first}`];
    return [...beside, ...more.map((line) => `${indent}${line}`)];
  });
}

function wrap(text: string, columns: number): string[] {
  return flow([text], columns, (word) => word);
}
