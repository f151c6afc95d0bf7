import './requests.css';
import { useEffect, useState } from 'preact/hooks';
import { visible } from '../../../core/prose/visible.ts';
import { useLoaded } from '../../api.ts';
import { listAll } from '../../applications.ts';
import { Ago } from '../../parts/ago.tsx';
import { Bone } from '../../parts/bone.tsx';
import { Empty } from '../../parts/empty.tsx';
import { Failure } from '../../parts/failure.tsx';
import { Icon } from '../../parts/icon.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { Command } from '../../parts/words.tsx';
import { REPORT_LIMIT, type ReportSummary } from '../../reports.ts';
import { setQuery, usePlace } from '../../router.ts';
import { Chart } from './chart.tsx';
import { Controls } from './controls.tsx';
import { type Filter, filterOf, fits } from './filter.ts';
import { FindReport } from './find-report.tsx';
import { useLog } from './log.ts';
import { ReportPanel } from './panel.tsx';

const ROWS = 100;

/** The rejected requests of the account, as they come. */
export default function RequestsPage() {
  const { query } = usePlace();
  const filter = filterOf(query);
  const opened = query.get('report') ?? '';
  const [isLive, setLive] = useState(true);
  const log = useLog(filter, isLive);
  const applications = useLoaded('all', listAll);
  const all = applications.state === 'done' ? applications.value : [];
  const nameOf = (id: string | null) => all.find((application) => application.id === id)?.name;
  const close = () => {
    setQuery({ report: undefined });
    document.getElementById(`row-${opened}`)?.focus();
  };
  return (
    <>
      <PageHead
        title="Requests"
        below={
          <p class="muted">
            Requests that were rejected, and why. Accepted ones are not kept: <a href="/metrics">/metrics</a> counts
            them.
          </p>
        }
      >
        <FindReport />
      </PageHead>
      <div class="stack">
        <Controls filter={filter} applications={all} isLive={isLive} onLive={setLive} />
        {!isLive && log.waiting > 0 && (
          <p class="small" role="status">
            {log.waiting === 1 ? '1 more request was' : `${log.waiting} more requests were`} rejected meanwhile.{' '}
            <button type="button" class="link" onClick={() => setLive(true)}>
              Show them
            </button>
          </p>
        )}
        {log.loading.state === 'failed' && <Failure problem={log.loading.problem} retry={log.loading.reload} />}
        {log.loading.state === 'loading' && <Bone columns={40} />}
        {log.loading.state === 'done' && (
          <div class={opened ? 'log with-panel' : 'log'}>
            <Log reports={log.reports} filter={filter} now={log.now} opened={opened} nameOf={nameOf} />
            {opened && <ReportPanel key={opened} id={opened} nameOf={nameOf} onClose={close} />}
          </div>
        )}
      </div>
    </>
  );
}

interface LogProps {
  readonly reports: readonly ReportSummary[];
  readonly filter: Filter;
  readonly now: number;
  readonly opened: string;
  readonly nameOf: (id: string | null) => string | undefined;
}

function Log({ reports, filter, now, opened, nameOf }: LogProps) {
  const [shown, setShown] = useState(ROWS);
  useEffect(() => setShown(ROWS), [filter.application, filter.cause, filter.status, filter.path, filter.span]);
  const fitting = reports.filter((report) => fits(report, filter));
  if (fitting.length === 0) return <NothingHere filter={filter} />;
  const isCapped = reports.length >= REPORT_LIMIT;
  return (
    <div class="stack">
      <Chart reports={fitting} filter={filter} now={now} />
      <h2>
        {fitting.length} rejected {fitting.length === 1 ? 'request' : 'requests'}
      </h2>
      {isCapped && (
        <p class="small muted">The newest {REPORT_LIMIT} are shown: narrow the filters to see older ones.</p>
      )}
      <ol class="requests">
        {fitting.slice(0, shown).map((report) => (
          <Row key={report.id} report={report} isOpen={report.id === opened} name={nameOf(report.application_id)} />
        ))}
      </ol>
      {fitting.length > shown && (
        <div>
          <button type="button" class="button" onClick={() => setShown(shown + ROWS)}>
            Show {Math.min(ROWS, fitting.length - shown)} more
          </button>
        </div>
      )}
    </div>
  );
}

interface RowProps {
  readonly report: ReportSummary;
  readonly isOpen: boolean;
  readonly name: string | undefined;
}

function Row({ report, isOpen, name }: RowProps) {
  const { id, at, cause, title, status, method, path, application_id: applicationId } = report;
  return (
    <li aria-current={isOpen || undefined}>
      <span class="tag rejected">
        <Icon name="cross" /> {status}
      </span>
      <div class="request-what">
        <a
          id={`row-${id}`}
          href={`/requests/${encodeURIComponent(id)}`}
          onClick={(event) => {
            if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
            event.preventDefault();
            setQuery({ report: id }, { replace: false });
          }}
        >
          {visible(title)}
        </a>
        <span class="small muted">
          <code>{cause}</code>
        </span>
      </div>
      <div class="request-where small">
        <code>{visible(`${method ?? ''} ${path ?? 'path not known'}`.trim())}</code>
        <span class="muted">
          <bdi>{visible(name ?? applicationId ?? 'no application')}</bdi>
        </span>
      </div>
      <span class="small muted request-when">
        <Ago at={at} />
      </span>
    </li>
  );
}

function NothingHere({ filter }: { readonly filter: Filter }) {
  const isFiltered = filter.application || filter.cause || filter.status || filter.path;
  if (isFiltered) {
    return (
      <Empty title="No rejected request fits">
        <button
          type="button"
          class="button"
          onClick={() => setQuery({ application: undefined, cause: undefined, status: undefined, path: undefined })}
        >
          Show all of them
        </button>
      </Empty>
    );
  }
  return (
    <Empty title="No request was rejected in this time">
      <p>
        Send one, from <a href="/try">Try it</a> or a terminal. This page shows it as soon as it is rejected.
      </p>
      <Command text={`curl -i -X POST ${location.origin}/v1/messages -H "Authorization: Bearer not.a.token"`} />
    </Empty>
  );
}
