import { useEffect, useState } from 'preact/hooks';
import type { Link } from '../../wire/people.ts';
import { type ApiProblem, asProblem } from './problem.ts';
import { ask } from './session.ts';

export type FoundLink =
  | { readonly state: 'loading' }
  | { readonly state: 'failed'; readonly problem: ApiProblem }
  | { readonly state: 'done'; readonly token: string; readonly link: Link };

/** The link of the address: its token stands behind `#`, which no browser sends by itself. */
export function useLink(): FoundLink {
  const token = useFragment();
  const [found, setFound] = useState<FoundLink>({ state: 'loading' });
  useEffect(() => {
    let isCurrent = true;
    setFound({ state: 'loading' });
    ask('POST /dashboard-api/link', { body: { link: token } }).then(
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
