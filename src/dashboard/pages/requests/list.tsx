import './requests.css';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Application } from '../../../wire/application.ts';
import { setQuery, usePlace } from '../../browser/router.ts';
import { Bone } from '../../parts/bone.tsx';
import { Empty } from '../../parts/empty.tsx';
import { Failure } from '../../parts/failure.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { Command } from '../../parts/words.tsx';
import { useLoaded } from '../../server/api.ts';
import { listAll } from '../../server/applications.ts';
import { LIST_LIMIT } from '../../server/requests.ts';
import { AcceptedPanel } from './accepted-panel.tsx';
import { Chart } from './chart.tsx';
import { Controls } from './controls.tsx';
import { type Filter, filterOf, groupsIn } from './filter.ts';
import { FindReport } from './find-report.tsx';
import { useLog } from './log.ts';
import { ReportPanel } from './panel.tsx';
import { Row } from './row.tsx';

/** The requests of the account that were judged, accepted and rejected, as they come. */
export default function RequestsPage() {
  const { query } = usePlace();
  const filter = filterOf(query);
  const report = query.get('report') ?? '';
  const accepted = report === '' ? (query.get('accepted') ?? '') : '';
  const opened = report || accepted;
  const [isLive, setLive] = useState(true);
  const log = useLog(filter, isLive);
  const applications = useLoaded('all', listAll);
  const all = applications.state === 'done' ? applications.value : [];
  // The names belong to the list: shown before them, it would move when they come.
  const isBare = !log.shown || applications.state === 'loading';
  const nameOf = (id: string | null) => all.find((application) => application.id === id)?.name;
  const panel = {
    id: opened,
    nameOf,
    onClose: () => setQuery({ report: undefined, accepted: undefined }),
  };
  useFocusBack(opened);
  return (
    <>
      <PageHead title="Requests" below={<p class="muted">What was accepted, what was rejected, and why.</p>}>
        <FindReport />
      </PageHead>
      <div class="stack">
        <Controls filter={filter} applications={all} isLive={isLive} onLive={setLive} />
        <p class={isLive ? 'unseen' : 'small'} role="status">
          {!isLive && <Waiting count={log.waiting} onShow={() => setLive(true)} />}
        </p>
        {log.loading.state === 'failed' && <Failure problem={log.loading.problem} retry={log.loading.reload} />}
        {isBare && log.loading.state !== 'failed' && <Bone columns={40} />}
        {log.shown && !isBare && (
          <div class={opened ? 'log with-panel' : 'log'} aria-busy={log.loading.state === 'loading'}>
            <Log
              {...log.shown}
              {...{ filter, opened, nameOf }}
              now={log.now}
              applications={applications.state === 'done' ? all : undefined}
              onMore={log.hasMore ? log.showMore : undefined}
            />
            {report && <ReportPanel key={report} {...panel} />}
            {accepted && <AcceptedPanel key={accepted} {...panel} />}
          </div>
        )}
      </div>
    </>
  );
}

/** When what was opened is closed, its row takes the focus: only then, for a narrow window hides the list meanwhile. */
function useFocusBack(opened: string): void {
  const before = useRef('');
  useEffect(() => {
    if (opened === '' && before.current !== '') document.getElementById(`row-${before.current}`)?.focus();
    before.current = opened;
  }, [opened]);
}

function Waiting({ count, onShow }: { readonly count: number; readonly onShow: () => void }) {
  if (count === 0) return <>Paused. No new requests.</>;
  return (
    <>
      Paused. {count === 1 ? '1 new request' : `${count} new requests`}.{' '}
      <button type="button" class="link" onClick={onShow}>
        Show them
      </button>
    </>
  );
}

type LogProps = NonNullable<ReturnType<typeof useLog>['shown']> & {
  readonly filter: Filter;
  readonly now: number;
  readonly opened: string;
  readonly nameOf: (id: string | null) => string | undefined;
  /** `undefined`: they could not be read. */
  readonly applications: readonly Application[] | undefined;
  readonly onMore: (() => void) | undefined;
};

function Log({ entries, groups, filter, now, opened, nameOf, applications, onMore }: LogProps) {
  if (groupsIn(groups, filter.span, now).length === 0) {
    return <NothingHere filter={filter} applications={applications} />;
  }
  return (
    <div class="stack">
      <Chart groups={groups} filter={filter} now={now} />
      <h2>{countWords(groups, filter, now)}</h2>
      {entries.length === LIST_LIMIT && (
        <p class="small muted">Only the newest {LIST_LIMIT} are listed: narrow the filters to see older ones.</p>
      )}
      <ol class="requests">
        {entries.map((entry) => (
          <Row key={entry.id} entry={entry} isOpen={entry.id === opened} name={nameOf(entry.application_id)} />
        ))}
      </ol>
      {onMore && (
        <div>
          <button type="button" class="button" onClick={onMore}>
            Show older ones
          </button>
        </div>
      )}
    </div>
  );
}

function countWords(groups: LogProps['groups'], filter: Filter, now: number): string {
  const shown = groupsIn(groups, filter.span, now);
  const countOf = (outcome: string) =>
    shown.reduce((sum, group) => (group.outcome === outcome ? sum + group.count : sum), 0);
  const words = [
    ...(filter.outcome === 'accepted' ? [] : [`${countOf('rejected')} rejected`]),
    ...(filter.outcome === 'rejected' || filter.cause !== '' ? [] : [`${countOf('accepted')} accepted`]),
  ];
  return words.join(', ');
}

function NothingHere({ filter, applications }: Pick<LogProps, 'filter' | 'applications'>) {
  const { outcome, application, cause, status, path } = filter;
  if (outcome || application || cause || status || path) {
    const none = { outcome: undefined, application: undefined, cause: undefined, status: undefined, path: undefined };
    return (
      <Empty title="No matching requests">
        <button type="button" class="button" onClick={() => setQuery(none)}>
          Show all of them
        </button>
      </Empty>
    );
  }
  if (applications?.length === 0) {
    return (
      <Empty title="No requests yet">
        <p>A request carries a token of an application, and there are no applications yet.</p>
        <a class="button primary" href="/applications/new">
          Create an application
        </a>
      </Empty>
    );
  }
  return (
    <Empty title="No requests in this period">
      <p>
        Send one, from <a href="/try">Try it</a> or a terminal. This page shows it as soon as it is judged.
      </p>
      <Command
        text={`npx mintmark request GET ${location.origin}/v1/users --app ${applications?.[0]?.id ?? 'ID'} --key private.key`}
      />
    </Empty>
  );
}
