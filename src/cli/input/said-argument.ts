import { existsSync } from 'node:fs';
import { readTextArgument } from './text-argument.ts';

/** What --said holds: text, `-`, `env:NAME`, `@FILE`, or the path of a file that is there. */
export function readSaidArgument(argument: string): string {
  const isPath = /^[^\s@]+$/.test(argument) && argument !== '-' && !argument.startsWith('env:') && existsSync(argument);
  return readTextArgument(isPath ? `@${argument}` : argument, '--said');
}
