import { existsSync } from 'node:fs';
import { OPTIONS, type OptionName } from '../../options/options.ts';
import { defineCommand } from '../command/command.ts';
import { EXIT } from '../terminal/failure.ts';

export const config = defineCommand({
  name: 'config',
  about: ['A secret is never shown, only that it is set, and where.'],
  args: [],
  flags: {},
  options: Object.keys(OPTIONS) as OptionName[],
  examples: ['mintmark config', 'mintmark config --json | jq .port', 'MINTMARK_PORT=5000 mintmark config'],
  run({ sources, json, terminal }) {
    const rows = (Object.keys(OPTIONS) as OptionName[]).map((name) => {
      const { value, source } = sources.read(name);
      return { name, value: shown(name, value), source };
    });
    if (json) {
      terminal.json(Object.fromEntries(rows.map(({ name, value, source }) => [name, { value, source }])));
      return EXIT.fine;
    }
    const words = rows.map(({ name, value, source }) => [name, inWords(value), source] as const);
    const [first, second] = [0, 1].map((column) => Math.max(...words.map((row) => (row[column] ?? '').length)));
    for (const [name, value, source] of words) {
      const { paint } = terminal.out;
      terminal.data(`${name.padEnd(first ?? 0)}  ${value.padEnd(second ?? 0)}  ${paint(source, 'muted')}`.trimEnd());
    }
    return EXIT.fine;
  },
});

/** What may be seen of a value: of a secret, the file it stands in, or nothing. */
function shown(name: OptionName, value: unknown): unknown {
  if (value === undefined) return null;
  if (!OPTIONS[name].secret) return value;
  const isFile = name === 'privateKey' && typeof value === 'string' && existsSync(value);
  return isFile ? value : '********';
}

function inWords(value: unknown): string {
  if (value === null) return '-';
  return Array.isArray(value) ? value.join(',') : String(value);
}
