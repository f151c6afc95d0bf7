import { useState } from 'preact/hooks';
import { ApiProblem } from '../server/problem.ts';
import { signIn, signOut } from '../server/session.ts';
import { Dialog } from './dialog.tsx';
import { Failure } from './failure.tsx';
import { Field } from './field.tsx';
import { PageHead } from './page-head.tsx';
import { useSubmission } from './submission.ts';
import { say } from './toasts.tsx';

/** Where nobody is signed in. The page that was asked for is shown afterwards. */
export function SignIn() {
  return (
    <div class="card">
      <PageHead title="Sign in" />
      <SignInForm />
    </div>
  );
}

/** Over the page, where the session ended in the middle of something: nothing on the page is lost. */
export function SignInAgain({ email }: { readonly email: string }) {
  return (
    <Dialog title="Sign in again">
      <p>Your session has expired. Your work is still on the page: sign in to continue.</p>
      <SignInForm email={email} />
      <button
        type="button"
        class="button quiet"
        onClick={() => signOut().catch(() => say('The server did not answer: you are not signed out yet'))}
      >
        Sign out, and lose unsaved changes
      </button>
    </Dialog>
  );
}

interface Props {
  /** Where it can only be this person. */
  readonly email?: string;
}

export function SignInForm({ email }: Props) {
  const [needsCode, setNeedsCode] = useState(false);
  const { isBusy, problem, submit } = useSubmission();
  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault();
        const form = new FormData(event.currentTarget as HTMLFormElement);
        const code = String(form.get('code') ?? '').trim();
        const body = {
          email: email ?? String(form.get('email')).trim(),
          password: String(form.get('password')),
          ...(code && { code }),
        };
        void submit(async () => {
          try {
            await signIn('POST /dashboard-api/sign-in', { body });
          } catch (error) {
            if (!(error instanceof ApiProblem) || error.kind !== 'second-factor-required') throw error;
            setNeedsCode(true);
          }
        });
      }}
    >
      {email === undefined ? (
        <Field label="E-mail" name="email" type="email" autocomplete="username" required />
      ) : (
        <p>
          As <strong>{email}</strong>
        </p>
      )}
      <Field label="Password" name="password" type="password" autocomplete="current-password" required />
      {needsCode && (
        <Field
          label="Code"
          hint="The 6 digits that your authenticator app shows, or a backup code."
          name="code"
          autocomplete="one-time-code"
          required
          isMachine
        />
      )}
      {problem && <Failure problem={problem} />}
      <button type="submit" class="button primary" disabled={isBusy}>
        Sign in
      </button>
      {email === undefined && (
        <p>
          <a href="/password-reset">Forgot your password?</a>
        </p>
      )}
    </form>
  );
}
