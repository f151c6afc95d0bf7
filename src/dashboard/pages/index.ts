import type { ComponentType } from 'preact';
import type { PageProps } from '../browser/page-props.ts';

export interface Page {
  /** Segments; `:name` takes any one segment. */
  readonly path: string;
  /** Loaded when it is first gone to, or looked at. */
  readonly load: () => Promise<{ readonly default: ComponentType<PageProps> }>;
  /** Shown to those who are not signed in too: it is a way in. */
  readonly isEntrance?: true;
  /** Needs no account: shown whole, whoever is signed in. */
  readonly isOpen?: true;
}

/** Every page: a folder under pages, and a line here. The first one that fits a path is shown. */
export const PAGES: readonly Page[] = [
  { path: '/applications', load: () => import('./applications/list.tsx') },
  { path: '/applications/new', load: () => import('./applications/create.tsx') },
  { path: '/applications/:id', load: () => import('./applications/view.tsx') },
  { path: '/applications/:id/edit', load: () => import('./applications/edit.tsx') },
  { path: '/first-start', load: () => import('./entrance/first-start.tsx'), isEntrance: true },
  { path: '/invitation', load: () => import('./entrance/invitation.tsx'), isEntrance: true },
  { path: '/requests', load: () => import('./requests/list.tsx') },
  { path: '/requests/shared', load: () => import('./requests/shared.tsx') },
  { path: '/requests/:id', load: () => import('./requests/report.tsx') },
  { path: '/password-reset', load: () => import('./entrance/password-reset.tsx'), isEntrance: true },
  { path: '/email-change', load: () => import('./account/confirm-email.tsx'), isEntrance: true },
  { path: '/help', load: () => import('./help/index.tsx'), isOpen: true },
  { path: '/help/commands/:id', load: () => import('./help/reference.tsx'), isOpen: true },
  { path: '/help/options/:id', load: () => import('./help/reference.tsx'), isOpen: true },
  { path: '/help/guides/:id', load: () => import('./help/guide.tsx'), isOpen: true },
  { path: '/help/:id', load: () => import('./help/article.tsx'), isOpen: true },
  { path: '/try', load: () => import('./try/page.tsx') },
  { path: '/debugger', load: () => import('./debugger/page.tsx'), isOpen: true },
  // Not under /account, where the API has paths.
  { path: '/settings', load: () => import('./account/profile.tsx') },
  { path: '/settings/security', load: () => import('./account/security.tsx') },
  { path: '/settings/company', load: () => import('./account/company.tsx') },
  { path: '/settings/members', load: () => import('./account/members.tsx') },
  { path: '/settings/secrets', load: () => import('./account/secrets.tsx') },
  { path: '/settings/subaccounts', load: () => import('./account/subaccounts.tsx') },
  { path: '/settings/audit-log', load: () => import('./account/audit-log.tsx') },
];

/** Where the dashboard begins. */
export const FIRST_PAGE = '/applications';

const MISSING: Page = { path: '', load: () => import('./missing/page.tsx') };

export interface FoundPage {
  readonly page: Page;
  readonly params: PageProps['params'];
}

export function findPage(path: string): FoundPage {
  for (const page of PAGES) {
    const params = paramsOf(page.path, path);
    if (params) return { page, params };
  }
  return { page: MISSING, params: {} };
}

export function isPage(path: string): boolean {
  return path === '/' || findPage(path).page !== MISSING;
}

function paramsOf(pattern: string, path: string): PageProps['params'] | undefined {
  const names = pattern.split('/').filter((part) => part !== '');
  const parts = path.split('/').filter((part) => part !== '');
  if (names.length !== parts.length) return undefined;
  const params: Record<string, string> = {};
  for (const [index, name] of names.entries()) {
    const part = parts[index] as string;
    if (name.startsWith(':')) params[name.slice(1)] = decoded(part);
    else if (name !== part) return undefined;
  }
  return params;
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
