import type { Severity, Stage } from '../core/evidence/cause.ts';
import type { Doc } from '../core/evidence/doc.ts';

/** What of the help an entry is. */
export type Kind = 'article' | 'guide' | 'command' | 'option';

/** A page of the help that can be found. */
export interface Entry {
  readonly kind: Kind;
  /** Once among its kind, as its address has it: the id of a cause, `keys check`, the flag of an option without dashes. */
  readonly id: string;
  readonly title: string;
  /** Phrases that people search by and that the page itself may not have. */
  readonly searchedAs: readonly string[];
  /** What the page says, a paragraph each, the most telling first. */
  readonly texts: readonly string[];
  /** Of an article. */
  readonly cause?: { readonly stage: Stage; readonly severity: Severity };
  /** The whole page of a command or an option; articles and guides have theirs elsewhere. */
  readonly doc?: Doc;
}
