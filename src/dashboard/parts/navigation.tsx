import { visible } from '../../core/prose/visible.ts';
import { mayLeave, usePlace } from '../browser/router.ts';
import { chooseAccount, signOut, useSession } from '../server/session.ts';
import { FindButton } from './find-button.tsx';
import { Icon, type IconName } from './icon.tsx';
import { say } from './toasts.tsx';

/** The places of the dashboard, in their order. A page under one of them marks it. */
const PLACES: readonly { readonly href: string; readonly name: string; readonly icon: IconName }[] = [
  { href: '/applications', name: 'Applications', icon: 'applications' },
  { href: '/requests', name: 'Requests', icon: 'requests' },
  { href: '/debugger', name: 'Debugger', icon: 'debugger' },
  { href: '/help', name: 'Help', icon: 'help' },
  { href: '/settings', name: 'Account', icon: 'account' },
];

export function Navigation() {
  const { path } = usePlace();
  return (
    <header class="side">
      <div class="side-inner">
        <Brand />
        <FindButton />
        <nav aria-label="Main">
          <ul>
            {PLACES.map(({ href, name, icon }) => (
              <li key={href}>
                <a href={href} aria-current={isUnder(href, path) ? (href === path ? 'page' : 'true') : undefined}>
                  <Icon name={icon} />
                  {name}
                </a>
              </li>
            ))}
          </ul>
        </nav>
        <Who />
      </div>
    </header>
  );
}

export function Brand() {
  return (
    <a class="brand" href="/">
      <svg viewBox="0 0 32 32" aria-hidden="true">
        <circle cx="16" cy="16" r="15" />
        <path d="M9 22V10l7 8 7-8v12" />
      </svg>
      Mintmark
    </a>
  );
}

/** Who is signed in, in which account; another one is chosen here where there are several. */
function Who() {
  const session = useSession();
  if (session.kind === 'signed-out') {
    return (
      <div class="side-foot">
        <a class="button quiet small" href="/applications">
          Sign in
        </a>
      </div>
    );
  }
  if (!('me' in session)) return null;
  const { me, account } = session;
  return (
    <div class="side-foot">
      <span class="word">{visible(me.person.name)}</span>
      {me.accounts.length > 1 ? (
        <label>
          <span class="unseen">Account</span>
          <select
            class="input"
            value={account?.api_key ?? ''}
            onChange={({ currentTarget }) => chooseAccount(currentTarget.value)}
          >
            {me.accounts.map(({ api_key, name }) => (
              <option key={api_key} value={api_key}>
                {visible(name)}
              </option>
            ))}
          </select>
        </label>
      ) : (
        <span class="word">
          {account ? (
            <>
              {visible(account.name)} <span class="machine">{account.api_key}</span>
            </>
          ) : (
            'No account'
          )}
        </span>
      )}
      <button
        type="button"
        class="button quiet small"
        onClick={async () => {
          if (!(await mayLeave())) return;
          signOut().catch(() => say('The server did not answer: you are not signed out yet'));
        }}
      >
        Sign out
      </button>
    </div>
  );
}

function isUnder(href: string, path: string): boolean {
  return path === href || path.startsWith(`${href}/`);
}
