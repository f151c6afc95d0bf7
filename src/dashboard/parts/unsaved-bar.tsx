import type { ComponentChildren } from 'preact';
import type { ApiProblem } from '../server/problem.ts';
import { Failure } from './failure.tsx';
import { Icon } from './icon.tsx';

interface Props {
  readonly title: string;
  readonly problem?: ApiProblem | undefined;
  readonly children: ComponentChildren;
}

/** The loudest thing in the product: something is not saved. It stays in sight while the page is scrolled. */
export function UnsavedBar({ title, problem, children }: Props) {
  return (
    <section class="unsaved-bar" aria-label="Not saved">
      <p class="unsaved-title" role="status">
        <Icon name="alert" /> <strong>{title}</strong>
      </p>
      {problem && <Failure problem={problem} />}
      {children}
    </section>
  );
}
