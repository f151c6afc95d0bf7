import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { requestLog } from '../../../src/actions/parts/judged-requests.ts';
import { recordAccepted } from '../../../src/actions/record-accepted.ts';
import { openDatabase } from '../../../src/adapters/sql/index.ts';
import { systemClock, systemEntropy } from '../../../src/adapters/system/index.ts';
import type { Tally } from '../../../src/ports/request-filter.ts';
import { account, application, report, secret } from '../../../test/support/records.ts';

const ACCEPTED_A_SECOND = 19_000;
const REJECTED_A_SECOND = 1000;
const APPLICATIONS = 50;
const WARM_SECONDS = 5;
const BOUNDS = { limit: 50_000, maxAgeSeconds: 604_800 };

/**
 * Twenty thousand requests a second into the request log of the embedded database, without a gate before it: what that
 * takes of a core, and whether memory grows. @throws where a count is not exact
 */
export async function logRemarks(seconds = 60): Promise<readonly string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'mintmark-scale-log-'));
  const clock = systemClock();
  const parts = { clock, entropy: systemEntropy(), hash: (text: string) => text };
  const database = await openDatabase(join(folder, 'mintmark.db'), clock, BOUNDS);
  try {
    const owner = account();
    await database.accounts.add(owner, secret(owner.id));
    const ids: string[] = [];
    for (let n = 0; n < APPLICATIONS; n++) {
      const made = application(owner.id);
      await database.applications.add(made, []);
      ids.push(made.id);
    }
    const log = requestLog(database.reports, database.acceptedRequests, Math.random);
    const delivery = setInterval(log.deliver, 1000);
    const sent = { accepted: 0, rejected: 0 };
    const idAt = (at: number) => ids[at % ids.length] as string;
    const sendUpTo = (share: number) => {
      for (; sent.accepted < ACCEPTED_A_SECOND * share; sent.accepted++) {
        const identity = { accountId: owner.id, applicationId: idAt(sent.accepted), keyFingerprint: 'SHA256:key' };
        const sender = () => ({ clientAddress: '192.0.2.1', userAgent: 'bench' });
        const own = { ...identity, subject: null, jti: `${sent.accepted}`, expiresAt: clock.now() + 900 };
        recordAccepted({ ...parts, log }, own, {}, 204, sender);
      }
      for (; sent.rejected < REJECTED_A_SECOND * share; sent.rejected++) {
        log.addRejected(report(owner.id, { at: clock.now(), applicationId: idAt(sent.rejected) }));
      }
    };
    const megabytes: number[] = [];
    const [began, cpu] = [performance.now(), process.cpuUsage()];
    for (let at = 0; at < seconds; at = (performance.now() - began) / 1000) {
      sendUpTo(at);
      if (at > WARM_SECONDS + megabytes.length) megabytes.push(process.memoryUsage().rss / 2 ** 20);
      await delay(10);
    }
    const { user, system } = process.cpuUsage(cpu);
    const took = performance.now() - began;
    clearInterval(delivery);
    await log.settled();
    const total = (tallies: readonly Tally[]) => tallies.reduce((sum, { count }) => sum + count, 0);
    for (const outcome of ['accepted', 'rejected'] as const) {
      const counted = total(await log.count({ accountId: owner.id, outcome }, 60));
      if (counted !== sent[outcome]) throw new Error(`of ${sent[outcome]} ${outcome} requests ${counted} were counted`);
    }
    const [first = 0, half = 0, last = 0] = [0, megabytes.length >> 1, megabytes.length - 1].map((at) => megabytes[at]);
    return [
      `The request log alone, ${(ACCEPTED_A_SECOND + REJECTED_A_SECOND).toLocaleString('en')} requests a second for ${seconds} seconds, ${REJECTED_A_SECOND.toLocaleString('en')} of them rejected: all ${(sent.accepted + sent.rejected).toLocaleString('en')} counted;`,
      `it takes ${Math.round((user + system) / took / 10)} % of a core, its thread with it; memory ${Math.round(first)} MB after ${WARM_SECONDS} seconds, ${Math.round(half)} MB at half time and ${Math.round(last)} MB at the end; the file ${Math.round(statSync(join(folder, 'requests.db')).size / 2 ** 20)} MB.`,
    ];
  } finally {
    await database.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
