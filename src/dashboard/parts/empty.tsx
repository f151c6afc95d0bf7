import type { ComponentChildren } from 'preact';

interface Props {
  readonly title: string;
  /** The first thing to do. */
  readonly children: ComponentChildren;
}

/** Nothing is there yet: what would be, and the first thing to do. */
export function Empty({ title, children }: Props) {
  return (
    <div class="empty">
      <h2>{title}</h2>
      {children}
    </div>
  );
}
