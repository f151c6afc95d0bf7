import { useState } from 'preact/hooks';
import { visible } from '../../../core/prose/visible.ts';
import { Failure } from '../../parts/failure.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { SignInForm } from '../../parts/sign-in.tsx';
import { send } from '../../server/api.ts';
import { type LinkPurpose, useLink } from '../../server/one-time-link.ts';
import { type ApiProblem, asProblem } from '../../server/problem.ts';
import { useSession } from '../../server/session.ts';
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

function Invited({ token, link }: { readonly token: string; readonly link: LinkPurpose }) {
  const session = useSession();
  return (
    <div class="stack">
      <p>
        You are invited to the account <strong>{visible(link.account_name ?? '')}</strong>, as {link.role}.
      </p>
      {!link.is_known && <JoinForm path="/join" token={token} email={link.email} button="Join" />}
      {link.is_known && session.kind === 'signed-in' && <Accept token={token} />}
      {link.is_known && session.kind !== 'signed-in' && link.email !== null && <SignInForm email={link.email} />}
    </div>
  );
}

function Accept({ token }: { readonly token: string }) {
  const [problem, setProblem] = useState<ApiProblem>();
  return (
    <>
      {problem && <Failure problem={problem} />}
      <button
        type="button"
        class="button primary"
        onClick={async () => {
          try {
            await send('POST', '/dashboard-api/me/join', { body: { link: token } });
            location.assign('/applications');
          } catch (error) {
            setProblem(asProblem(error));
          }
        }}
      >
        Accept the invitation
      </button>
    </>
  );
}
