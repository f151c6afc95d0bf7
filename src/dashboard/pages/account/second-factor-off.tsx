import { useState } from 'preact/hooks';
import type { SecondFactorOn, SecondFactorSecret } from '../../../wire/second-factor.ts';
import { Failure } from '../../parts/failure.tsx';
import { Field } from '../../parts/field.tsx';
import { Machine } from '../../parts/machine.tsx';
import { useSubmission } from '../../parts/submission.ts';
import { send } from '../../server/api.ts';
import { QrCode } from './qr-code.tsx';

interface Props {
  readonly onConfirmed: (confirmed: SecondFactorOn) => void;
}

/** The way to a second factor: the password, then the secret in the app, then a first code of it. */
export function SecondFactorOff({ onConfirmed }: Props) {
  const [started, setStarted] = useState<SecondFactorSecret>();
  if (started) return <FirstCode started={started} onConfirmed={onConfirmed} onStop={() => setStarted(undefined)} />;
  return <Start onStarted={setStarted} />;
}

function Start({ onStarted }: { readonly onStarted: (started: SecondFactorSecret) => void }) {
  const [password, setPassword] = useState('');
  const { isBusy, problem, faultOf, submit } = useSubmission(['password']);
  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault();
        void submit(async () => {
          onStarted((await send('POST /dashboard-api/me/second-factor', { body: { password } })).value);
        });
      }}
    >
      <p>
        With a second factor, somebody who learns your password still cannot sign in as you. You need an authenticator
        app on your phone, or a password manager that shows codes.
      </p>
      <Field
        label="Your password"
        type="password"
        autocomplete="current-password"
        required
        value={password}
        onInput={setPassword}
        fault={faultOf('password')}
      />
      {problem && <Failure problem={problem} />}
      <div>
        <button type="submit" class="button primary" disabled={isBusy}>
          Set up a second factor
        </button>
      </div>
    </form>
  );
}

interface FirstCodeProps extends Props {
  readonly started: SecondFactorSecret;
  readonly onStop: () => void;
}

function FirstCode({ started, onConfirmed, onStop }: FirstCodeProps) {
  const { secret, uri } = started;
  const [code, setCode] = useState('');
  const { isBusy, problem, faultOf, submit } = useSubmission(['code']);
  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault();
        void submit(async () => {
          const body = { code: code.trim() };
          onConfirmed((await send('POST /dashboard-api/me/second-factor/confirm', { body })).value);
        });
      }}
    >
      <ol class="setup">
        <li>
          <p>
            Scan this with the app, <a href={uri}>open it in an app on this device</a>, or type the secret into the app.
          </p>
          <QrCode text={uri} name="QR code with the secret for the authenticator app" />
          <Machine text={secret} name="the secret" />
        </li>
        <li>
          <p>Enter the code that the app shows. Nothing changes before that.</p>
          <Field
            label="Code"
            hint="6 digits; each code works for half a minute."
            autocomplete="one-time-code"
            required
            isMachine
            value={code}
            onInput={setCode}
            fault={faultOf('code')}
          />
        </li>
      </ol>
      {problem && <Failure problem={problem} />}
      <div class="row">
        <button type="submit" class="button primary" disabled={isBusy}>
          Turn it on
        </button>
        <button type="button" class="button" onClick={onStop}>
          Not now
        </button>
      </div>
    </form>
  );
}
