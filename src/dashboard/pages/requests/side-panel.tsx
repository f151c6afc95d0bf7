import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { Icon } from '../../parts/icon.tsx';

interface Props {
  readonly title: string;
  readonly id: string;
  /** Beside the button that closes it. */
  readonly link?: ComponentChildren;
  readonly onClose: () => void;
  readonly children: ComponentChildren;
}

/** What is opened beside the list: it takes the focus, and Escape closes it. */
export function SidePanel({ title, id, link, onClose, children }: Props) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), [id]);
  return (
    <aside
      class="report-panel card stack"
      aria-label={title}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose();
      }}
    >
      <div class="row spread">
        <h2 ref={heading} tabIndex={-1}>
          {title}
        </h2>
        <div class="row">
          {link}
          <button type="button" class="button small" onClick={onClose}>
            <Icon name="cross" /> Close
          </button>
        </div>
      </div>
      {children}
    </aside>
  );
}
