import { useState } from 'preact/hooks';
import type { Me } from '../../../wire/people.ts';
import type { FullProof } from '../../../wire/second-factor.ts';
import { CopyButton } from '../../parts/copy-button.tsx';
import { Download } from '../../parts/download.tsx';
import { Failure } from '../../parts/failure.tsx';
import { Field } from '../../parts/field.tsx';
import { useSubmission } from '../../parts/submission.ts';
import { say } from '../../parts/toasts.tsx';
import { send } from '../../server/api.ts';
import { enter } from '../../server/session.ts';
import { renewMe } from './renew-me.ts';
import { SecondFactorOff } from './second-factor-off.tsx';
import { ShownOnce } from './shown-once.tsx';

interface Props {
  readonly me: Me;
  readonly onOthersEnded: () => void;
}

/** A code of an authenticator app beside the password (RFC 6238), with backup codes for when the app is lost. */
export function SecondFactor({ me, onOthersEnded }: Props) {
  const [codes, setCodes] = useState<readonly string[]>();
  const { on } = me.second_factor;
  return (
    <section class="card stack" aria-labelledby="second-factor">
      <div class="row">
        <h2 id="second-factor">Second factor</h2>
        <span class={on ? 'tag accepted' : 'tag unsure'}>{on ? 'on' : 'off'}</span>
      </div>
      {codes && (
        <ShownOnce
          what="These backup codes"
          keep="Keep them in a password manager or on paper, not on the phone with the app."
          label="I have saved the backup codes"
          onDone={() => setCodes(undefined)}
        >
          <BackupCodes codes={codes} />
        </ShownOnce>
      )}
      {!codes && on && <On me={me} onCodes={setCodes} />}
      {!codes && !on && (
        <SecondFactorOff
          onConfirmed={(confirmed) => {
            setCodes(confirmed.backup_codes);
            enter(confirmed.me);
            onOthersEnded();
            say('The second factor is on. Your other sessions are signed out');
          }}
        />
      )}
    </section>
  );
}

function BackupCodes({ codes }: { readonly codes: readonly string[] }) {
  const text = `${codes.join('\n')}\n`;
  return (
    <>
      <p>Each works for one sign-in without the app.</p>
      <ul class="codes">
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      <div class="row">
        <Download text={text} fileName="mintmark-backup-codes.txt" label="Download them" />
        <CopyButton text={text} name="the backup codes" />
      </div>
    </>
  );
}

const LOW = 3;

/** What can be done with a factor that is on. Both take the password and a code: a session alone does not do. */
function On({ me, onCodes }: { readonly me: Me; readonly onCodes: (codes: readonly string[]) => void }) {
  const { backup_codes_left: left } = me.second_factor;
  return (
    <>
      <p>After the password, each sign-in asks for a code from your authenticator app.</p>
      <p class={left <= LOW ? 'note unsure' : undefined}>
        {left === 1 ? '1 backup code is left.' : `${left} backup codes are left.`}{' '}
        {left <= LOW && 'Make new ones while you still have the app.'}
      </p>
      <details>
        <summary>New backup codes</summary>
        <ProofForm
          words="Your old codes stop working."
          button="Make new backup codes"
          onProof={async (body) => {
            onCodes((await send('POST /dashboard-api/me/second-factor/backup-codes', { body })).value.backup_codes);
            await renewMe();
          }}
        />
      </details>
      <details>
        <summary>Turn it off</summary>
        <ProofForm
          words="After that, your password alone signs you in. If you lose the app, use a backup code."
          button="Turn the second factor off"
          isDangerous
          onProof={async (body) => {
            await send('POST /dashboard-api/me/second-factor/turn-off', { body });
            await renewMe();
            say('The second factor is off');
          }}
        />
      </details>
    </>
  );
}

interface ProofProps {
  readonly words: string;
  readonly button: string;
  readonly isDangerous?: boolean;
  readonly onProof: (proof: FullProof) => Promise<void>;
}

function ProofForm({ words, button, isDangerous, onProof }: ProofProps) {
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const { isBusy, problem, faultOf, submit } = useSubmission(['password', 'code']);
  return (
    <form
      class="stack folded"
      onSubmit={(event) => {
        event.preventDefault();
        void submit(() => onProof({ password, code: code.trim() }));
      }}
    >
      <p>{words}</p>
      <Field
        label="Your password"
        type="password"
        autocomplete="current-password"
        required
        value={password}
        onInput={setPassword}
        fault={faultOf('password')}
      />
      <Field
        label="Code"
        hint="The 6 digits that the app shows now, or a backup code."
        autocomplete="one-time-code"
        required
        isMachine
        value={code}
        onInput={setCode}
        fault={faultOf('code')}
      />
      {problem && <Failure problem={problem} />}
      <div>
        <button type="submit" class={`button ${isDangerous ? 'danger' : 'primary'}`} disabled={isBusy}>
          {button}
        </button>
      </div>
    </form>
  );
}
