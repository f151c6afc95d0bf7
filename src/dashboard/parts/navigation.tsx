import { usePlace } from '../router.ts';
import { signOut, useSession } from '../session.ts';
import { Icon, type IconName } from './icon.tsx';

/** The places of the dashboard, in their order. A page under one of them marks it. */
const PLACES: readonly { readonly href: string; readonly name: string; readonly icon: IconName }[] = [
  { href: '/applications', name: 'Applications', icon: 'applications' },
  { href: '/requests', name: 'Requests', icon: 'requests' },
  { href: '/debugger', name: 'Debugger', icon: 'debugger' },
  { href: '/help', name: 'Help', icon: 'help' },
  { href: '/account', name: 'Account', icon: 'account' },
];

export function Navigation() {
  const { path } = usePlace();
  const session = useSession();
  return (
    <header class="side">
      <div class="side-inner">
        <Brand />
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
        <div class="side-foot">
          {session.kind !== 'signed-out' && (
            <span>
              Account <span class="machine">{session.account}</span>
            </span>
          )}
          <button type="button" class="button quiet small" onClick={signOut}>
            Sign out
          </button>
        </div>
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

function isUnder(href: string, path: string): boolean {
  return path === href || path.startsWith(`${href}/`);
}
