import { describe, expect, it } from 'vitest';
import type { Decision } from '../../src/actions/authenticate-request.ts';
import { explainCase, type RegisteredCase } from '../../src/actions/explain-rejection.ts';
import { pendingReports } from '../../src/actions/parts/pending-reports.ts';
import { rejectionRecorder } from '../../src/actions/record-rejection.ts';
import { nodeSignatures } from '../../src/adapters/node-crypto/index.ts';
import { gateProfile } from '../../src/core/claims/gate-profile.ts';
import { vonage } from '../../src/core/claims/profiles/vonage.ts';
import { judge } from '../../src/core/diagnosis/judge.ts';
import { tokenEvidence } from '../../src/core/observe/observe.ts';
import { UnavailableError } from '../../src/ports/errors.ts';
import type { StoredReport } from '../../src/ports/reports.ts';
import { kit } from '../support/kit.ts';

const profile = gateProfile(vonage);
const token = kit.mint({ claims: { exp: kit.now - 600, iat: kit.now - 900 } });

const evidence = { profile, skewSeconds: 30, now: kit.now, ...tokenEvidence(token, profile) };
const finding = judge('time', evidence);
if (finding === undefined) throw new Error('an expired token without a fault');
const expired: Extract<Decision, { ok: false }> = { ok: false, finding, stage: 'time', evidence, at: kit.now };
const requestFrom = (client: string) => ({ fields: [['Authorization', `Bearer ${token}`] as const], client });

/** A recorder whose reports are made when `go` is called, one a call. */
function recorder({
  queueLimit = 4,
  explain = 'caller' as 'caller' | 'full',
  fails = undefined as Error | undefined,
} = {}) {
  const kept: StoredReport[] = [];
  const defects: unknown[] = [];
  const waiting: (() => void)[] = [];
  let made = 0;
  const pending = pendingReports();
  const recording = rejectionRecorder({
    applications: { get: async () => undefined, keys: async () => [], candidateKeys: async () => [] },
    log: { addRejected: (report) => kept.push(report), settled: async () => {} },
    pending,
    entropy: { uuid: () => `report-${++made}`, bytes: (count) => new Uint8Array(count) },
    helpBase: '/causes/',
    queueLimit,
    explain,
    explainCase: async (one: RegisteredCase) => {
      await new Promise<void>((resolve) => waiting.push(resolve));
      if (fails) throw fails;
      return explainCase({ profile, signatures: nodeSignatures() }, one);
    },
    accountOf: () => 'a1b2c3d4',
    networkOf: (address) => address,
    onDefect: (error) => defects.push(error),
    rest: async () => {},
  });
  const go = async (count = 1) => {
    for (let n = 0; n < count; n++) {
      for (let turns = 0; waiting.length === 0 && turns < 50; turns++) await Promise.resolve();
      waiting.shift()?.();
      for (let turns = 0; turns < 20; turns++) await Promise.resolve();
    }
  };
  return { recording, pending, kept, defects, go, ids: () => kept.map(({ id }) => id) };
}

describe('rejections are explained after the answer', () => {
  it('the answer needs no report; who asks for it waits, and comes first', async () => {
    const { recording, pending, kept, go, ids } = recorder();
    for (let n = 0; n < 3; n++) {
      const { told } = await recording.record(expired, requestFrom('192.0.2.1'));
      expect(told.finding.cause).toBe('token-expired');
    }
    expect(kept).toEqual([]);
    let isReady = false;
    const ready = pending.ready('report-3').then(() => {
      isReady = true;
    });
    await go();
    expect(isReady).toBe(false);
    await go();
    await ready;
    expect(ids()).toEqual(['report-1', 'report-3']);
    await go();
    await recording.settled();
    expect(ids()).toEqual(['report-1', 'report-3', 'report-2']);
    expect(kept.every(({ report }) => report.checks.length > 20)).toBe(true);
    expect(recording.brief()).toBe(0);
  });

  it("a flood loses its own reports' depth, nobody's report is lost, and others keep theirs", async () => {
    const { recording, kept, go } = recorder();
    for (let n = 0; n < 30; n++) await recording.record(expired, requestFrom('192.0.2.1'));
    await recording.record(expired, requestFrom('198.51.100.7'));
    const brief = recording.brief();
    expect(brief).toBe(26);
    expect(kept).toHaveLength(26);
    // It says what the caller was told, to the owner of the application.
    expect(kept[0]).toMatchObject({
      accountId: 'a1b2c3d4',
      cause: 'token-expired',
      status: 401,
      report: { checks: [] },
    });
    expect(kept[0]?.report.findings[0]?.title).toMatch(/expired/);
    await go(5);
    await recording.settled();
    expect(kept).toHaveLength(31);
    expect(kept.find(({ id }) => id === 'report-31')?.report.checks.length).toBeGreaterThan(20);
    expect(new Set(kept.map(({ id }) => id)).size).toBe(31);
  });

  it('a report that could not be made is a brief one, and a defect of ours', async () => {
    const { recording, kept, defects, go } = recorder({ fails: new Error('the thread is gone') });
    await recording.record(expired, requestFrom('192.0.2.1'));
    await go();
    await recording.settled();
    expect(defects).toEqual([new Error('the thread is gone')]);
    expect(kept).toMatchObject([{ id: 'report-1', cause: 'token-expired', report: { checks: [] } }]);
  });

  it('a database that is away leaves a brief report, and is no defect', async () => {
    const { recording, kept, defects, go } = recorder({ fails: new UnavailableError('away', 'the database is away') });
    await recording.record(expired, requestFrom('192.0.2.1'));
    await go();
    await recording.settled();
    expect(defects).toEqual([]);
    expect(kept).toMatchObject([{ id: 'report-1', report: { checks: [] } }]);
    expect(recording.brief()).toBe(1);
  });

  it('a whole report before the answer, and none of it where too many wait', async () => {
    const { recording, go } = recorder({ explain: 'full', queueLimit: 1 });
    const first = recording.record(expired, requestFrom('192.0.2.1'));
    const second = recording.record(expired, requestFrom('192.0.2.1'));
    const third = await recording.record(expired, requestFrom('192.0.2.1'));
    expect(third.fullReport).toBeUndefined();
    expect(third.told.finding.cause).toBe('token-expired');
    await go(2);
    expect((await first).fullReport?.rootCause).toBe('token-expired');
    expect((await second).fullReport?.checks.length).toBeGreaterThan(20);
  });
});
