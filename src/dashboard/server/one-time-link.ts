import { useEffect, useState } from 'preact/hooks';
import { type ApiProblem, asProblem } from './problem.ts';
import { post } from './session.ts';

/** What a one-time link is for. Looking does not use it. */
export interface LinkPurpose {
  readonly purpose: 'first-start' | 'invitation' | 'email-change' | 'password-reset';
  readonly email: string | null;
  readonly account_name: string | null;
  readonly role: string | null;
  readonly is_known: boolean;
}

export type FoundLink =
  | { readonly state: 'loading' }
  | { readonly state: 'failed'; readonly problem: ApiProblem }
  | { readonly state: 'done'; readonly token: string; readonly link: LinkPurpose };

/** The link of the address: its token stands behind `#`, which no browser sends by itself. */
export function useLink(): FoundLink {
  const token = useFragment();
  const [found, setFound] = useState<FoundLink>({ state: 'loading' });
  useEffect(() => {
    let isCurrent = true;
    setFound({ state: 'loading' });
    post<LinkPurpose>('/link', { link: token }).then(
      (link) => isCurrent && setFound({ state: 'done', token, link }),
      (error: unknown) => isCurrent && setFound({ state: 'failed', problem: asProblem(error) }),
    );
    return () => {
      isCurrent = false;
    };
  }, [token]);
  return found;
}

/** What stands behind `#` in the address. A link pasted into a tab that shows its page already changes that alone. */
export function useFragment(): string {
  const [fragment, setFragment] = useState(location.hash.slice(1));
  useEffect(() => {
    const follow = () => setFragment(location.hash.slice(1));
    addEventListener('hashchange', follow);
    return () => removeEventListener('hashchange', follow);
  }, []);
  return fragment;
}
