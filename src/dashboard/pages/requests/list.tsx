import './requests.css';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { LogGroup } from '../../../wire/logged-request.ts';
import { setQuery, usePlace } from '../../browser/router.ts';
import { absoluteTime } from '../../browser/time-words.ts';
import { Bone } from '../../parts/bone.tsx';
import { Failure } from '../../parts/failure.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { LIST_LIMIT } from '../../server/requests.ts';
import { AcceptedPanel } from './accepted-panel.tsx';
import { Chips } from './chips.tsx';
import { Controls } from './controls.tsx';
import { chosenOf, type Filter, filterOf, groupsIn, SPANS } from './filter.ts';
import { FindReport } from './find-report.tsx';
import { useLog } from './log.ts';
import { NothingHere } from './nothing-here.tsx';
import { useStepping } from './open-entry.ts';
import { ReportPanel } from './panel.tsx';
import { Row } from './row.tsx';
import { Strip } from './strip.tsx';

/** The requests of the account that were judged, accepted and rejected, as they come. */
export default function RequestsPage() {
  const { query } = usePlace();
  const filter = filterOf(query);
  const report = query.get('report') ?? '';
  const accepted = report === '' ? (query.get('accepted') ?? '') : '';
  const opened = report || accepted;
  const [isLive, setLive] = useState(true);
  const log = useLog(filter, isLive);
  const entries = log.shown?.requests ?? [];
  const nameOf = (id: string | null) => (id === null ? undefined : log.shown?.application_names[id]);
  const panel = {
    id: opened,
    nameOf,
    onClose: () => setQuery({ report: undefined, accepted: undefined }),
  };
  const groups = groupsIn(log.groups ?? [], log.scale);
  const failed = [log.list, log.counts].find(({ state }) => state === 'failed');
  useFocusBack(opened);
  useStepping(entries, opened);
  return (
    <>
      <PageHead title="Requests">
        <FindReport />
      </PageHead>
      <div class={opened ? 'stack requests-page opened' : 'stack requests-page'}>
        <Controls filter={filter} isLive={isLive} onLive={setLive} />
        <Strip groups={chosenOf(groups, filter)} scale={log.scale} name={nameOfTime(filter)} />
        <Chips groups={groups} filter={filter} />
        <div class="row spread requests-count">
          <h2>{log.groups ? countWords(chosenOf(groups, filter), filter) : 'Requests'}</h2>
          <p class="small muted" role="status">
            {!isLive && <Waiting count={log.waiting} onShow={() => setLive(true)} />}
            {entries.length === LIST_LIMIT &&
              `Only the newest ${LIST_LIMIT} are listed: narrow the filters, or export.`}
          </p>
        </div>
        {failed?.state === 'failed' && <Failure problem={failed.problem} retry={failed.reload} />}
        {log.list.state === 'loading' && !log.shown && <Bone columns={40} />}
        {log.shown && (
          <div class={opened ? 'log with-panel' : 'log'} aria-busy={log.list.state === 'loading'}>
            {entries.length === 0 ? (
              <NothingHere filter={filter} />
            ) : (
              <div class="stack tight">
                <ol class="requests">
                  {entries.map((entry) => (
                    <Row
                      key={entry.id}
                      entry={entry}
                      isOpen={entry.id === opened}
                      name={nameOf(entry.application_id)}
                    />
                  ))}
                </ol>
                {log.hasMore && (
                  <div>
                    <button type="button" class="button" onClick={log.showMore}>
                      Show older ones
                    </button>
                  </div>
                )}
              </div>
            )}
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

function nameOfTime({ span, range }: Filter): string {
  if (!range) return SPANS[span].name;
  const [from, to] = [range.from, range.to].map((at) => absoluteTime(new Date(at * 1000)));
  return `from ${from} to ${to}`;
}

function countWords(groups: readonly LogGroup[], filter: Filter): string {
  const countOf = (outcome: string) =>
    groups.reduce((sum, group) => (group.outcome === outcome ? sum + group.count : sum), 0);
  const words = [
    ...(filter.outcome === 'accepted' ? [] : [`${countOf('rejected')} rejected`]),
    ...(filter.outcome === 'rejected' || filter.cause !== '' ? [] : [`${countOf('accepted')} accepted`]),
  ];
  return words.join(', ');
}
