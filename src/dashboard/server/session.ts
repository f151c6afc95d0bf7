import type { AccountOfPerson, Me, Role } from '../../wire/people.ts';
import type { Answered, Asked, Route } from '../../wire/routes.ts';
import { createStore } from '../browser/store.ts';
import { exchange, type SendOptions } from './exchange.ts';
import { ApiProblem, asProblem } from './problem.ts';

export type Session =
  /** The server was asked who is signed in, and has not answered yet. */
  | { readonly kind: 'asked' }
  | { readonly kind: 'unknown'; readonly problem: ApiProblem }
  | { readonly kind: 'signed-out' }
  | { readonly kind: 'signed-in'; readonly me: Me; readonly account: AccountOfPerson | undefined }
  /** The server no longer takes it: the page stays as it is, and the sign-in opens over it. */
  | { readonly kind: 'expired'; readonly me: Me; readonly account: AccountOfPerson | undefined };

export type Rules = Me['rules'];

/** Where somebody becomes signed in. */
export type EntranceRoute = `POST /dashboard-api/${'sign-in' | 'first-start' | 'join'}`;

const CHOSEN_ACCOUNT = 'mintmark-account';

const session = createStore<Session>({ kind: 'asked' });
let waiting: (() => void)[] = [];

export const useSession = session.use;

/** The role in the account that is worked in; the least one where there is none. */
export function useRole(): Role {
  const found = session.use();
  return ('account' in found && found.account?.role) || 'viewer';
}

/** What this server lets through; it is told to whoever is signed in. */
export function useRules(): Rules | undefined {
  const found = session.use();
  return 'me' in found ? found.me.rules : undefined;
}

/** Asks the server who is signed in: the cookie of the session is not for scripts to read. */
export async function startSession(): Promise<void> {
  try {
    const { me } = await ask('GET /dashboard-api/session');
    if (me) enter(me);
    else session.set({ kind: 'signed-out' });
  } catch (error) {
    session.set({ kind: 'unknown', problem: asProblem(error) });
  }
}

/** Signs in. Requests that wait for a session go on. @throws ApiProblem */
export async function signIn<R extends EntranceRoute>(route: R, ...asked: Asked<R, SendOptions>): Promise<void> {
  enter(await ask(route, ...asked));
  for (const goOn of waiting.splice(0)) goOn();
}

export async function signOut(): Promise<void> {
  waiting = [];
  try {
    await ask('POST /dashboard-api/sign-out');
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

/** A request that needs no session. @throws ApiProblem */
export async function ask<R extends Route>(route: R, ...asked: Asked<R, SendOptions>): Promise<Answered<R>> {
  return (await exchange((target, init) => fetch(target, init), route, ...asked)).value;
}

/** Takes over who is signed in, as the server said it last. */
export function enter(me: Me): void {
  const chosen = localStorage.getItem(CHOSEN_ACCOUNT);
  const account = me.accounts.find(({ api_key }) => api_key === chosen) ?? me.accounts[0];
  session.set({ kind: 'signed-in', me, account });
}
