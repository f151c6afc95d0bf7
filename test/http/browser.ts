import { KEY, type Served } from './serving.ts';

export const PASSWORD = 'correct horse battery';

/** What stands behind # in a link. */
export const tokenOf = (link: string | undefined): string => new URL(link ?? 'none:').hash.slice(1);

/** A browser with the dashboard open: keeps cookies, and says where its requests come from. */
export function browser(server: Served, fixed: Record<string, string> = {}) {
  const cookies = new Map<string, string>();
  async function send(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const own = { origin: new URL(server.url).origin, 'user-agent': 'Browser/1', ...(cookie && { cookie }) };
    const answer = await server.send(method, path, body, { ...own, ...fixed, ...headers }, null);
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === '') cookies.delete(name);
      else cookies.set(name, value);
    }
    return answer;
  }
  return {
    cookies,
    send,
    get: (path: string, headers?: Record<string, string>) => send('GET', path, undefined, headers),
    post: (path: string, body: unknown = {}, headers?: Record<string, string>) => send('POST', path, body, headers),
    signIn: (email: string, password = PASSWORD, code?: string) =>
      send('POST', '/dashboard-api/sign-in', { email, password, ...(code !== undefined && { code }) }),
  };
}

export type Browser = ReturnType<typeof browser>;

/** The first owner, signed in. */
export async function firstOwner(server: Served, email = 'ada@example.com'): Promise<Browser> {
  const one = browser(server);
  const request = { link: tokenOf(server.signInLink), email, name: 'Ada', password: PASSWORD };
  const { status, text } = await one.post('/dashboard-api/first-start', request);
  if (status !== 201) throw new Error(text);
  return one;
}

/** Somebody who joined the first account in this role, signed in. */
export async function member(server: Served, owner: Browser, email: string, role: string): Promise<Browser> {
  const account = { 'x-mintmark-account-id': KEY };
  const invited = await owner.post('/dashboard-api/invitations', { email, role, password: PASSWORD }, account);
  const one = browser(server);
  const request = { link: tokenOf(invited.json.link), name: email, password: PASSWORD };
  const { status, text } = await one.post('/dashboard-api/join', request);
  if (status !== 201) throw new Error(text);
  return one;
}
