/**
 * Words as data: what a cause says, before any surface draws it. The terminal, the 401 body, the page and the
 * documents fold the same tree.
 */
export type Inline =
  | string
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'strong'; readonly text: string }
  | { readonly kind: 'link'; readonly text: string; readonly url: string };

export type Block =
  | { readonly kind: 'heading'; readonly level: 1 | 2 | 3; readonly text: string }
  | { readonly kind: 'paragraph'; readonly inlines: readonly Inline[] }
  | { readonly kind: 'steps'; readonly items: readonly (readonly Inline[])[] }
  | { readonly kind: 'list'; readonly items: readonly (readonly Inline[])[] }
  /** Expected against received, or any other two columns. */
  | { readonly kind: 'pairs'; readonly rows: readonly (readonly [string, readonly Inline[]])[] }
  | { readonly kind: 'command'; readonly text: string };

export type Doc = readonly Block[];

export const code = (text: string): Inline => ({ kind: 'code', text });
export const strong = (text: string): Inline => ({ kind: 'strong', text });
export const link = (text: string, url: string): Inline => ({ kind: 'link', text, url });

export const heading = (level: 1 | 2 | 3, text: string): Block => ({ kind: 'heading', level, text });
export const paragraph = (...inlines: Inline[]): Block => ({ kind: 'paragraph', inlines });
export const steps = (...items: (Inline | readonly Inline[])[]): Block => ({ kind: 'steps', items: items.map(wrap) });
export const list = (...items: (Inline | readonly Inline[])[]): Block => ({ kind: 'list', items: items.map(wrap) });
export const pairs = (...rows: (readonly [string, Inline | readonly Inline[]])[]): Block => ({
  kind: 'pairs',
  rows: rows.map(([name, value]) => [name, wrap(value)] as const),
});
export const command = (text: string): Block => ({ kind: 'command', text });

/** Running text in which backticks mark code. For words of our own only: nothing from outside is to be put into it. */
export function marked(text: string): readonly Inline[] {
  return text
    .split('`')
    .map((part, i) => (i % 2 === 1 ? code(part) : part))
    .filter((part) => part !== '');
}

function wrap(item: Inline | readonly Inline[]): readonly Inline[] {
  return Array.isArray(item) ? (item as readonly Inline[]) : [item as Inline];
}
