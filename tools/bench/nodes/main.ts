import { generateKeyPairSync } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { type App, type Fleet, startFleet, tokenOf, verdict } from '../../nodes/fleet.ts';
import { type Load, startLoad } from '../../nodes/load.ts';
import type { Outcome } from '../suites.ts';

const REVOCATIONS = 100;
/** How long nobody takes over. */
const HEADLESS_MILLISECONDS = 2000;

/** Revocation over three nodes, with notifications and without, and a failover under load. */
export async function nodesFigures(): Promise<Outcome> {
  const rows: (readonly string[])[] = [['', 'median', '99th percentile', 'longest']];
  let remarks: readonly string[] = [];
  for (const over of ['direct', 'pgbouncer'] as const) {
    const fleet = await startFleet(over);
    try {
      const { refused, reachable } = await revocations(fleet);
      const how = over === 'direct' ? 'with notifications' : 'notifications lost (PgBouncer)';
      rows.push([`revoked, until all three refuse; ${how}`, ...figures(refused)]);
      rows.push([`one request to one node meanwhile; ${how}`, ...figures(reachable)]);
      if (over === 'pgbouncer') {
        const failed = await failover(fleet);
        rows.push(...failed.rows);
        remarks = failed.remarks;
      }
    } finally {
      await fleet.close();
    }
  }
  return { standings: [], figures: rows, remarks };
}

async function revocations(fleet: Fleet): Promise<{ refused: readonly number[]; reachable: readonly number[] }> {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const keys = { public_key: publicKey.export({ type: 'spki', format: 'pem' }).toString() };
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const refused: number[] = [];
  const reachable: number[] = [];
  for (let round = 0; round < REVOCATIONS; round++) {
    const { status, json } = await fleet.api('POST', '/v2/applications', { name: `revoked ${round}`, keys });
    if (status !== 201) throw new Error(`creating an application was answered with ${status}`);
    const token = tokenOf({ id: json['id'] as string, privateKey: pem });
    for (const node of fleet.nodes) {
      if ((await verdict(node, token)) !== 204) throw new Error('a good token was refused');
    }
    const removed = await fleet.api('DELETE', `/v2/applications/${json['id']}`);
    if (removed.status !== 204) throw new Error(`the removal was answered with ${removed.status}`);
    const start = performance.now();
    const untilRefused = async (node: number) => {
      for (;;) {
        const asked = performance.now();
        const answer = await verdict(node, token);
        reachable.push(performance.now() - asked);
        if (answer !== 204) return performance.now() - start;
      }
    };
    refused.push(Math.max(...(await Promise.all(fleet.nodes.map(untilRefused)))));
  }
  return { refused, reachable };
}

async function failover(fleet: Fleet): Promise<{ rows: (readonly string[])[]; remarks: readonly string[] }> {
  const good = await Promise.all(Array.from({ length: 10 }, () => fleet.newApp()));
  for (const app of good) for (const node of fleet.nodes) await verdict(node, tokenOf(app));
  const load = startLoad(fleet, { good });
  await delay(1000);
  const stopped = performance.now();
  await fleet.postgres.crashPrimary();
  await delay(HEADLESS_MILLISECONDS);
  await fleet.postgres.promote();
  const promoted = performance.now();
  const changes = load.changes.length;
  while (!load.changes.slice(changes).includes(201)) await delay(5);
  const changed = performance.now();
  const fresh = await fleet.newApp();
  await Promise.all(fleet.nodes.map((node) => untilAccepted(node, fresh)));
  const everywhere = performance.now();
  await load.stop();
  return {
    rows: [
      ['failover: from the promotion to the first change that goes through', ...single(changed - promoted)],
      ['failover: from the promotion until all three know a new application', ...single(everywhere - promoted)],
    ],
    remarks: remarksOn(load, stopped, promoted),
  };
}

async function untilAccepted(node: number, app: App): Promise<void> {
  while ((await verdict(node, tokenOf(app))) !== 204) await delay(5);
}

function remarksOn(load: Load, stopped: number, promoted: number): readonly string[] {
  const during = load.judged.filter(({ at }) => at >= stopped);
  const refused = during.filter(({ status }) => status !== 204).length;
  return [
    `${REVOCATIONS} revocations, each by way of HAProxy; a revocation counts from its answer until the slowest of three nodes has refused.`,
    `Failover: the primary was killed, and the replica promoted ${Math.round(promoted - stopped)} ms later. Of ${during.length} requests with known keys meanwhile and after, ${refused} were refused.`,
  ];
}

function figures(values: readonly number[]): readonly string[] {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (part: number) => shown(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] as number);
  return [at(0.5), at(0.99), at(1)];
}

const single = (value: number) => [shown(value), '', ''];
const shown = (milliseconds: number) => milliseconds.toFixed(milliseconds < 10 ? 1 : 0);
