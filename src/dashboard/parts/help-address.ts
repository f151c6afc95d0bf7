import type { Entry, Kind } from '../../help/entry.ts';

/** What an entry is, in a word. */
export const KIND_NAMES = {
  article: 'Cause',
  guide: 'Guide',
  command: 'Command',
  option: 'Option',
} as const satisfies Record<Kind, string>;

const FOLDERS = { article: '', guide: 'guides/', command: 'commands/', option: 'options/' } as const;

/** The page of an entry. */
export function addressOf({ kind, id }: Entry): string {
  return `/help/${FOLDERS[kind]}${id.replaceAll(' ', '-')}`;
}
