import { useState } from 'preact/hooks';
import type { ApiProblem } from '../problem.ts';
import { signIn, signOut } from '../session.ts';
import { Dialog } from './dialog.tsx';
import { Failure } from './failure.tsx';
import { Field } from './field.tsx';
import { Brand } from './navigation.tsx';
import { PageHead } from './page-head.tsx';

/** The whole window, where nobody is signed in. The place that was asked for is shown afterwards. */
export function SignInPage() {
  return (
    <main id="main" class="sign-in">
      <Brand />
      <div class="card">
        <PageHead title="Sign in" />
        <SignInForm account="" />
      </div>
      <p class="muted small">
        Without an account there are the <a href="/causes">causes of a 401</a> and the <a href="/docs">API reference</a>
        .
      </p>
    </main>
  );
}

/** Over the page, where the session ended in the middle of something: nothing on the page is lost. */
export function SignInDialog({ account }: { readonly account: string }) {
  return (
    <Dialog title="Sign in again">
      <p>The session ended. What you were doing is still on the page, and goes on when you are signed in.</p>
      <SignInForm account={account} />
      <button type="button" class="button quiet" onClick={signOut}>
        Sign out, and leave what was not saved
      </button>
    </Dialog>
  );
}

function SignInForm({ account }: { readonly account: string }) {
  const [problem, setProblem] = useState<ApiProblem>();
  const [isBusy, setBusy] = useState(false);
  return (
    <form
      class="stack"
      onSubmit={async (event) => {
        event.preventDefault();
        const form = new FormData(event.currentTarget as HTMLFormElement);
        setBusy(true);
        setProblem(await signIn(String(form.get('key')).trim(), String(form.get('secret')).trim()));
        setBusy(false);
      }}
    >
      <Field label="API key" name="key" defaultValue={account} autocomplete="username" required isMachine />
      <Field
        label="API secret"
        hint="Kept in the memory of this tab, and gone when it is closed."
        name="secret"
        type="password"
        autocomplete="current-password"
        required
        isMachine
      />
      {problem && <Failure problem={problem} />}
      <button type="submit" class="button primary" disabled={isBusy}>
        Sign in
      </button>
    </form>
  );
}
