import { readFileSync } from 'node:fs';
import { reasonOf, usage } from '../terminal/failure.ts';

/** A JSON object given as text or as `@file`. @throws Failure (usage). */
export function readJsonArgument(argument: string, flag: string): { readonly [name: string]: unknown } {
  let text = argument;
  if (argument.startsWith('@')) {
    try {
      text = readFileSync(argument.slice(1), 'utf8');
    } catch (error) {
      throw usage(`${flag}: ${argument.slice(1)} cannot be read: ${reasonOf(error)}`);
    }
  }
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return value as { [name: string]: unknown };
  } catch {
    // Told below, together with JSON that is no object.
  }
  throw usage(`${flag} takes a JSON object or @FILE with one`, `For example: ${flag} '{"paths":{"/*/users/**":{}}}'`);
}
