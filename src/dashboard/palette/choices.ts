import type { Hit } from '../../help/search.ts';

/** What can be chosen in the palette. */
export interface Choice {
  /** Once in the palette. */
  readonly id: string;
  readonly title: string;
  /** Beside or below the title. */
  readonly note?: string;
  readonly isMachine?: true;
  /** Found by a search of the help: its words are marked. */
  readonly hit?: Hit;
  /** Where it leads. */
  readonly href: string;
  /** What is taken along in memory, to the debugger: never in the address. */
  readonly takes?: string;
}

export interface Group {
  readonly name: string;
  readonly choices: readonly Choice[];
}

interface Place {
  readonly href: string;
  readonly title: string;
  /** Other words for it. */
  readonly words: string;
  /** Without an account too. */
  readonly isOpen?: true;
}

const PLACES: readonly Place[] = [
  { href: '/applications', title: 'Applications', words: 'apps keys' },
  { href: '/applications/new', title: 'Create an application', words: 'new add app' },
  { href: '/requests', title: 'Requests', words: 'log reports rejected accepted 401 errors' },
  { href: '/debugger', title: 'Debugger', words: 'decode token jwt inspect paste', isOpen: true },
  { href: '/try', title: 'Send a request', words: 'try test sandbox mint token' },
  { href: '/help', title: 'Help', words: 'articles causes guides docs', isOpen: true },
  { href: '/settings', title: 'Profile', words: 'account name email theme dark light settings' },
  { href: '/settings/security', title: 'Security', words: 'password second factor 2fa sessions sign in' },
  { href: '/settings/company', title: 'Company', words: 'organisation account' },
  { href: '/settings/members', title: 'Members', words: 'people invite roles team users' },
  { href: '/settings/secrets', title: 'API secrets', words: 'api key credentials' },
  { href: '/settings/subaccounts', title: 'Subaccounts', words: 'accounts' },
  { href: '/settings/audit-log', title: 'Audit log', words: 'changes history who' },
];

/** The pages whose name or words begin with each word of `text`; all of them without one. */
export function placesFor(text: string, isSignedIn: boolean): readonly Choice[] {
  const asked = text.toLowerCase().split(/\s+/).filter(Boolean);
  return PLACES.filter(({ title, words, isOpen }) => {
    const own = `${title} ${words}`.toLowerCase().split(' ');
    return (isSignedIn || isOpen) && asked.every((word) => own.some((one) => one.startsWith(word)));
  }).map(({ href, title }) => ({ id: `page ${href}`, title, href }));
}
