import { CLIENT_OPTIONS } from '../../src/options/client-options.ts';
import type { Option } from '../../src/options/option.ts';
import { SERVER_OPTIONS } from '../../src/options/options.ts';
import { cell, code, page, table } from './markdown.ts';

type Options = { readonly [name: string]: Option<unknown> };

/** docs/reference/options.md, from src/options/options.ts. */
export function optionsPage(): string {
  return page(
    'src/options/options.ts',
    '# Options',
    'Each option can be given as a flag, as an environment variable, or in `mintmark.json` under its name. What wins, in this order: flag, environment, project file (`./mintmark.json`, then `./.vonagerc`), user file (`~/.config/mintmark/config.json`, then `~/.vonage/config.json`), default. `mintmark config` shows the value of each, and where it came from.',
    '## Of the server',
    '`mintmark serve` and `npm start` take all of them.',
    optionTable(SERVER_OPTIONS),
    '## Of the other commands',
    'A command takes those that its `--help` lists.',
    optionTable(CLIENT_OPTIONS),
  );
}

function optionTable(options: Options): string {
  return table(
    ['name', 'flag', 'environment', 'default', 'what it is'],
    Object.entries(options).map(([name, option]) => [
      code(name),
      code(`--${option.flag}`),
      option.env.map(code).join(', '),
      defaultOf(option),
      `${cell(option.sentence)} Takes ${cell(option.expected)}.${option.secret ? ' Never shown whole.' : ''}`,
    ]),
  );
}

function defaultOf({ default: value }: Option<unknown>): string {
  if (value === undefined) return 'none';
  return code(Array.isArray(value) ? value.join(',') : String(value));
}
