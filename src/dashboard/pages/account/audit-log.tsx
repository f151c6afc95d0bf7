import { useEffect, useState } from 'preact/hooks';
import { visible } from '../../../core/prose/visible.ts';
import type { AuditFilters, AuditLine } from '../../../wire/audit-log.ts';
import { setQuery, usePlace } from '../../browser/router.ts';
import { Ago } from '../../parts/ago.tsx';
import { Bone } from '../../parts/bone.tsx';
import { Empty } from '../../parts/empty.tsx';
import { Failure } from '../../parts/failure.tsx';
import { Scroller } from '../../parts/scroller.tsx';
import { useSubmission } from '../../parts/submission.ts';
import { whoWords } from '../../parts/who-words.ts';
import { send, useAnswer } from '../../server/api.ts';
import { saveAuditLog } from '../../server/audit-log.ts';
import { AuditControls } from './audit-controls.tsx';
import { auditFilterOf, auditQueryOf, isFiltered, NAMES } from './audit-filter.ts';
import { kindWords, valueWords } from './audit-words.ts';
import { AccountPage } from './layout.tsx';

/** Who changed what in the account. Owners read it; what is shown is in the address of the page. */
export default function AuditLogPage() {
  return (
    <AccountPage title="Audit log">
      {({ isOwner }) =>
        isOwner ? (
          <Log />
        ) : (
          <Empty title="Only owners read the audit log">
            <p>Ask an owner of the account, or ask one to make you an owner.</p>
          </Empty>
        )
      }
    </AccountPage>
  );
}

const PAGE = 50;

function Log() {
  const { query } = usePlace();
  const filter = auditFilterOf(query);
  const asked = auditQueryOf(filter);
  const { isBusy, problem, submit } = useSubmission();
  return (
    <section class="stack" aria-label="Audit log">
      <p>
        Every change of this account: who made it, from where, and what was there before. No line can be changed or
        removed without a trace: export the log, and <code>mintmark audit verify</code> checks it anywhere.
      </p>
      <AuditControls filter={filter} />
      <div class="row">
        <button type="button" class="button" disabled={isBusy} onClick={() => void submit(() => saveAuditLog(asked))}>
          {isFiltered(filter) ? 'Export what is shown' : 'Export the whole log'}
        </button>
        {isFiltered(filter) && (
          <button type="button" class="button quiet" onClick={() => setQuery(NO_FILTER)}>
            Show everything
          </button>
        )}
      </div>
      {problem && <Failure problem={problem} />}
      <Lines key={JSON.stringify(asked)} asked={asked} />
    </section>
  );
}

const NO_FILTER = Object.fromEntries(NAMES.map((name) => [name, undefined]));

/** The newest that fit, and older ones when they are asked for. */
function Lines({ asked }: { readonly asked: AuditFilters }) {
  const loaded = useAnswer('GET /audit-log', { query: { ...asked, limit: PAGE } });
  const { isBusy, problem, submit } = useSubmission();
  const [older, setOlder] = useState<readonly AuditLine[]>([]);
  const [isEnd, setEnd] = useState(false);
  const newest = loaded.state === 'done' ? loaded.value.lines : undefined;
  useEffect(() => setEnd(newest !== undefined && newest.length < PAGE), [newest]);
  if (loaded.state === 'failed') return <Failure problem={loaded.problem} retry={loaded.reload} />;
  if (newest === undefined) return <Bone columns={40} />;
  const lines = [...newest, ...older];
  if (lines.length === 0) {
    return (
      <Empty title="No line fits">
        <p>Nothing that is shown here was changed. What was changed before the server had an audit log is not in it.</p>
      </Empty>
    );
  }
  const showOlder = () =>
    submit(async () => {
      const before = lines.at(-1)?.position ?? 1;
      const { value } = await send('GET /audit-log', { query: { ...asked, limit: PAGE, before } });
      setOlder([...older, ...value.lines]);
      setEnd(value.lines.length < PAGE);
    });
  return (
    <>
      <Scroller name="Changes">
        <table class="list stacked audit">
          <thead>
            <tr>
              <th scope="col">When</th>
              <th scope="col">What</th>
              <th scope="col">Who</th>
              <th scope="col">From</th>
              <th scope="col">Details</th>
            </tr>
          </thead>
          <tbody>
            {lines.map((line) => (
              <Line key={line.position} line={line} />
            ))}
          </tbody>
        </table>
      </Scroller>
      {problem && <Failure problem={problem} />}
      {!isEnd && (
        <div>
          <button type="button" class="button" disabled={isBusy} onClick={() => void showOlder()}>
            Show older
          </button>
        </div>
      )}
    </>
  );
}

function Line({ line }: { readonly line: AuditLine }) {
  const { at, kind, by, from, subject, changes } = line;
  return (
    <tr>
      <td data-label="When">
        <Ago at={at} />
      </td>
      <th scope="row">
        {kindWords(kind)}
        {subject.name !== null && <span class="muted"> {visible(subject.name)}</span>}
      </th>
      <td data-label="Who">{whoWords(by)}</td>
      <td data-label="From">
        {from.address === null ? '–' : <code title={visible(from.user_agent ?? '')}>{visible(from.address)}</code>}
      </td>
      <td data-label="Details">
        {changes.length === 0 ? (
          '–'
        ) : (
          <details>
            <summary class="small">{changes.length === 1 ? '1 value' : `${changes.length} values`}</summary>
            <dl class="facts small">
              {changes.map(({ member, before, after }) => (
                <div key={member}>
                  <dt>
                    <code>{visible(member)}</code>
                  </dt>
                  <dd>
                    <span class="unseen">before: </span>
                    {valueWords(before)} <span aria-hidden="true">→</span>
                    <span class="unseen">, after: </span> {valueWords(after)}
                  </dd>
                </div>
              ))}
            </dl>
          </details>
        )}
      </td>
    </tr>
  );
}
