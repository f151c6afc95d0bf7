import { useState } from 'preact/hooks';
import { visible } from '../../../core/prose/visible.ts';
import { navigate } from '../../browser/router.ts';
import { Failure } from '../../parts/failure.tsx';
import { Field } from '../../parts/field.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { useSubmission } from '../../parts/submission.ts';
import { say } from '../../parts/toasts.tsx';
import { useFragment, useLink } from '../../server/one-time-link.ts';
import { ask, startSession } from '../../server/session.ts';

/** A forgotten password: asks for a link, and is where the link leads. */
export default function PasswordResetPage() {
  const token = useFragment();
  /** The link that was of no use: asking for another one goes on until a new one is opened. */
  const [given, setGiven] = useState('');
  return (
    <div class="card">
      <PageHead title="Reset your password" />
      {token === given ? <Ask /> : <Choose key={token} askAgain={() => setGiven(token)} />}
    </div>
  );
}

function Ask() {
  const [sentTo, setSentTo] = useState<string>();
  const { problem, submit } = useSubmission();
  if (sentTo !== undefined) {
    return (
      <div class="stack" role="status">
        <p>
          If <strong>{visible(sentTo)}</strong> has an account, we sent a link. It expires in an hour. Check your spam
          folder.
        </p>
        <p>
          If this server has no mail server, its operator finds the link in the log, or makes one with{' '}
          <code>mintmark recover</code>, and passes it on.
        </p>
        <p>
          <a href="/applications">Sign in</a>
        </p>
      </div>
    );
  }
  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault();
        const email = String(new FormData(event.currentTarget as HTMLFormElement).get('email')).trim();
        void submit(async () => {
          await ask('POST /dashboard-api/password-reset', { body: { email } });
          setSentTo(email);
        });
      }}
    >
      <p>We send a link to choose a new password to your address.</p>
      <Field label="E-mail" name="email" type="email" autocomplete="username" required />
      {problem && <Failure problem={problem} />}
      <button type="submit" class="button primary">
        Send the link
      </button>
      <p>
        <a href="/applications">Back to sign-in</a>
      </p>
    </form>
  );
}

function Choose({ askAgain }: { readonly askAgain: () => void }) {
  const found = useLink();
  const { problem, faultOf, submit } = useSubmission(['password']);
  if (found.state === 'loading') return null;
  if (found.state === 'failed') {
    return (
      <div class="stack">
        <Failure problem={found.problem} />
        <button type="button" class="button" onClick={askAgain}>
          Ask for a new link
        </button>
      </div>
    );
  }
  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault();
        const password = String(new FormData(event.currentTarget as HTMLFormElement).get('password'));
        void submit(async () => {
          await ask('POST /dashboard-api/password-reset/confirm', { body: { link: found.token, password } });
          await startSession();
          say('The password is changed. Sign in with it');
          await navigate('/applications', { replace: true });
        });
      }}
    >
      <p>
        For <strong>{visible(found.link.email ?? '')}</strong>. Every session is signed out; a second factor stays on.
      </p>
      <Field
        label="New password"
        hint="At least 12 characters of any kind; a few words make a good one."
        name="password"
        type="password"
        autocomplete="new-password"
        required
        fault={faultOf('password')}
      />
      {problem && <Failure problem={problem} />}
      <button type="submit" class="button primary">
        Change the password
      </button>
    </form>
  );
}
