import { STAGE_NAMES } from '../../../core/prose/stage-names.ts';
import type { LogEntry } from '../../../wire/logged-request.ts';
import { Bone } from '../../parts/bone.tsx';
import { Failure } from '../../parts/failure.tsx';
import { Icon } from '../../parts/icon.tsx';
import { Machine } from '../../parts/machine.tsx';
import { useLoaded } from '../../server/api.ts';
import { readAccepted } from '../../server/requests.ts';
import { RequestFacts } from './request-facts.tsx';
import { SidePanel } from './side-panel.tsx';

interface Props {
  readonly id: string;
  readonly nameOf: (applicationId: string | null) => string | undefined;
  readonly onClose: () => void;
}

/** One accepted request, beside the list: what it was, and what was checked. */
export function AcceptedPanel({ id, nameOf, onClose }: Props) {
  const loaded = useLoaded(id, (signal) => readAccepted(id, signal));
  const isGone = loaded.state === 'failed' && loaded.problem.status === 404;
  return (
    <SidePanel title="Accepted request" id={id} onClose={onClose}>
      {loaded.state === 'loading' && <Bone columns={30} />}
      {isGone && (
        <p class="note unsure">
          This request is no longer in the log: only the newest are kept, for a limited time, and they are deleted with
          their application.
        </p>
      )}
      {loaded.state === 'failed' && !isGone && <Failure problem={loaded.problem} retry={loaded.reload} />}
      {loaded.state === 'done' && <Accepted entry={loaded.value} name={nameOf(loaded.value.application_id)} />}
    </SidePanel>
  );
}

function Accepted({ entry, name }: { readonly entry: LogEntry; readonly name: string | undefined }) {
  return (
    <div class="stack">
      <RequestFacts request={entry} name={name}>
        <dt>Key</dt>
        <dd>
          <Machine text={entry.key_fingerprint ?? ''} name="the fingerprint of the key" />
          <p class="small muted">The key that verified the signature, by its fingerprint.</p>
        </dd>
        <dt>Token</dt>
        <dd>
          <code>{entry.token_hash}</code>
          <p class="small muted">
            A hash of its jti: two requests with the same token have the same hash. The token is not kept.
          </p>
        </dd>
        {entry.stands_for > 1 && (
          <>
            <dt>Sampled</dt>
            <dd>
              1 of {entry.stands_for}
              <p class="small muted">
                There were too many requests of this application and key to keep each. Counts include all of them.
              </p>
            </dd>
          </>
        )}
      </RequestFacts>
      <Checked hasPath={entry.path !== null} />
    </div>
  );
}

const STAGES = ['transport', 'shape', 'header', 'claims', 'registry', 'signature', 'time', 'permission'] as const;

/** In the order in which a request is judged: it was accepted, so nothing was found. */
function Checked({ hasPath }: { readonly hasPath: boolean }) {
  return (
    <section class="stack tight">
      <h3>What was checked, in order</h3>
      <ul class="checked">
        {STAGES.map((stage) => {
          const isClear = stage !== 'permission' || hasPath;
          return (
            <li key={stage} class="check">
              <span class={`check-result ${isClear ? 'accepted' : 'unsure'}`}>
                <Icon name={isClear ? 'check' : 'question'} /> {isClear ? 'clear' : 'not checked'}
              </span>
              <span>
                {STAGE_NAMES[stage]}
                {!isClear && <span class="muted small"> the proxy did not say which path was requested</span>}
              </span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
