import { useState } from 'preact/hooks';
import { navigate } from '../../browser/router.ts';
import { Failure } from '../../parts/failure.tsx';
import { Field } from '../../parts/field.tsx';
import type { ApiProblem } from '../../server/problem.ts';
import { signIn } from '../../server/session.ts';

interface Props {
  /** `/first-start` or `/join`. */
  readonly path: string;
  readonly token: string;
  /** The address that was invited; asked for where there is none. */
  readonly email: string | null;
  readonly button: string;
}

/** Makes a person of whoever holds the link, and signs them in. */
export function JoinForm({ path, token, email, button }: Props) {
  const [problem, setProblem] = useState<ApiProblem>();
  const [isBusy, setBusy] = useState(false);
  const faultOf = (name: string) => problem?.parameters.find((parameter) => parameter.name === name)?.reason;
  return (
    <form
      class="stack"
      onSubmit={async (event) => {
        event.preventDefault();
        const form = new FormData(event.currentTarget as HTMLFormElement);
        const [name, password] = [form.get('name'), form.get('password')].map(String);
        setBusy(true);
        const found = await signIn(path, {
          link: token,
          name,
          password,
          ...(email === null && { email: String(form.get('email')).trim() }),
        });
        setBusy(false);
        setProblem(found);
        if (!found) await navigate('/applications', { replace: true });
      }}
    >
      {email === null ? (
        <Field
          label="E-mail"
          name="email"
          type="email"
          autocomplete="username"
          required
          fault={sentence(faultOf('email'))}
        />
      ) : (
        <p>
          As <strong>{email}</strong>
        </p>
      )}
      <Field label="Name" name="name" autocomplete="name" required maxLength={80} fault={sentence(faultOf('name'))} />
      <Field
        label="Password"
        hint="12 characters or more, of any kind; a few words make a good one."
        name="password"
        type="password"
        autocomplete="new-password"
        required
        fault={sentence(faultOf('password'))}
      />
      {problem && problem.parameters.length === 0 && <Failure problem={problem} />}
      <button type="submit" class="button primary" disabled={isBusy}>
        {button}
      </button>
    </form>
  );
}

/** A reason as it follows the name of a parameter, as a sentence under its field. */
function sentence(reason: string | undefined): string | undefined {
  return reason && `It ${reason}.`;
}
