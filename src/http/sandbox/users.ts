import {
  invalidParameters,
  membersOf,
  notFound,
  type SandboxAnswer,
  type SandboxCall,
  type SandboxRoute,
} from './route.ts';
import type { Item } from './store.ts';

const KIND = 'user';
const PAGE_SIZE = 10;

/** Users API, at both versions that clients use. The links are absolute: clients parse them with `new URL`. */
export const userRoutes: readonly SandboxRoute[] = ['/v1/users', '/v0.3/users'].flatMap((base) => [
  users('POST', base, 'Creates a user of the application.', create(base)),
  users('GET', base, 'Lists the users of the application.', list(base)),
  users(
    'GET',
    `${base}/:id`,
    'Shows one user.',
    onUser((call, item) => ({ status: 200, body: shown(call, base, item) })),
  ),
  users(
    'PATCH',
    `${base}/:id`,
    'Changes a user.',
    onUser((call, item) => update(call, base, item)),
  ),
  users(
    'DELETE',
    `${base}/:id`,
    'Deletes a user.',
    onUser(({ store, owner }, item) => {
      store.delete(owner, KIND, item.id);
      return { status: 204 };
    }),
  ),
]);

function users(method: SandboxRoute['method'], url: string, summary: string, run: SandboxRoute['run']): SandboxRoute {
  return { method, url, product: 'users', credentials: 'bearer', summary, run };
}

function create(base: string): SandboxRoute['run'] {
  return (call) => {
    const asked = membersOf(call.body);
    const wrong = nameFault(asked?.['name']);
    if (!asked || wrong) return invalidParameters([wrong ?? { name: 'body', reason: 'expected a JSON object' }]);
    const id = `USR-${call.entropy.uuid()}`;
    const name = asked['name'] ?? `NAM-${call.entropy.uuid()}`;
    if (call.store.list(call.owner, KIND).some((user) => user['name'] === name)) {
      return {
        status: 409,
        body: {
          type: 'https://developer.vonage.com/api/conversation#user:error:duplicate-name',
          title: 'Bad request.',
          code: 'user:error:duplicate-name',
          detail: `A user named ${JSON.stringify(name)} already exists. Names are unique in an application.`,
        },
      };
    }
    const item = { ...asked, id, name };
    call.store.put(call.owner, KIND, item);
    return { status: 201, body: shown(call, base, item) };
  };
}

function list(base: string): SandboxRoute['run'] {
  return (call) => {
    const all = call.store.list(call.owner, KIND);
    const ordered = call.query['order'] === 'desc' ? [...all].reverse() : all;
    const named =
      call.query['name'] === undefined ? ordered : ordered.filter((user) => user['name'] === call.query['name']);
    const size = Math.min(Math.max(Number.parseInt(call.query['page_size'] ?? '', 10) || PAGE_SIZE, 1), 100);
    const cursor = call.query['cursor'];
    const after = cursor === undefined ? -1 : named.findIndex((user) => user.id === cursor);
    if (cursor !== undefined && after < 0) {
      return invalidParameters([{ name: 'cursor', reason: 'expected a cursor taken from a link of this list' }]);
    }
    const page = named.slice(after + 1, after + 1 + size);
    const last = page.at(-1);
    const more = last !== undefined && named.at(-1)?.id !== last.id;
    const link = (at?: string) => ({
      href: `${call.origin}${base}?page_size=${size}${at === undefined ? '' : `&cursor=${encodeURIComponent(at)}`}`,
    });
    return {
      status: 200,
      body: {
        page_size: size,
        _embedded: { users: page.map((item) => shown(call, base, item)) },
        _links: { first: link(), self: link(cursor), ...(more && { next: link(last.id) }) },
      },
    };
  };
}

function update(call: SandboxCall, base: string, item: Item): SandboxAnswer {
  const asked = membersOf(call.body);
  const wrong = nameFault(asked?.['name']);
  if (!asked || wrong) return invalidParameters([wrong ?? { name: 'body', reason: 'expected a JSON object' }]);
  const changed = { ...item, ...asked, id: item.id };
  call.store.put(call.owner, KIND, changed);
  return { status: 200, body: shown(call, base, changed) };
}

function nameFault(name: unknown): { name: string; reason: string } | undefined {
  if (name === undefined || (typeof name === 'string' && name !== '' && name.length <= 100)) return undefined;
  return { name: 'name', reason: 'expected a string of 1 to 100 characters' };
}

function onUser(run: (call: SandboxCall, item: Item) => SandboxAnswer): SandboxRoute['run'] {
  return (call) => {
    const id = call.params['id'] ?? '';
    const item = call.store.get(call.owner, KIND, id);
    return item ? run(call, item) : notFound('User', id);
  };
}

function shown(call: SandboxCall, base: string, item: Item): { [name: string]: unknown } {
  return { ...item, _links: { self: { href: `${call.origin}${base}/${item.id}` } } };
}
