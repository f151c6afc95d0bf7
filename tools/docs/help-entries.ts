import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Command, kebab } from '../../src/cli/command/command.ts';
import { COMMANDS } from '../../src/cli/commands.ts';
import { code, command, heading, pairs, paragraph } from '../../src/core/evidence/doc.ts';
import { GUIDE_IDS } from '../../src/dashboard/pages/help/guide-ids.ts';
import { articleEntries, catalogue, paragraphsOf } from '../../src/help/articles.ts';
import type { Entry } from '../../src/help/entry.ts';
import { type HelpIndex, makeIndex } from '../../src/help/help-index.ts';
import type { Option } from '../../src/options/option.ts';
import { OPTIONS } from '../../src/options/options.ts';
import { house } from '../law.ts';

/** The index of all help: articles, guides, commands and options, and the messages that lead to articles. */
export async function helpIndex(): Promise<HelpIndex> {
  const commands = await Promise.all(COMMANDS.map(async ({ load, brief }) => commandEntry(await load(), brief)));
  const options = Object.entries(OPTIONS).map(([name, option]) => optionEntry(name, option));
  return makeIndex([...articleEntries(), ...guideEntries(), ...commands, ...options], catalogue());
}

/** The guides that the page shows, from the same files. */
function guideEntries(): readonly Entry[] {
  const folder = join(house, 'docs/guides');
  const files = new Set(readdirSync(folder));
  return GUIDE_IDS.filter((id) => files.has(`${id}.md`)).map((id) => {
    const text = readFileSync(join(folder, `${id}.md`), 'utf8');
    const [, title = id] = /^# (.*)$/m.exec(text) ?? [];
    return { kind: 'guide', id, title, searchedAs: [], texts: proseOf(text) };
  });
}

/** Paragraphs and headings without Markdown; code is found by what is written about it. */
function proseOf(text: string): readonly string[] {
  return text
    .replace(/^# .*$/m, '')
    .replaceAll(/^```[\s\S]*?^```$/gm, '')
    .split(/\n\s*\n/)
    .map((block) =>
      block
        .replaceAll(/\[([^\]]+)\]\([^)]+\)/g, '$1')
        .replaceAll(/[`*]+/g, '')
        .replaceAll(/[|#]+|^-{3,}.*$/gm, ' ')
        .replace(/\s+/g, ' ')
        .trim(),
    )
    .filter((block) => block !== '');
}

function commandEntry({ name, about = [], args, flags, examples }: Command, brief: string): Entry {
  const doc = [
    paragraph(`${brief}.`),
    ...about.map((one) => paragraph(one)),
    heading(2, 'Examples'),
    command(examples.join('\n')),
    heading(2, 'Arguments and flags'),
    pairs(
      ...args.map((arg) => [arg.name, arg.brief] as const),
      ...Object.entries(flags).map(([flag, { value, brief }]) => {
        return [`--${kebab(flag)}${value === undefined ? '' : ` ${value}`}`, brief] as const;
      }),
      ['--help', 'All flags, with the options that the command takes.'],
    ),
  ];
  return { kind: 'command', id: name, title: `mintmark ${name}`, searchedAs: [brief], texts: paragraphsOf(doc), doc };
}

function optionEntry(name: string, { flag, env, sentence, expected, default: value }: Option<unknown>): Entry {
  const doc = [
    paragraph(sentence),
    pairs(
      ['Flag', code(`--${flag}`)],
      ['Environment', code(env.join(', '))],
      ['mintmark.json', code(name)],
      ['Takes', expected],
      ['Default', value === undefined ? 'none' : code(String(value))],
    ),
  ];
  return { kind: 'option', id: flag, title: `--${flag}`, searchedAs: [...env, name], texts: paragraphsOf(doc), doc };
}
