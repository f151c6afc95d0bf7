import { useState } from 'preact/hooks';
import { visible } from '../../../core/prose/visible.ts';
import { Machine } from '../../parts/machine.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { chooseScheme, chosenScheme, type Scheme } from '../../scheme.ts';
import { useSession } from '../../session.ts';

/** Who is signed in, in which account, and how the dashboard looks here. */
export default function AccountPage() {
  const session = useSession();
  if (!('me' in session)) return null;
  const { me, account } = session;
  return (
    <>
      <PageHead title="Account" />
      <div class="stack wide">
        <dl class="facts card">
          <dt>You</dt>
          <dd>
            {visible(me.person.name)}, {visible(me.person.email)}
          </dd>
          {account && (
            <>
              <dt>Account</dt>
              <dd>
                {visible(account.name)}, as {account.role}
              </dd>
              <dt>API key</dt>
              <dd>
                <Machine text={account.api_key} name="the API key" />
              </dd>
            </>
          )}
        </dl>
        <SchemeChoice />
      </div>
    </>
  );
}

const SCHEMES: readonly (readonly [Scheme, string])[] = [
  ['system', 'As the system has them'],
  ['light', 'Light'],
  ['dark', 'Dark'],
];

function SchemeChoice() {
  const [scheme, setScheme] = useState(chosenScheme());
  return (
    <div class="card stack tight" role="radiogroup" aria-labelledby="colours">
      <h2 id="colours">Colours, in this browser</h2>
      {SCHEMES.map(([value, label]) => (
        <label class="choice" key={value}>
          <input
            type="radio"
            name="scheme"
            checked={scheme === value}
            onChange={() => {
              chooseScheme(value);
              setScheme(value);
            }}
          />
          <span>{label}</span>
        </label>
      ))}
    </div>
  );
}
