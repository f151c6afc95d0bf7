import {
  invalidParameters,
  membersOf,
  notFound,
  type SandboxAnswer,
  type SandboxCall,
  type SandboxRoute,
} from './route.ts';
import type { Item } from './store.ts';

const KIND = 'call';
const ACTIONS = ['hangup', 'mute', 'unmute', 'earmuff', 'unearmuff', 'transfer'];
const PAGE_SIZE = 10;

/** Voice API v1: a call that is made nowhere, and can be read, changed and ended. */
export const callRoutes: readonly SandboxRoute[] = [
  voice('POST', '/v1/calls', 'Starts a call that rings nowhere.', create),
  voice('GET', '/v1/calls', 'Lists the calls of the application.', list),
  voice(
    'GET',
    '/v1/calls/:uuid',
    'Shows one call.',
    onCall((call, item) => ({ status: 200, body: shown(call, item) })),
  ),
  voice('PUT', '/v1/calls/:uuid', 'Changes a call in progress.', onCall(change)),
  ...['talk', 'stream', 'dtmf'].map((what) =>
    voice(
      'PUT',
      `/v1/calls/:uuid/${what}`,
      `Answers as ${what} does.`,
      onCall((_call, item) => ({
        status: 200,
        body: { message: `${what[0]?.toUpperCase()}${what.slice(1)} started`, uuid: item.id },
      })),
    ),
  ),
  ...['talk', 'stream'].map((what) =>
    voice(
      'DELETE',
      `/v1/calls/:uuid/${what}`,
      `Answers as stopping ${what} does.`,
      onCall((_call, item) => ({
        status: 200,
        body: { message: `${what[0]?.toUpperCase()}${what.slice(1)} stopped`, uuid: item.id },
      })),
    ),
  ),
];

function voice(method: SandboxRoute['method'], url: string, summary: string, run: SandboxRoute['run']): SandboxRoute {
  return { method, url, product: 'voice', credentials: 'bearer', summary, run };
}

function create({ owner, body, store, entropy, now }: SandboxCall): SandboxAnswer {
  const asked = membersOf(body) ?? {};
  const wrong = [];
  if (!Array.isArray(asked['to']) || asked['to'].length === 0) {
    wrong.push({ name: 'to', reason: 'expected an array with one endpoint' });
  }
  if (asked['ncco'] === undefined && asked['answer_url'] === undefined) {
    wrong.push({ name: 'ncco', reason: 'expected either ncco or answer_url' });
  }
  if (wrong.length > 0) return invalidParameters(wrong);
  const id = entropy.uuid();
  const conversation = `CON-${entropy.uuid()}`;
  store.put(owner, KIND, {
    id,
    status: 'started',
    direction: 'outbound',
    conversation_uuid: conversation,
    to: asked['to'],
    from: asked['from'] ?? null,
    start_time: new Date(now * 1000).toISOString(),
  });
  return { status: 201, body: { uuid: id, status: 'started', direction: 'outbound', conversation_uuid: conversation } };
}

function list(call: SandboxCall): SandboxAnswer {
  const all = call.store.list(call.owner, KIND);
  const size = Math.min(Math.max(Number.parseInt(call.query['page_size'] ?? '', 10) || PAGE_SIZE, 1), 100);
  const from = Math.max(Number.parseInt(call.query['record_index'] ?? '', 10) || 0, 0);
  const link = (index: number) => ({ href: `${call.origin}/v1/calls?page_size=${size}&record_index=${index}` });
  return {
    status: 200,
    body: {
      count: all.length,
      page_size: size,
      record_index: from,
      _links: { self: link(from), ...(from + size < all.length && { next: link(from + size) }) },
      _embedded: { calls: all.slice(from, from + size).map((item) => shown(call, item)) },
    },
  };
}

function change(call: SandboxCall, item: Item): SandboxAnswer {
  const action = membersOf(call.body)?.['action'];
  if (typeof action !== 'string' || !ACTIONS.includes(action)) {
    return invalidParameters([{ name: 'action', reason: `must be one of: ${ACTIONS.join(', ')}` }]);
  }
  if (action === 'hangup') call.store.put(call.owner, KIND, { ...item, status: 'completed' });
  return { status: 204 };
}

function onCall(run: (call: SandboxCall, item: Item) => SandboxAnswer): SandboxRoute['run'] {
  return (call) => {
    const id = call.params['uuid'] ?? '';
    const item = call.store.get(call.owner, KIND, id);
    return item ? run(call, item) : notFound('Call', id);
  };
}

function shown(call: SandboxCall, { id, ...rest }: Item): { [name: string]: unknown } {
  return { _links: { self: { href: `${call.origin}/v1/calls/${id}` } }, uuid: id, ...rest };
}
