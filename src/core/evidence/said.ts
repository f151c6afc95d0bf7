import type { CauseId } from './cause-id.ts';
import type { Party } from './rules.ts';

/** How often a cause stands behind a message, against the others of the same message: 6 is three times as often as 2. */
export type Means = { readonly [cause in CauseId]?: number };

/** What is to be looked at to decide between causes. */
export type Topic =
  | 'token'
  | 'header'
  | 'key'
  | 'kid'
  | 'identity'
  | 'time'
  | 'audience'
  | 'issuer'
  | 'key-text'
  | 'permission'
  | 'environment';

/** What refused the request once its credentials were accepted. */
export interface AfterAuthentication {
  /** Of one sentence, after "The token was accepted; ". */
  readonly what: string;
  readonly party: Party;
  /** What that party does, in the words of the product. */
  readonly step: string;
}

/** A message of a product, and what is known to be behind it. */
export interface MessageEntry {
  /** Once in its product. */
  readonly id: string;
  /**
   * Its words, in any case: `{name}` is a value that it states, `…` text that varies. Several are spellings of the same.
   * Matched from word to word: `Unauthorized` is not in `UnauthorizedError`.
   */
  readonly says: string | readonly [string, ...string[]];
  readonly means: Means;
  /** The message as it was really seen. */
  readonly sample: string;
  /** Where it is documented or was reported, where that is another place than its product's. */
  readonly source?: string;
  /** The first version that says so, where that is known. */
  readonly since?: string;
  /** Why the first cause is the first, where the words do not tell. */
  readonly note?: string;
  /** Where to look for one cause, in place of what the product says of its topic. */
  readonly decides?: { readonly [cause in CauseId]?: string };
  readonly after?: AfterAuthentication;
  /** Too common to tell its product: heeded only where the product is known otherwise. */
  readonly isCommon?: true;
}

/** Who says it: a provider, a library, a gateway, a runtime. */
export interface Product {
  readonly id: string;
  readonly name: string;
  /** The profile whose answers these are; absent: of whoever uses the product. */
  readonly profile?: string;
  readonly source: string;
  /**
   * What only it writes: a code, a namespace of its exceptions. A line that has it is its own, whose words others use too.
   * Linear: no repetition within a repetition.
   */
  readonly mark?: RegExp;
  /** Where its people look. */
  readonly look?: { readonly [topic in Topic]?: string };
  /** No product: the words that anybody uses. */
  readonly isCommonWords?: true;
  readonly messages: readonly MessageEntry[];
}

/** A message that was found in a text. */
export interface SaidMatch {
  readonly product: Product;
  readonly message: MessageEntry;
  /** The words of the catalogue that matched, without the values. */
  readonly text: string;
  /** Values that the message states, by name; never a token. */
  readonly states: { readonly [name: string]: string };
  readonly start: number;
  readonly end: number;
}
