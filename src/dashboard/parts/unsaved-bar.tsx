import type { ComponentChildren } from 'preact';
import { useId, useState } from 'preact/hooks';
import type { ApiProblem } from '../server/problem.ts';
import { Failure } from './failure.tsx';
import { Icon } from './icon.tsx';

interface Props {
  readonly title: string;
  readonly problem?: ApiProblem | undefined;
  readonly children: ComponentChildren;
}

/** The loudest thing in the product: something is not saved. It stays in sight; on a phone its title alone may. */
export function UnsavedBar({ title, problem, children }: Props) {
  const id = useId();
  const [isFolded, setFolded] = useState(false);
  return (
    <section class={isFolded ? 'unsaved-bar folded' : 'unsaved-bar'} aria-label="Not saved">
      <div class="unsaved-head">
        <p class="unsaved-title" role="status">
          <Icon name="alert" /> <strong>{title}</strong>
        </p>
        <button
          type="button"
          class="button small on-loud quiet unsaved-fold"
          aria-expanded={!isFolded}
          aria-controls={id}
          onClick={() => setFolded(!isFolded)}
        >
          {isFolded ? 'Show' : 'Hide'}
        </button>
      </div>
      <div id={id} class="unsaved-rest">
        {problem && <Failure problem={problem} />}
        {children}
      </div>
    </section>
  );
}
