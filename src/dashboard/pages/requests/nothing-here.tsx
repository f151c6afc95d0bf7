import { setQuery } from '../../browser/router.ts';
import { Bone } from '../../parts/bone.tsx';
import { Empty } from '../../parts/empty.tsx';
import { Command } from '../../parts/words.tsx';
import { useAnswer } from '../../server/api.ts';
import { CLEARED, type Filter, isFiltered } from './filter.ts';

/** Why the list is empty, and what to do about it. */
export function NothingHere({ filter }: { readonly filter: Filter }) {
  if (!isFiltered(filter)) return <NoRequests />;
  return (
    <Empty title="No matching requests">
      <button type="button" class="button" onClick={() => setQuery(CLEARED)}>
        Show all of them
      </button>
    </Empty>
  );
}

function NoRequests() {
  const loaded = useAnswer('GET /dashboard-api/applications', { query: { limit: 1 } });
  if (loaded.state === 'loading') return <Bone columns={40} />;
  const [application] = loaded.state === 'done' ? loaded.value.applications : [];
  if (loaded.state === 'done' && !application) {
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
        text={`npx mintmark request GET ${location.origin}/v1/users --app ${application?.id ?? 'ID'} --key private.key`}
      />
    </Empty>
  );
}
