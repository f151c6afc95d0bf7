import { afterAll, beforeAll, expect, test } from 'vitest';
import { ask, type Fleet, startFleet, tokenOf } from '../../tools/nodes/fleet.ts';
import { isJudged, keepsTheRules, recovers, watch } from './rules.ts';

/** Three nodes behind HAProxy, on PostgreSQL with a replica, through PgBouncer in transaction mode. */

let fleet: Fleet;
beforeAll(async () => {
  fleet = await startFleet('pgbouncer');
});
afterAll(() => fleet.close());

test('connections of the database are cut under load', async () => {
  const watched = await watch(fleet);
  for (let round = 0; round < 5; round++) {
    const cut = `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${fleet.database}'`;
    await fleet.postgres.query(cut);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  await recovers(watched);
  await keepsTheRules(watched, { served: 'all' });
});

test('the primary is stopped under load, and the replica takes over', async () => {
  const once = await fleet.newApp({ single_use: true });
  const token = tokenOf(once);
  const use = (node: number) => ask(node, 'GET', '/gate', { authorization: `Bearer ${token}` });
  expect((await use(fleet.nodes[0] as number)).status).toBe(204);
  expect((await use(fleet.nodes[1] as number)).json['cause']).toBe('token-replayed');

  const watched = await watch(fleet);
  const late = await fleet.newApp();
  for (const node of fleet.nodes) await isJudged(node, late, 204);
  expect((await fleet.api('DELETE', `/v2/applications/${late.id}`)).status).toBe(204);
  await fleet.postgres.crashPrimary();
  // Long enough that every node has noticed.
  await expect.poll(async () => (await ask(fleet.nodes[2] as number, 'GET', '/readyz')).status).toBe(503);
  await fleet.postgres.promote();
  await recovers(watched);
  await keepsTheRules(watched, { served: 'all' });
  for (const node of fleet.nodes) {
    expect((await use(node)).json['cause']).toBe('token-replayed');
    await isJudged(node, late, 401);
  }
});
