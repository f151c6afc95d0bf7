import { generateKeyPairSync } from 'node:crypto';
import { expect } from 'vitest';
import { type App, type Fleet, tokenOf, verdict } from '../../tools/nodes/fleet.ts';
import { type Load, startLoad } from '../../tools/nodes/load.ts';

/** What has to hold over any fault of the database, and the load that shows it. */

export interface Watched {
  readonly fleet: Fleet;
  readonly load: Load;
  readonly good: readonly App[];
  /** Removed, and refused by every node since `refusedAt`. */
  readonly removed: App;
  readonly refusedAt: number;
}

/** Load of good tokens, of tokens under a wrong key, and of one application that was removed. */
export async function watch(fleet: Fleet): Promise<Watched> {
  const good = await Promise.all(Array.from({ length: 4 }, () => fleet.newApp()));
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const wrong = { id: (good[0] as App).id, privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() };
  const removed = await fleet.newApp();
  // Each node has their keys at hand.
  for (const app of [...good, removed]) for (const node of fleet.nodes) await isJudged(node, app, 204);
  const load = startLoad(fleet, { good, wrong: [wrong], removed: [removed] });
  expect((await fleet.api('DELETE', `/v2/applications/${removed.id}`)).status).toBe(204);
  for (const node of fleet.nodes) await isJudged(node, removed, 401);
  return { fleet, load, good, removed, refusedAt: performance.now() };
}

/** Resolves when the node judges the application's tokens so. */
export async function isJudged(node: number, app: App, status: number): Promise<void> {
  await expect.poll(() => verdict(node, tokenOf(app))).toBe(status);
}

/** Resolves when every node is ready and a change goes through, by themselves. */
export async function recovers({ fleet, load, good, removed }: Watched): Promise<void> {
  await expect.poll(() => fleet.areReady()).toBe(true);
  const changes = load.changes.length;
  await expect.poll(() => load.changes.slice(changes).filter((status) => status === 201).length).toBeGreaterThan(0);
  for (const node of fleet.nodes) {
    for (const app of good) await isJudged(node, app, 204);
    expect(await verdict(node, tokenOf(removed))).toBe(401);
  }
}

/** Ends the load, and holds what it saw against the rules. */
export async function keepsTheRules({ fleet, load, refusedAt }: Watched, { served }: { served: 'all' | 'most' }) {
  await load.stop();
  const statuses = (kind: string, since = 0) => [
    ...new Set(load.judged.filter((one) => one.kind === kind && one.at > since).map(({ status }) => status)),
  ];
  // Nothing is accepted that should not be, and every request has an answer.
  expect(statuses('wrong').filter((status) => status !== 401 && status !== 503)).toEqual([]);
  expect(statuses('removed', refusedAt).filter((status) => status !== 401 && status !== 503)).toEqual([]);
  expect(statuses('good').filter((status) => status !== 204 && status !== 503)).toEqual([]);
  // Keys that were at hand go on being accepted.
  const unserved = load.judged.filter(({ kind, status }) => kind === 'good' && status !== 204);
  if (served === 'all') expect(unserved).toEqual([]);
  expect(load.changes.filter((status) => ![200, 201, 503].includes(status as number))).toEqual([]);
  await keepsWhatItAcknowledged(fleet, load);
}

async function keepsWhatItAcknowledged(fleet: Fleet, { acknowledged }: Load): Promise<void> {
  const names = new Map<string, string>();
  for (let page = 1; ; page++) {
    const { json } = await fleet.api('GET', `/v2/applications?page_size=1000&page=${page}`);
    const { applications } = json['_embedded'] as { applications: readonly { id: string; name: string }[] };
    for (const { id, name } of applications) names.set(id, name);
    if (page >= (json['total_pages'] as number)) break;
  }
  const numberOf = (name: string | undefined) => Number(/\d+$/.exec(name ?? '')?.[0]);
  expect(acknowledged.size).toBeGreaterThan(0);
  // A later name was stored although nobody could be told so.
  const lost = [...acknowledged].filter(([id, name]) => !(numberOf(names.get(id)) >= numberOf(name)));
  expect(lost).toEqual([]);
}
