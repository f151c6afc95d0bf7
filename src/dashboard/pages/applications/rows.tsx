import '../../parts/chips.css';
import { visible } from '../../../core/prose/visible.ts';
import type { Application } from '../../../wire/application.ts';
import type { ApplicationActivity } from '../../../wire/application-activity.ts';
import { Ago } from '../../parts/ago.tsx';
import { CopyButton } from '../../parts/copy-button.tsx';
import { Failure } from '../../parts/failure.tsx';
import { Icon } from '../../parts/icon.tsx';
import { useAnswer, useReloadOnReturn } from '../../server/api.ts';
import { EnvironmentTag } from './label-fields.tsx';

type Activity = ApplicationActivity['applications'][number];

/** What is known of a row beyond the application itself. */
type Known = Activity | 'asked' | 'unknown';

/** One page of the list. What happens with its applications is asked about once, for all of them. */
export function Rows({ applications }: { readonly applications: readonly Application[] }) {
  const ids = applications.map(({ id }) => id).join(',');
  const loaded = useAnswer('GET /v2/applications/activity', { query: { ids } });
  useReloadOnReturn(loaded.reload);
  const of = ({ id }: Application): Known => {
    if (loaded.state !== 'done') return loaded.state === 'loading' ? 'asked' : 'unknown';
    return loaded.value.applications.find((one) => one.id === id) ?? 'unknown';
  };
  return (
    <>
      {loaded.state === 'failed' && <Failure problem={loaded.problem} retry={loaded.reload} />}
      <ul class="applications">
        {applications.map((application) => (
          <Row key={application.id} application={application} known={of(application)} />
        ))}
      </ul>
    </>
  );
}

function Row({ application, known }: { readonly application: Application; readonly known: Known }) {
  const { id, name, note, environment, capabilities } = application;
  return (
    <li>
      <div class="application-name">
        <a href={`/applications/${id}`}>
          <bdi>{visible(name)}</bdi>
        </a>
        {(environment !== '' || note !== '') && (
          <span class="application-label small muted">
            <EnvironmentTag environment={environment} />{' '}
            <span class="application-note">{visible(note.replace(/\s+/g, ' '))}</span>
          </span>
        )}
        <span class="copied muted">
          <code>{id}</code>
          <CopyButton text={id} name={`the id of ${visible(name)}`} />
        </span>
      </div>
      <div class="small application-use">
        <LastUse application={application} known={known} />
      </div>
      <div class="muted small">{Object.keys(capabilities).map(visible).join(', ') || 'no capabilities'}</div>
      <div class="small application-rejected">
        <Rejected id={id} known={known} />
      </div>
    </li>
  );
}

/** What has to be done comes first: a key that is missing, or waits to be saved. */
function LastUse({ application, known }: { readonly application: Application; readonly known: Known }) {
  if (known === 'asked') return null;
  if (known === 'unknown') return <span class="muted">last use unknown</span>;
  const { has_draft, has_active, last_used_at } = known;
  return (
    <>
      {has_draft && (
        <span class="tag unsaved">
          <Icon name="alert" /> key pair not saved
        </span>
      )}
      {!has_active && !has_draft && (
        <a class="tag" href={`/applications/${application.id}/edit`}>
          <Icon name="question" /> no key
        </a>
      )}
      <span class="muted">
        {last_used_at === null ? (
          'not used yet'
        ) : (
          <>
            used <Ago at={last_used_at} />
          </>
        )}
      </span>
    </>
  );
}

function Rejected({ id, known }: { readonly id: string; readonly known: Known }) {
  if (known === 'asked') return null;
  if (known === 'unknown') return <span class="muted">rejections unknown</span>;
  const { accepted, rejected } = known;
  if (rejected > 0) {
    return (
      <a class="outcome rejected" href={`/requests?application=${id}&outcome=rejected`}>
        <Icon name="cross" /> <span class="number">{rejected}</span> rejected in 24 h
      </a>
    );
  }
  return <span class="muted">{accepted > 0 ? 'none rejected in 24 h' : 'no requests in 24 h'}</span>;
}
