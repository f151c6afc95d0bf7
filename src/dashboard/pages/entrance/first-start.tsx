import { Failure } from '../../parts/failure.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { useLink } from '../../server/one-time-link.ts';
import { signIn } from '../../server/session.ts';
import { JoinForm } from './join-form.tsx';

/** The link that the first start prints: whoever opens it becomes the first owner. */
export default function FirstStartPage() {
  const found = useLink();
  return (
    <div class="card">
      <PageHead title="Welcome to Mintmark" />
      {found.state === 'failed' && (
        <div class="stack">
          <Failure problem={found.problem} />
          <p>
            <a href="/applications">Sign in</a>, or restart the server while it has no users: it prints a new link.
          </p>
        </div>
      )}
      {found.state === 'done' && (
        <div class="stack">
          <p>You become the first owner of this server. The link works only once.</p>
          <JoinForm
            key={found.token}
            email={null}
            button="Begin"
            onJoin={(person) => signIn('POST /dashboard-api/first-start', { body: { link: found.token, ...person } })}
          />
        </div>
      )}
    </div>
  );
}
