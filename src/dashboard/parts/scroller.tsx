import type { ComponentChildren } from 'preact';

/** A table that may be wider than the window: it scrolls by itself, with the keyboard too. */
export function Scroller({ name, children }: { readonly name: string; readonly children: ComponentChildren }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to take the focus to be scrolled by keys
    <section class="scroller" aria-label={name} tabIndex={0}>
      {children}
    </section>
  );
}
