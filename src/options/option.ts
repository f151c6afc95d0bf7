import type { Kind } from './kinds.ts';

/** One option: what it is called in every place where it can be set, and what it means. */
export interface Option<T> extends Kind<T> {
  /** On the command line: `data` for `--data`. */
  readonly flag: string;
  /** Environment variables, the `MINTMARK_*` one first; the rest are names that users already export. */
  readonly env: readonly [string, ...string[]];
  /** Its key in another tool's file (`.vonagerc`, `~/.vonage/config.json`). */
  readonly vonageKey?: string;
  readonly default: T;
  /** A value that is never shown whole. */
  readonly secret?: true;
  /** What it is for, in one sentence: the manual and `--help` are made from it. */
  readonly sentence: string;
}

/** Keeps the type of its value. */
export function option<T>(whole: Option<T>): Option<T> {
  return whole;
}
