import { visible } from '../../../core/prose/visible.ts';
import type { Link } from '../../../wire/people.ts';
import { Failure } from '../../parts/failure.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { SignInForm } from '../../parts/sign-in.tsx';
import { useSubmission } from '../../parts/submission.ts';
import { send } from '../../server/api.ts';
import { useLink } from '../../server/one-time-link.ts';
import { signIn, useSession } from '../../server/session.ts';
import { JoinForm } from './join-form.tsx';

/** An invitation to a team: somebody new makes a password, somebody known signs in and accepts. */
export default function InvitationPage() {
  const found = useLink();
  return (
    <div class="card">
      <PageHead title="Invitation" />
      {found.state === 'failed' && (
        <div class="stack">
          <Failure problem={found.problem} />
          <p>Whoever invited you can send a new one.</p>
        </div>
      )}
      {found.state === 'done' && <Invited key={found.token} token={found.token} link={found.link} />}
    </div>
  );
}

function Invited({ token, link }: { readonly token: string; readonly link: Link }) {
  const session = useSession();
  return (
    <div class="stack">
      <p>
        You are invited to the account <strong>{visible(link.account_name ?? '')}</strong>, as {link.role}.
      </p>
      {!link.is_known && (
        <JoinForm
          email={link.email}
          button="Join"
          onJoin={({ name, password }) => signIn('POST /dashboard-api/join', { body: { link: token, name, password } })}
        />
      )}
      {link.is_known && session.kind === 'signed-in' && <Accept token={token} />}
      {link.is_known && session.kind !== 'signed-in' && link.email !== null && <SignInForm email={link.email} />}
    </div>
  );
}

function Accept({ token }: { readonly token: string }) {
  const { problem, submit } = useSubmission();
  return (
    <>
      {problem && <Failure problem={problem} />}
      <button
        type="button"
        class="button primary"
        onClick={() =>
          void submit(async () => {
            await send('POST /dashboard-api/me/join', { body: { link: token } });
            location.assign('/applications');
          })
        }
      >
        Accept the invitation
      </button>
    </>
  );
}
