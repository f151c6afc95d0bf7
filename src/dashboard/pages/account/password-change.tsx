import { useState } from 'preact/hooks';
import { Failure } from '../../parts/failure.tsx';
import { Field } from '../../parts/field.tsx';
import { useSubmission } from '../../parts/submission.ts';
import { say } from '../../parts/toasts.tsx';
import { send } from '../../server/api.ts';
import { enter } from '../../server/session.ts';

/** Another password: every other session ends with the one before. */
export function PasswordChange({ onOthersEnded }: { readonly onOthersEnded: () => void }) {
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const { isBusy, problem, faultOf, submit } = useSubmission(['current_password', 'new_password']);
  return (
    <form
      class="card stack"
      aria-labelledby="password"
      onSubmit={(event) => {
        event.preventDefault();
        void submit(async () => {
          const body = { current_password: current, new_password: next };
          enter((await send('POST /dashboard-api/me/password', { body })).value);
          setCurrent('');
          setNext('');
          onOthersEnded();
          say('The password is changed. Your other sessions are signed out');
        });
      }}
    >
      <h2 id="password">Password</h2>
      <p>Changing it signs you out everywhere else. API secrets and key pairs keep working.</p>
      <Field
        label="Current password"
        type="password"
        autocomplete="current-password"
        required
        value={current}
        onInput={setCurrent}
        fault={faultOf('current_password')}
      />
      <Field
        label="New password"
        hint="At least 12 characters of any kind; a few words make a good one."
        type="password"
        autocomplete="new-password"
        required
        value={next}
        onInput={setNext}
        fault={faultOf('new_password')}
      />
      {problem && <Failure problem={problem} />}
      <div>
        <button type="submit" class="button primary" disabled={isBusy}>
          Change the password
        </button>
      </div>
    </form>
  );
}
