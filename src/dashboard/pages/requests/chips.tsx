import type { LogGroup } from '../../../wire/logged-request.ts';
import { setQuery } from '../../browser/router.ts';
import { Icon } from '../../parts/icon.tsx';
import type { Filter } from './filter.ts';

interface Props {
  /** In the order in which they are shown. */
  readonly groups: readonly LogGroup[];
  readonly filter: Filter;
}

/** Each cause with how often it was, to be chosen; what was accepted last. In one line, which scrolls. */
export function Chips({ groups, filter }: Props) {
  return (
    <fieldset class="chips" aria-label="Causes">
      {groups.map(({ outcome, cause, title, count }) => {
        const isPressed = cause === null ? filter.outcome === 'accepted' : filter.cause === cause;
        const choice = cause === null ? { outcome: 'accepted', cause: undefined } : { outcome: undefined, cause };
        return (
          <button
            key={cause ?? ''}
            type="button"
            class="chip"
            aria-pressed={isPressed}
            onClick={() => setQuery(isPressed ? { outcome: undefined, cause: undefined } : choice)}
          >
            <span class={`outcome ${outcome}`}>
              <Icon name={outcome === 'accepted' ? 'check' : 'cross'} />
            </span>
            {title ?? 'Accepted'} <span class="number">{count}</span>
          </button>
        );
      })}
    </fieldset>
  );
}
