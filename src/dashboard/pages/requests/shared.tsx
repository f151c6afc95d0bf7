import './requests.css';
import { Bone } from '../../parts/bone.tsx';
import { Empty } from '../../parts/empty.tsx';
import { Failure } from '../../parts/failure.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { useAnswer } from '../../server/api.ts';
import { ShareList } from './share-list.tsx';

/** Every link of the account that opens a report now. */
export default function SharedPage() {
  const loaded = useAnswer('GET /shares');
  return (
    <>
      <PageHead
        title="Shared links"
        above={<a href="/requests">Requests</a>}
        below={<p class="muted">What people without an account can read now, until it expires or is taken back.</p>}
      />
      {loaded.state === 'failed' && <Failure problem={loaded.problem} retry={loaded.reload} />}
      {loaded.state === 'loading' && <Bone columns={40} />}
      {loaded.state === 'done' && loaded.value.shares.length === 0 && (
        <Empty title="Nothing is shared">
          <p>
            Open a report under <a href="/requests">Requests</a>: at its end a link can be made for somebody without an
            account.
          </p>
        </Empty>
      )}
      {loaded.state === 'done' && loaded.value.shares.length > 0 && (
        <ShareList shares={loaded.value.shares} isOfAll onTakenBack={loaded.reload} />
      )}
    </>
  );
}
