import { describeDuration, formatUtc } from '../../../core/claims/numeric-date.ts';
import { causeById } from '../../../core/diagnosis/diagnose.ts';
import { Ago } from '../../parts/ago.tsx';
import { Scroller } from '../../parts/scroller.tsx';
import type { ReportSummary } from '../../reports.ts';
import { setQuery } from '../../router.ts';
import { BUCKETS, bucketsOf, type Filter, groupByCause, SPAN_NAMES, SPANS, type SpanName } from './filter.ts';

interface Props {
  readonly reports: readonly ReportSummary[];
  readonly filter: Filter;
  /** End of the time that is shown: NumericDate seconds. */
  readonly now: number;
}

/** Answers one question: why requests were rejected. Bars over time, then each cause with its share. */
export function Chart({ reports, filter, now }: Props) {
  const { span } = filter;
  const groups = groupByCause(reports, span, now);
  const totals = bucketsOf(reports, span, now);
  return (
    <section class="card stack" aria-labelledby="chart">
      <h2 id="chart">Why requests were rejected, {SPAN_NAMES[span]}</h2>
      <Bars totals={totals} span={span} />
      <Scroller name="Causes, by how often they were found">
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
            {groups.map(({ cause, count, buckets, firstAt, lastAt }) => (
              <tr key={cause}>
                <th scope="row">
                  <button
                    type="button"
                    class="link"
                    aria-pressed={filter.cause === cause}
                    onClick={() => setQuery({ cause: filter.cause === cause ? undefined : cause })}
                  >
                    {causeById(cause)?.title ?? cause}
                  </button>
                </th>
                <td class="number">{count}</td>
                <td>
                  <Spark buckets={buckets} />
                </td>
                <td>
                  <Ago at={firstAt} />
                </td>
                <td>
                  <Ago at={lastAt} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroller>
      <AsTable totals={totals} span={span} now={now} />
    </section>
  );
}

interface BarsProps {
  readonly totals: readonly number[];
  readonly span: SpanName;
  readonly now: number;
}

const HEIGHT = 100;

function Bars({ totals, span }: Omit<BarsProps, 'now'>) {
  const most = Math.max(1, ...totals);
  return (
    <figure class="bars" aria-hidden="true">
      <span class="bars-most small muted">{most}</span>
      <svg class="bars-chart" viewBox={`0 0 ${BUCKETS * 10} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
        <path class="bars-grid" d={`M0 0.5H${BUCKETS * 10}M0 ${HEIGHT / 2}H${BUCKETS * 10}`} />
        {totals.map((count, index) => (
          <rect
            key={index}
            x={index * 10 + 1}
            width={8}
            y={HEIGHT - (count / most) * HEIGHT}
            height={(count / most) * HEIGHT}
          />
        ))}
        <path class="bars-axis" d={`M0 ${HEIGHT - 0.5}H${BUCKETS * 10}`} />
      </svg>
      <span class="bars-ends small muted">
        <span>{describeDuration(SPANS[span])} ago</span>
        <span>{describeDuration(SPANS[span] / 2)}</span>
        <span>now</span>
      </span>
    </figure>
  );
}

function Spark({ buckets }: { readonly buckets: readonly number[] }) {
  const most = Math.max(1, ...buckets);
  return (
    <svg class="spark" viewBox={`0 0 ${BUCKETS * 4} 20`} aria-hidden="true">
      {buckets.map((count, index) => (
        <rect key={index} x={index * 4} width={3} y={20 - (count / most) * 20} height={(count / most) * 20} />
      ))}
      <path d={`M0 19.5H${BUCKETS * 4}`} />
    </svg>
  );
}

function AsTable({ totals, span, now }: BarsProps) {
  return (
    <details>
      <summary class="small">The bars as a table</summary>
      <table class="list">
        <thead>
          <tr>
            <th scope="col">From</th>
            <th scope="col">To</th>
            <th scope="col">Rejected</th>
          </tr>
        </thead>
        <tbody>
          {totals.map((count, index) => (
            <tr key={index}>
              <td>{formatUtc(edge(index, span, now))}</td>
              <td>{formatUtc(edge(index + 1, span, now))}</td>
              <td class="number">{count}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}

function edge(index: number, span: SpanName, now: number): number {
  return Math.floor(now - SPANS[span] + (SPANS[span] / BUCKETS) * index);
}
