import './account.css';
import type { ComponentChildren } from 'preact';
import type { AccountOfPerson, Me } from '../../../wire/people.ts';
import { usePlace } from '../../browser/router.ts';
import { Empty } from '../../parts/empty.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { useSession } from '../../server/session.ts';
import type { GuideName } from './guide-titles.ts';
import { HelpLinks } from './help-links.tsx';

const PLACES = [
  { href: '/settings', name: 'Profile' },
  { href: '/settings/security', name: 'Security' },
  { href: '/settings/company', name: 'Company' },
  { href: '/settings/members', name: 'Members' },
  { href: '/settings/secrets', name: 'API secrets' },
  { href: '/settings/subaccounts', name: 'Subaccounts' },
  { href: '/settings/audit-log', name: 'Audit log' },
] as const;

interface PersonPageProps {
  readonly title: string;
  readonly help?: readonly GuideName[];
  readonly children: (me: Me) => ComponentChildren;
}

/** A page about who is signed in, under the places of Account. */
export function PersonPage({ title, help, children }: PersonPageProps) {
  const session = useSession();
  if (!('me' in session)) return null;
  return (
    <>
      <PageHead title={title} above="Account" />
      <AccountPlaces />
      <div class="stack wide">
        {children(session.me)}
        {help && <HelpLinks guides={help} />}
      </div>
    </>
  );
}

/** The account that is worked in, and what the person may do there. */
export interface Work {
  readonly me: Me;
  readonly account: AccountOfPerson;
  readonly isOwner: boolean;
}

interface AccountPageProps {
  readonly title: string;
  readonly help?: readonly GuideName[];
  readonly children: (work: Work) => ComponentChildren;
}

/** A page about the account that is worked in, under the places of Account. */
export function AccountPage({ title, help, children }: AccountPageProps) {
  const session = useSession();
  if (!('me' in session)) return null;
  const { me, account } = session;
  return (
    <>
      <PageHead title={title} above="Account" />
      <AccountPlaces />
      {account ? (
        <div class="stack wide" key={account.api_key}>
          {children({ me, account, isOwner: account.role === 'owner' })}
          {help && <HelpLinks guides={help} />}
        </div>
      ) : (
        <Empty title="You are not a member of any account">
          <p>Ask an owner of the account to invite {me.person.email}. You accept the invitation with its link.</p>
        </Empty>
      )}
    </>
  );
}

function AccountPlaces() {
  const { path } = usePlace();
  return (
    <nav class="places" aria-label="Account">
      <ul>
        {PLACES.map(({ href, name }) => (
          <li key={href}>
            <a href={href} aria-current={markOf(href, path)}>
              {name}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function markOf(href: string, path: string): 'page' | 'true' | undefined {
  if (href === path) return 'page';
  return href !== '/settings' && path.startsWith(`${href}/`) ? 'true' : undefined;
}
