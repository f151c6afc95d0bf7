import type { JsonValue } from '../encoding/json.ts';
import { withheld } from './withheld.ts';

const LIMIT = 80;

/** A JSON value as a fact: its JSON text without what is secret, cut at 80 characters. */
export function excerpt(value: JsonValue | undefined): string {
  const text = value === undefined ? 'nothing' : JSON.stringify(withheld(value));
  return text.length <= LIMIT ? text : `${text.slice(0, LIMIT - 1)}…`;
}

/** An excerpt in a sentence: a plain word needs no quotation marks. */
export function inWord(excerpt: string): string {
  return /^"[\w.+-]+"$/.test(excerpt) ? excerpt.slice(1, -1) : excerpt;
}
