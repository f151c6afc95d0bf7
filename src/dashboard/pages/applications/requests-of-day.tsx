import '../../parts/chips.css';
import { useMemo } from 'preact/hooks';
import { Failure } from '../../parts/failure.tsx';
import { Icon } from '../../parts/icon.tsx';
import { useAnswer } from '../../server/api.ts';

const DAY_SECONDS = 86_400;

/** What became of the requests of an application in the last 24 hours, and why; each leads to them. */
export function RequestsOfDay({ id }: { readonly id: string }) {
  const since = useMemo(() => Math.floor(Date.now() / 1000) - DAY_SECONDS, [id]);
  const query = { application_id: id, since, bucket_seconds: DAY_SECONDS };
  const loaded = useAnswer('GET /request-log/counts', { query });
  const groups = loaded.state === 'done' ? [...loaded.value.groups].sort((a, b) => b.count - a.count) : [];
  const countOf = (outcome: string) =>
    groups.reduce((sum, group) => (group.outcome === outcome ? sum + group.count : sum), 0);
  const here = `/requests?application=${encodeURIComponent(id)}`;
  return (
    <section class="stack tight" aria-labelledby="requests-of-day">
      <div class="row spread">
        <h2 id="requests-of-day">Requests, last 24 hours</h2>
        <a href={here}>See its requests</a>
      </div>
      {loaded.state === 'failed' && <Failure problem={loaded.problem} retry={loaded.reload} />}
      {loaded.state !== 'failed' && (
        <nav class="chips" aria-label="Requests by cause">
          {loaded.state === 'done' && (
            <>
              <a class="chip" href={`${here}&outcome=accepted`}>
                <span class="outcome accepted">
                  <Icon name="check" />
                </span>
                Accepted <span class="number">{countOf('accepted')}</span>
              </a>
              {countOf('rejected') === 0 && <span class="small muted">None was rejected.</span>}
            </>
          )}
          {groups.map(
            ({ cause, title, count }) =>
              cause !== null && (
                <a key={cause} class="chip" href={`${here}&cause=${encodeURIComponent(cause)}`}>
                  <span class="outcome rejected">
                    <Icon name="cross" />
                  </span>
                  {title} <span class="number">{count}</span>
                </a>
              ),
          )}
        </nav>
      )}
    </section>
  );
}
