import { readFileSync, statSync } from 'node:fs';
import { decodeText } from '../../core/keys/decode-text.ts';
import { reasonOf, usage } from '../terminal/failure.ts';
import { readInput } from './key-argument.ts';

/**
 * A token or a header value: `-` is standard input, `env:NAME` a variable, `@FILE` a file; else the text itself.
 * @param ending what is made of the end of a file
 */
export function readTextArgument(argument: string, what: string, ending = withoutFinalNewline): string {
  if (argument === '-') return ending(decodeText(readInput(what)).text);
  const [, name] = /^env:(\w+)$/.exec(argument) ?? [];
  if (name !== undefined) {
    const value = process.env[name];
    if (value === undefined) throw usage(`${what}: the environment variable ${name} is not set`);
    return value;
  }
  return argument.startsWith('@') ? ending(readTextFile(argument.slice(1), what)) : argument;
}

/**
 * What stands in the place of the token; the name of a file that is there is taken for that file, and told: nobody has a
 * token that a file is named like.
 */
export function readTokenArgument(argument: string): string {
  return readTextArgument(isFileName(argument) ? `@${argument}` : argument, 'TOKEN');
}

/** The bounds of a path, and not the beginning of a token, of `@FILE` or of `env:NAME`. */
export function isFileName(text: string): boolean {
  if (text.length > 512 || !/^(?!eyJ|@|-$|env:)[^\n\0]+$/.test(text)) return false;
  return statSync(text, { throwIfNoEntry: false })?.isFile() === true;
}

/** A file in UTF-8 or UTF-16, or standard input for `-`. @throws Failure (usage). */
export function readTextFile(path: string, what: string): string {
  const isInput = path === '-';
  try {
    return decodeText(readFileSync(isInput ? 0 : path)).text;
  } catch (error) {
    throw usage(`${what}: ${isInput ? 'standard input' : path} cannot be read: ${reasonOf(error)}`);
  }
}

/** The line feed that `echo` and editors put at the end of a file is not part of a token. */
export function withoutFinalNewline(text: string): string {
  return text.replace(/\r?\n$/, '');
}
