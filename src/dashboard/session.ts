import { ApiProblem, problemOf, unreachable } from './problem.ts';
import { createStore } from './store.ts';

/** Who uses the dashboard. API key and secret live in the memory of this tab, and go when it is closed. */
export type Session =
  | { readonly kind: 'signed-out' }
  | { readonly kind: 'signed-in'; readonly account: string }
  /** The server no longer takes it: the page stays as it is, and the sign-in opens over it. */
  | { readonly kind: 'expired'; readonly account: string };

const session = createStore<Session>({ kind: 'signed-out' });
let authorization: string | undefined;
let waiting: (() => void)[] = [];

/** Otherwise the browser answers a challenge for Basic with a window of its own. */
const WITHOUT_PROMPT = { credentials: 'omit' } as const;

export const useSession = session.use;

/** @returns why it did not work; `undefined` where it did. Requests that wait for it go on. */
export async function signIn(apiKey: string, apiSecret: string): Promise<ApiProblem | undefined> {
  const attempt = `Basic ${base64(`${apiKey}:${apiSecret}`)}`;
  let response: Response;
  try {
    response = await fetch('/v2/applications?page_size=1', { headers: { authorization: attempt }, ...WITHOUT_PROMPT });
  } catch {
    return unreachable();
  }
  if (response.status === 401) {
    return new ApiProblem(401, {
      title: 'This API key and secret do not go together',
      detail: 'Look for a character that was not copied. The secret was printed at the first start, once.',
    });
  }
  if (!response.ok) return problemOf(response);
  authorization = attempt;
  session.set({ kind: 'signed-in', account: apiKey });
  for (const goOn of waiting.splice(0)) goOn();
  return undefined;
}

export function signOut(): void {
  authorization = undefined;
  waiting = [];
  session.set({ kind: 'signed-out' });
}

/** A request with the credentials of the session. One that they are refused for waits until they are good again. */
export async function signedFetch(path: string, init: RequestInit): Promise<Response> {
  const headers = new Headers(init.headers);
  if (authorization) headers.set('authorization', authorization);
  const response = await fetch(path, { ...init, ...WITHOUT_PROMPT, headers });
  const { kind, ...who } = session.get();
  if (response.status !== 401 || kind === 'signed-out') return response;
  session.set({ kind: 'expired', account: 'account' in who ? who.account : '' });
  await new Promise<void>((resolve) => waiting.push(resolve));
  return signedFetch(path, init);
}

function base64(text: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)));
}
