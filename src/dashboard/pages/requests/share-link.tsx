import { useState } from 'preact/hooks';
import { isAtLeast } from '../../../ports/role.ts';
import type { CreatedShare } from '../../../wire/shares.ts';
import { Ago } from '../../parts/ago.tsx';
import { Failure } from '../../parts/failure.tsx';
import { Machine } from '../../parts/machine.tsx';
import { useSubmission } from '../../parts/submission.ts';
import { send, useAnswer } from '../../server/api.ts';
import { useRole } from '../../server/session.ts';
import { ShareList } from './share-list.tsx';

const DAYS = [
  [1, '1 day'],
  [7, '7 days'],
  [30, '30 days'],
  [90, '90 days'],
] as const;
const DEFAULT_DAYS = 7;

/** A link to a report for somebody without an account, with its end; and those that there are, to be taken back. */
export function ShareLink({ id }: { readonly id: string }) {
  const loaded = useAnswer('GET /shares', { query: { report_id: id } });
  const [created, setCreated] = useState<CreatedShare>();
  const [days, setDays] = useState<number>(DEFAULT_DAYS);
  const { isBusy, problem, submit } = useSubmission();
  const mayShare = isAtLeast(useRole(), 'developer');
  const shares = loaded.state === 'done' ? loaded.value.shares : [];
  const share = async () => {
    await submit(async () =>
      setCreated((await send('POST /reports/:id/shares', { params: { id }, body: { days } })).value),
    );
    loaded.reload();
  };
  if (!mayShare && shares.length === 0) return null;
  return (
    <section class="stack tight" aria-labelledby="share">
      <h3 id="share">Share it with somebody who has no account</h3>
      <p class="small muted">
        Whoever has the link reads what the sender of the request was told, and nothing of what only you know.{' '}
        <a href="/requests/shared">All shared links</a>
      </p>
      {mayShare && (
        <div class="row">
          <label class="row small">
            Expires in
            <select class="input" value={days} onChange={({ currentTarget }) => setDays(Number(currentTarget.value))}>
              {DAYS.map(([value, words]) => (
                <option key={value} value={value}>
                  {words}
                </option>
              ))}
            </select>
          </label>
          <button type="button" class="button" disabled={isBusy} onClick={() => void share()}>
            Make a link
          </button>
        </div>
      )}
      {problem && <Failure problem={problem} />}
      {created && (
        <div class="note accepted" role="status">
          <p>
            Copy the link now: it is not shown again. It expires <Ago at={created.expires_at} />.
          </p>
          <Machine text={created.link} name="the link to the report" />
        </div>
      )}
      {loaded.state === 'failed' && <Failure problem={loaded.problem} retry={loaded.reload} />}
      {shares.length > 0 && (
        <ShareList
          shares={shares}
          onTakenBack={(gone) => {
            if (created?.id === gone) setCreated(undefined);
            loaded.reload();
          }}
        />
      )}
    </section>
  );
}
