import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { takeFocus } from '../browser/router.ts';

interface Props {
  /** The heading, and the title of the window. */
  readonly title: string;
  /** What leads back up, above the heading. */
  readonly above?: ComponentChildren;
  /** Under the heading. */
  readonly below?: ComponentChildren;
  /** Buttons, beside the heading. */
  readonly children?: ComponentChildren;
}

/** The head of a page. After a change of page the heading takes the focus, so that it is read out. */
export function PageHead({ title, above, below, children }: Props) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (takeFocus()) heading.current?.focus({ preventScroll: true });
  }, []);
  useEffect(() => {
    document.title = `${title} · Mintmark`;
  }, [title]);
  return (
    <div class="page-head">
      <div>
        {above !== undefined && <div class="crumbs">{above}</div>}
        <h1 ref={heading} tabIndex={-1}>
          <bdi>{title}</bdi>
        </h1>
        {below}
      </div>
      {children !== undefined && <div class="row">{children}</div>}
    </div>
  );
}
