import { navigate } from '../../browser/router.ts';
import { Failure } from '../../parts/failure.tsx';
import { Field } from '../../parts/field.tsx';
import { useSubmission } from '../../parts/submission.ts';

interface Props {
  /** The address that was invited; asked for where there is none. */
  readonly email: string | null;
  readonly button: string;
  readonly onJoin: (person: NewPerson) => Promise<void>;
}

export interface NewPerson {
  readonly name: string;
  readonly password: string;
  readonly email: string;
}

/** Makes a person of whoever holds the link, and signs them in. */
export function JoinForm({ email, button, onJoin }: Props) {
  const { isBusy, problem, faultOf, submit } = useSubmission(['email', 'name', 'password']);
  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault();
        const form = new FormData(event.currentTarget as HTMLFormElement);
        const [name, password] = [String(form.get('name')), String(form.get('password'))];
        void submit(async () => {
          await onJoin({ name, password, email: email ?? String(form.get('email')).trim() });
          await navigate('/applications', { replace: true });
        });
      }}
    >
      {email === null ? (
        <Field label="E-mail" name="email" type="email" autocomplete="username" required fault={faultOf('email')} />
      ) : (
        <p>
          As <strong>{email}</strong>
        </p>
      )}
      <Field label="Name" name="name" autocomplete="name" required maxLength={80} fault={faultOf('name')} />
      <Field
        label="Password"
        hint="At least 12 characters of any kind; a few words make a good one."
        name="password"
        type="password"
        autocomplete="new-password"
        required
        fault={faultOf('password')}
      />
      {problem && <Failure problem={problem} />}
      <button type="submit" class="button primary" disabled={isBusy}>
        {button}
      </button>
    </form>
  );
}
