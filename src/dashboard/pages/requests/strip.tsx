import { useRef, useState } from 'preact/hooks';
import { formatUtc } from '../../../core/claims/numeric-date.ts';
import type { LogGroup } from '../../../wire/logged-request.ts';
import { setQuery } from '../../browser/router.ts';
import { absoluteTime } from '../../browser/time-words.ts';
import { Scroller } from '../../parts/scroller.tsx';
import { barsOf, type Scale } from './filter.ts';

interface Props {
  readonly groups: readonly LogGroup[];
  readonly scale: Scale;
  /** What is shown, in words: `last 24 hours`. */
  readonly name: string;
}

const HEIGHT = 64;

/** Accepted and rejected requests over time, one on the other and on one scale. Drawn over it, a time is chosen. */
export function Strip({ groups, scale, name }: Props) {
  const of = (outcome: string) =>
    barsOf(
      groups.filter((group) => group.outcome === outcome),
      scale,
    );
  const [rejected, accepted] = [of('rejected'), of('accepted')];
  const most = Math.max(1, ...rejected.map(({ count }, index) => count + (accepted[index]?.count ?? 0)));
  const drag = useDrag(scale);
  const share = ((drag.at ?? 0) + 0.5) / scale.bars;
  const at = drag.at === undefined ? undefined : rejected[drag.at];
  return (
    <figure class="strip">
      <div class="strip-chart" {...drag.handlers}>
        <svg viewBox={`0 0 ${scale.bars * 10} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
          {rejected.map(({ from, count }, index) => {
            const wrong = heightOf(count, most);
            const right = heightOf(accepted[index]?.count ?? 0, most);
            return (
              <g key={from}>
                <rect class="accepted" x={index * 10 + 1} width={8} y={HEIGHT - wrong - right} height={right} />
                <rect class="rejected" x={index * 10 + 1} width={8} y={HEIGHT - wrong} height={wrong} />
              </g>
            );
          })}
          {drag.chosen && (
            <rect
              class="strip-chosen"
              x={drag.chosen[0] * 10}
              width={(drag.chosen[1] - drag.chosen[0] + 1) * 10}
              y={0}
              height={HEIGHT}
            />
          )}
        </svg>
        {at && (
          // On the side where there is room for it.
          <output
            class="strip-tip small"
            style={share < 0.5 ? { left: `${share * 100}%` } : { right: `${(1 - share) * 100}%` }}
          >
            {absoluteTime(new Date(at.from * 1000)).replace(/ \(.*/, '')}: {at.count} rejected,{' '}
            {accepted[drag.at ?? 0]?.count ?? 0} accepted
          </output>
        )}
        <span class="strip-most small muted" aria-hidden="true">
          {most}
        </span>
      </div>
      <div class="row spread small muted strip-ends">
        <span>{absoluteTime(new Date(scale.first * 1000)).replace(/ \(.*/, '')}</span>
        <details class="strip-table">
          <summary>As a table</summary>
          <Scroller name={`Requests over time, ${name}`}>
            <table class="list">
              <thead>
                <tr>
                  <th scope="col">From</th>
                  <th scope="col">To</th>
                  <th scope="col">Rejected</th>
                  <th scope="col">Accepted</th>
                </tr>
              </thead>
              <tbody>
                {rejected.map(({ from, to, count }, index) => (
                  <tr key={from}>
                    <td>{formatUtc(from)}</td>
                    <td>{formatUtc(to)}</td>
                    <td class="number">{count}</td>
                    <td class="number">{accepted[index]?.count ?? 0}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </Scroller>
        </details>
        <span>{absoluteTime(new Date((scale.first + scale.bars * scale.barSeconds) * 1000)).replace(/ \(.*/, '')}</span>
      </div>
    </figure>
  );
}

/** One request among thousands is still to be seen. */
function heightOf(count: number, most: number): number {
  return count === 0 ? 0 : Math.max(2, (count / most) * (HEIGHT - 2));
}

/** Which bar the pointer is on, and which it was drawn over. A time is also chosen in the fields for it. */
function useDrag({ first, barSeconds, bars }: Scale) {
  const [at, setAt] = useState<number>();
  const [start, setStart] = useState<number>();
  const isDown = useRef(false);
  const indexOf = (event: PointerEvent) => {
    const { left, width } = (event.currentTarget as HTMLElement).getBoundingClientRect();
    return Math.min(bars - 1, Math.max(0, Math.floor(((event.clientX - left) / width) * bars)));
  };
  const chosen =
    start === undefined || at === undefined ? undefined : ([Math.min(start, at), Math.max(start, at)] as const);
  const end = () => {
    isDown.current = false;
    setStart(undefined);
  };
  return {
    at,
    chosen,
    handlers: {
      onPointerDown(event: PointerEvent) {
        if (event.button !== 0) return;
        (event.currentTarget as HTMLElement).setPointerCapture(event.pointerId);
        isDown.current = true;
        setStart(indexOf(event));
        setAt(indexOf(event));
      },
      onPointerMove: (event: PointerEvent) => setAt(indexOf(event)),
      onPointerLeave: () => isDown.current || setAt(undefined),
      onPointerCancel: end,
      onPointerUp() {
        if (chosen && chosen[1] > chosen[0]) {
          const from = first + chosen[0] * barSeconds;
          setQuery({ from: String(from), to: String(first + (chosen[1] + 1) * barSeconds) }, { replace: false });
        }
        end();
      },
    },
  };
}
