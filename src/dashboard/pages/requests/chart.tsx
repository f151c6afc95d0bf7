import { describeDuration, formatUtc } from '../../../core/claims/numeric-date.ts';
import type { LogGroup } from '../../../wire/logged-request.ts';
import { setQuery } from '../../browser/router.ts';
import { Ago } from '../../parts/ago.tsx';
import { Icon } from '../../parts/icon.tsx';
import { Scroller } from '../../parts/scroller.tsx';
import { type Bar, barsOf, type Filter, groupsIn, type ShownGroup, SPANS } from './filter.ts';

interface Props {
  readonly groups: readonly LogGroup[];
  readonly filter: Filter;
  /** End of the time that is shown: NumericDate seconds. */
  readonly now: number;
}

const OUTCOMES = [
  { outcome: 'rejected', name: 'Rejected', icon: 'cross' },
  { outcome: 'accepted', name: 'Accepted', icon: 'check' },
] as const;

/** Rejected and accepted requests over time, each on a scale of its own; then each cause with its share. */
export function Chart({ groups, filter, now }: Props) {
  const { span } = filter;
  const shown = groupsIn(groups, span, now);
  const series = OUTCOMES.map((one) => {
    const own = shown.filter(({ outcome }) => outcome === one.outcome);
    return { ...one, bars: barsOf(own, span, now), isEmpty: own.length === 0 };
  });
  return (
    <section class="card stack" aria-labelledby="chart">
      <h2 id="chart">Requests over time, {SPANS[span].name}</h2>
      {series.map((one) => one.isEmpty || <Bars key={one.outcome} {...one} />)}
      <Ends bars={series[0]?.bars ?? []} />
      <Scroller name="Requests by cause">
        <table class="list causes">
          <thead>
            <tr>
              <th scope="col">Cause</th>
              <th scope="col">Requests</th>
              <th scope="col">Over time</th>
              <th scope="col">First seen</th>
              <th scope="col">Last seen</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((group) => (
              <GroupRow key={group.cause ?? ''} group={group} filter={filter} />
            ))}
          </tbody>
        </table>
      </Scroller>
      <AsTable series={series} />
    </section>
  );
}

function GroupRow({ group, filter }: { readonly group: ShownGroup; readonly filter: Filter }) {
  const { outcome, cause, title, count, bars, first_at: firstAt, last_at: lastAt } = group;
  const isPressed = cause === null ? filter.outcome === 'accepted' : filter.cause === cause;
  const choice = cause === null ? { outcome: 'accepted', cause: undefined } : { outcome: undefined, cause };
  return (
    <tr>
      <th scope="row">
        <span class={`outcome ${outcome}`}>
          <Icon name={outcome === 'accepted' ? 'check' : 'cross'} />
        </span>{' '}
        <button
          type="button"
          class="link"
          aria-pressed={isPressed}
          onClick={() => setQuery(isPressed ? { outcome: undefined, cause: undefined } : choice)}
        >
          {title ?? 'Accepted'}
        </button>
      </th>
      <td class="number">{count}</td>
      <td>
        <Spark bars={bars} outcome={outcome} />
      </td>
      <td>
        <Ago at={firstAt} />
      </td>
      <td>
        <Ago at={lastAt} />
      </td>
    </tr>
  );
}

interface BarsProps {
  readonly outcome: LogGroup['outcome'];
  readonly name: string;
  readonly icon: 'check' | 'cross';
  readonly bars: readonly Bar[];
}

const HEIGHT = 100;

function Bars({ outcome, name, icon, bars }: BarsProps) {
  const most = Math.max(1, ...bars.map(({ count }) => count));
  const width = bars.length * 10;
  return (
    <figure class={`bars ${outcome}`} aria-hidden="true">
      <figcaption class="small">
        <span class={`outcome ${outcome}`}>
          <Icon name={icon} />
        </span>{' '}
        {name}
      </figcaption>
      <span class="bars-most small muted">{most}</span>
      <svg class="bars-chart" viewBox={`0 0 ${width} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
        <path class="bars-grid" d={`M0 0.5H${width}M0 ${HEIGHT / 2}H${width}`} />
        {bars.map(({ from, count }, index) => (
          <rect key={from} x={index * 10 + 1} width={8} {...heightOf(count, most, HEIGHT)} />
        ))}
        <path class="bars-axis" d={`M0 ${HEIGHT - 0.5}H${width}`} />
      </svg>
    </figure>
  );
}

/** One request among thousands is still to be seen. */
function heightOf(count: number, most: number, whole: number) {
  const height = count === 0 ? 0 : Math.max(whole / 25, (count / most) * whole);
  return { y: whole - height, height };
}

function Ends({ bars }: { readonly bars: readonly Bar[] }) {
  const [first, last] = [bars[0], bars.at(-1)];
  if (!first || !last) return null;
  const seconds = last.to - first.to;
  return (
    <div class="bars-ends small muted" aria-hidden="true">
      <span>{describeDuration(seconds)} ago</span>
      <span>{describeDuration(seconds / 2)}</span>
      <span>now</span>
    </div>
  );
}

function Spark({ bars, outcome }: Pick<BarsProps, 'bars' | 'outcome'>) {
  const most = Math.max(1, ...bars.map(({ count }) => count));
  return (
    <svg class={`spark ${outcome}`} viewBox={`0 0 ${bars.length * 4} 20`} aria-hidden="true">
      {bars.map(({ from, count }, index) => (
        <rect key={from} x={index * 4} width={3} {...heightOf(count, most, 20)} />
      ))}
      <path d={`M0 19.5H${bars.length * 4}`} />
    </svg>
  );
}

function AsTable({ series }: { readonly series: readonly (BarsProps & { readonly isEmpty: boolean })[] }) {
  const bars = series[0]?.bars ?? [];
  return (
    <details>
      <summary class="small">The bars as a table</summary>
      <Scroller name="The bars as a table">
        <table class="list">
          <thead>
            <tr>
              <th scope="col">From</th>
              <th scope="col">To</th>
              {series.map(({ name }) => (
                <th key={name} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {bars.map(({ from, to }, index) => (
              <tr key={from}>
                <td>{formatUtc(from)}</td>
                <td>{formatUtc(to)}</td>
                {series.map((one) => (
                  <td key={one.name} class="number">
                    {one.bars[index]?.count ?? 0}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </Scroller>
    </details>
  );
}
