import { useState } from 'preact/hooks';
import { visible } from '../../../core/prose/visible.ts';
import type { Delivery, Me } from '../../../wire/people.ts';
import { Failure } from '../../parts/failure.tsx';
import { Field } from '../../parts/field.tsx';
import { Machine } from '../../parts/machine.tsx';
import { useSubmission } from '../../parts/submission.ts';
import { send } from '../../server/api.ts';

/** Asks for another e-mail address. The one before stays until the link that goes to the new one is opened. */
export function EmailChange({ me: { person } }: { readonly me: Me }) {
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [sent, setSent] = useState<Delivery & { readonly email: string }>();
  const { isBusy, problem, faultOf, submit } = useSubmission(['email', 'password']);
  return (
    <form
      class="card stack"
      aria-labelledby="email"
      onSubmit={(event) => {
        event.preventDefault();
        void submit(async () => {
          const body = { email: email.trim(), password };
          const { value } = await send('POST /dashboard-api/me/email', { body });
          setSent({ ...value, email: body.email });
          setEmail('');
          setPassword('');
        });
      }}
    >
      <h2 id="email">E-mail address</h2>
      <p>
        You sign in as <strong>{visible(person.email)}</strong>. The new address takes effect when you open the link
        that we send to it; until then nothing changes.
      </p>
      <Field
        label="New e-mail address"
        name="email"
        type="email"
        autocomplete="email"
        required
        value={email}
        onInput={setEmail}
        fault={faultOf('email')}
      />
      <Field
        label="Your password"
        name="password"
        type="password"
        autocomplete="current-password"
        required
        value={password}
        onInput={setPassword}
        fault={faultOf('password')}
      />
      {problem && <Failure problem={problem} />}
      {sent && <Sent sent={sent} />}
      <div>
        <button type="submit" class="button primary" disabled={isBusy}>
          Send a confirmation link
        </button>
      </div>
    </form>
  );
}

function Sent({ sent }: { readonly sent: Delivery & { readonly email: string } }) {
  const address = <strong>{visible(sent.email)}</strong>;
  if (sent.link === null) {
    return (
      <p class="note accepted" role="status">
        A link is on its way to {address}. It expires in an hour. Check your spam folder too.
      </p>
    );
  }
  return (
    <div class="note unsure" role="status">
      <p>
        {sent.why === 'mail-failed'
          ? 'The mail server did not accept the mail to '
          : 'This server has no mail server, so nothing was sent to '}
        {address}. Open the link yourself; it expires in an hour and is not shown again.
      </p>
      <Machine text={sent.link} name="the confirmation link" />
      <p>
        <a href={sent.link}>Open the link</a>
      </p>
    </div>
  );
}
