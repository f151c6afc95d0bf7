import { visible } from '../../core/prose/visible.ts';
import type { ApiProblem } from '../server/problem.ts';
import { CopyButton } from './copy-button.tsx';
import { Icon } from './icon.tsx';

interface Props {
  readonly problem: ApiProblem;
  /** What the button "Try again" does, where trying again may help. */
  readonly retry?: () => void;
}

/** Why something did not work: what the server said, word for word; of a defect with the id that its log has too. */
export function Failure({ problem, retry }: Props) {
  const { status, title, detail, parameters, instance, causeId } = problem;
  return (
    <div class="note rejected" role="alert">
      <strong>
        <Icon name="alert" /> {visible(title)}
      </strong>
      {parameters.length === 0 && detail && <p>{visible(detail)}</p>}
      {parameters.length > 0 && (
        <ul>
          {parameters.map(({ name, reason }) => (
            <li key={name + reason}>
              <code>{visible(name)}</code> {visible(reason)}.
            </li>
          ))}
        </ul>
      )}
      {causeId && (
        <p>
          <a href={`/help/${encodeURIComponent(causeId)}`}>What this means, and how to fix it</a>
        </p>
      )}
      <div class="row">
        {retry && (
          <button type="button" class="button small" onClick={retry}>
            Try again
          </button>
        )}
        {instance && status >= 500 && (
          <span class="copied small muted">
            <span>
              Request <code>{instance}</code>
            </span>
            <CopyButton text={instance} name="the id of the request" />
          </span>
        )}
      </div>
    </div>
  );
}
