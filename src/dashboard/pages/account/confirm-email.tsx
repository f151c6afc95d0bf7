import { visible } from '../../../core/prose/visible.ts';
import { navigate } from '../../browser/router.ts';
import { Failure } from '../../parts/failure.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { useSubmission } from '../../parts/submission.ts';
import { say } from '../../parts/toasts.tsx';
import { useLink } from '../../server/one-time-link.ts';
import { ask, startSession } from '../../server/session.ts';

/** The link that was sent to a new e-mail address: whoever opens it has the mailbox. */
export default function ConfirmEmailPage() {
  const found = useLink();
  return (
    <div class="card">
      <PageHead title="New e-mail address" />
      {found.state === 'failed' && (
        <div class="stack">
          <Failure problem={found.problem} />
          <p>
            The address has not changed. <a href="/settings">Ask for a new link</a> in your profile.
          </p>
        </div>
      )}
      {found.state === 'done' && <Confirm key={found.token} token={found.token} email={found.link.email ?? ''} />}
    </div>
  );
}

function Confirm({ token, email }: { readonly token: string; readonly email: string }) {
  const { isBusy, problem, submit } = useSubmission();
  return (
    <div class="stack">
      <p>
        From now on you sign in as <strong>{visible(email)}</strong>.
      </p>
      {problem && <Failure problem={problem} />}
      <button
        type="button"
        class="button primary"
        disabled={isBusy}
        onClick={() =>
          void submit(async () => {
            await ask('POST /dashboard-api/email-change', { body: { link: token } });
            await startSession();
            say('The new e-mail address is yours');
            await navigate('/settings', { replace: true });
          })
        }
      >
        Confirm the address
      </button>
    </div>
  );
}
