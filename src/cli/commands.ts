import type { Command, Entry } from './command.ts';

/** Every command, in the order of `--help`. */
export const COMMANDS: readonly Entry[] = [
  entry(
    'config',
    'Every option, its value and where it comes from',
    async () => (await import('./commands/config.ts')).config,
  ),
  entry(
    'completion',
    'Completion script of a shell',
    async () => (await import('./commands/completion.ts')).completion,
  ),
];

function entry(name: string, brief: string, load: () => Promise<Command>): Entry {
  return { name, brief, load };
}
