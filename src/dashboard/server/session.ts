import { createStore } from '../browser/store.ts';
import { ApiProblem, asProblem, problemOf, unreachable } from './problem.ts';

export type Role = 'owner' | 'developer' | 'viewer';

/** An account that the person may work in. */
export interface AccountOfPerson {
  readonly api_key: string;
  readonly name: string;
  /** Of a subaccount: the account that it belongs to. */
  readonly primary_account_api_key: string | null;
  readonly suspended: boolean;
  readonly role: Role;
}

/** Who is signed in, as `/dashboard-api/me` says it. */
export interface Me {
  readonly person: {
    readonly id: string;
    readonly email: string;
    readonly name: string;
    readonly phone: string | null;
  };
  readonly second_factor: { readonly on: boolean; readonly backup_codes_left: number };
  readonly accounts: readonly AccountOfPerson[];
}

export type Session =
  /** The server was asked who is signed in, and has not answered yet. */
  | { readonly kind: 'asked' }
  | { readonly kind: 'unknown'; readonly problem: ApiProblem }
  | { readonly kind: 'signed-out' }
  | { readonly kind: 'signed-in'; readonly me: Me; readonly account: AccountOfPerson | undefined }
  /** The server no longer takes it: the page stays as it is, and the sign-in opens over it. */
  | { readonly kind: 'expired'; readonly me: Me; readonly account: AccountOfPerson | undefined };

const BASE = '/dashboard-api';
const CHOSEN_ACCOUNT = 'mintmark-account';

const session = createStore<Session>({ kind: 'asked' });
let waiting: (() => void)[] = [];

export const useSession = session.use;

/** The role in the account that is worked in; the least one where there is none. */
export function useRole(): Role {
  const found = session.use();
  return ('account' in found && found.account?.role) || 'viewer';
}

/** Asks the server who is signed in: the cookie of the session is not for scripts to read. */
export async function startSession(): Promise<void> {
  try {
    const response = await fetch(`${BASE}/session`, { headers: { accept: 'application/json' } });
    if (response.ok) {
      const { me } = (await response.json()) as { readonly me: Me | null };
      if (me) enter(me);
      else session.set({ kind: 'signed-out' });
    } else session.set({ kind: 'unknown', problem: await problemOf(response) });
  } catch {
    session.set({ kind: 'unknown', problem: unreachable() });
  }
}

/**
 * Signs in by `/sign-in`, `/first-start` or `/join`. Requests that wait for a session go on.
 * @returns why it did not work; `undefined` where it did
 */
export async function signIn(path: string, body: object): Promise<ApiProblem | undefined> {
  try {
    enter(await post<Me>(path, body));
  } catch (error) {
    return asProblem(error);
  }
  for (const goOn of waiting.splice(0)) goOn();
  return undefined;
}

export async function signOut(): Promise<void> {
  waiting = [];
  try {
    await post('/sign-out', undefined);
  } catch (error) {
    // A session that the server ended before is signed out all the same.
    if (!(error instanceof ApiProblem && error.status === 401)) throw error;
  }
  session.set({ kind: 'signed-out' });
}

/** Works in another account of the person from now on, in this browser. */
export function chooseAccount(apiKey: string): void {
  localStorage.setItem(CHOSEN_ACCOUNT, apiKey);
  location.assign('/');
}

/** A request of the session, for its account. One that is refused for want of a session waits until there is one again. */
export async function signedFetch(path: string, init: RequestInit): Promise<Response> {
  const found = session.get();
  const headers = new Headers(init.headers);
  if ('account' in found && found.account) headers.set('x-mintmark-account-id', found.account.api_key);
  const response = await fetch(path, { ...init, headers });
  if (response.status !== 401 || !('me' in found)) return response;
  session.set({ ...found, kind: 'expired' });
  await new Promise<void>((resolve) => waiting.push(resolve));
  return signedFetch(path, init);
}

/** A request of the dashboard's own API that needs no session. @throws ApiProblem */
export async function post<T>(path: string, body: object | undefined): Promise<T> {
  let response: Response;
  try {
    response = await fetch(BASE + path, {
      method: 'POST',
      headers: { accept: 'application/json', ...(body && { 'content-type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
    });
  } catch {
    throw unreachable();
  }
  if (!response.ok) throw await problemOf(response);
  const text = await response.text();
  return (text === '' ? undefined : JSON.parse(text)) as T;
}

/** Takes over who is signed in, as the server said it last. */
export function enter(me: Me): void {
  const chosen = localStorage.getItem(CHOSEN_ACCOUNT);
  const account = me.accounts.find(({ api_key }) => api_key === chosen) ?? me.accounts[0];
  session.set({ kind: 'signed-in', me, account });
}
