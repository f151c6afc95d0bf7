import { describe, expect, it } from 'vitest';
import type { Decision } from '../../src/actions/authenticate-request.ts';
import { type ExplainedRejection, explainCase, type RegisteredCase } from '../../src/actions/explain-rejection.ts';
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
  change = (explained: ExplainedRejection) => explained,
  log = async () => {},
} = {}) {
  const kept: StoredReport[] = [];
  const defects: unknown[] = [];
  const waiting: (() => void)[] = [];
  let made = 0;
  let rests = 0;
  const pending = pendingReports();
  const recording = rejectionRecorder({
    applications: { get: async () => undefined, keys: async () => [], candidateKeys: async () => [] },
    log: { addRejected: (report) => kept.push(report), settled: log },
    pending,
    entropy: { uuid: () => `report-${++made}`, bytes: (count) => new Uint8Array(count) },
    helpBase: '/causes/',
    queueLimit,
    explain,
    explainCase: async (one: RegisteredCase) => {
      await new Promise<void>((resolve) => waiting.push(resolve));
      if (fails) throw fails;
      return change(explainCase({ profile, signatures: nodeSignatures() }, one));
    },
    accountOf: (id) => (id.startsWith('unknown') ? undefined : 'a1b2c3d4'),
    networkOf: (address) => address.toLowerCase(),
    onDefect: (error) => defects.push(error),
    rest: async () => {
      rests++;
    },
  });
  const go = async (count = 1) => {
    for (let n = 0; n < count; n++) {
      for (let turns = 0; waiting.length === 0 && turns < 50; turns++) await Promise.resolve();
      waiting.shift()?.();
      for (let turns = 0; turns < 20; turns++) await Promise.resolve();
    }
  };
  return { recording, pending, kept, defects, go, ids: () => kept.map(({ id }) => id), rests: () => rests };
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
    expect(third).not.toHaveProperty('fullReport');
    expect(third.told.finding.cause).toBe('token-expired');
    await go(2);
    expect((await first).fullReport?.rootCause).toBe('token-expired');
    expect((await second).fullReport?.checks.length).toBeGreaterThan(20);
  });
});

/** The same rejection of a token that names another application. */
const naming = (id: unknown): typeof expired => ({
  ...expired,
  evidence: { ...evidence, ...tokenEvidence(kit.mint({ claims: { application_id: id } }), profile) },
});

describe('whose turn it is', () => {
  it('applications of one network take turns', async () => {
    const { recording, go, ids } = recorder({ queueLimit: 9 });
    for (const id of ['a', 'a', 'a', 'b']) await recording.record(naming(id), requestFrom('192.0.2.1'));
    await go(4);
    await recording.settled();
    expect(ids()).toEqual(['report-1', 'report-2', 'report-4', 'report-3']);
  });

  it('those without an address, or without an application, have theirs', async () => {
    const { recording, go, ids, defects } = recorder({ queueLimit: 9 });
    for (const request of [{ fields: [] }, { fields: [] }, requestFrom('192.0.2.1')])
      await recording.record(naming(undefined), request);
    await go(3);
    await recording.settled();
    expect([ids().length, defects]).toEqual([3, []]);
  });

  it('who asks for the whole report comes first, in the order of asking', async () => {
    const { recording, go, ids, rests } = recorder({ explain: 'full', queueLimit: 50 });
    const all = Array.from({ length: 22 }, () => recording.record(expired, requestFrom('192.0.2.1')));
    const last = recording.record(expired, requestFrom('198.51.100.7'));
    await go(23);
    await Promise.all([...all, last]);
    expect(ids()).toEqual(Array.from({ length: 23 }, (_, at) => `report-${at + 1}`));
    expect(rests()).toBe(0);
  });

  // One is being made, the others wait: a rest is taken while more than 20 do.
  it.each([
    [21, 0],
    [22, 1],
    [23, 2],
  ])('of %i reports there are %i rests', async (count, expected) => {
    const { recording, go, rests } = recorder({ queueLimit: 50 });
    for (let n = 0; n < count; n++) await recording.record(expired, requestFrom('192.0.2.1'));
    await go(count);
    await recording.settled();
    expect(rests()).toBe(expected);
  });

  it('there is no rest while somebody waits for a report', async () => {
    const { recording, pending, go, rests } = recorder({ queueLimit: 50 });
    for (let n = 0; n < 24; n++) await recording.record(expired, requestFrom('192.0.2.1'));
    void pending.ready('report-24');
    await go(1);
    expect(rests()).toBe(0);
    await go(23);
    await recording.settled();
  });

  it('after the last one the next begins again', async () => {
    const { recording, go, ids } = recorder();
    for (let round = 0; round < 2; round++) {
      await recording.record(expired, requestFrom('192.0.2.1'));
      await go();
      await recording.settled();
    }
    expect(ids()).toEqual(['report-1', 'report-2']);
  });

  it('settled is when the log has them too', async () => {
    let isWritten = false;
    const log = async () => {
      await Promise.resolve();
      isWritten = true;
    };
    await recorder({ log }).recording.settled();
    expect(isWritten).toBe(true);
  });
});

describe('the cause that is kept', () => {
  const keptWith = async (rootCause: string | null) => {
    const change = (explained: ExplainedRejection) =>
      ({ ...explained, report: { ...explained.report, rootCause } }) as ExplainedRejection;
    const { recording, go, kept } = recorder({ change });
    await recording.record(expired, requestFrom('192.0.2.1'));
    await go();
    await recording.settled();
    return kept[0];
  };

  it.each([
    ['path-not-in-acl', 'path-not-in-acl', 403],
    ['token-expired', 'token-expired', 401],
    [null, 'token-expired', 401],
    ['a cause of a later version', 'a cause of a later version', 401],
  ])('is that of the report, with its status: %s', async (rootCause, cause, status) => {
    expect(await keptWith(rootCause)).toMatchObject({ cause, status });
  });
});

describe('a brief report', () => {
  const briefOf = async (rejection: typeof expired, target = '/v1/calls?a=b') => {
    const { recording, go, kept } = recorder({ queueLimit: 0 });
    await recording.record(expired, requestFrom('192.0.2.1'));
    await recording.record(rejection, { ...requestFrom('192.0.2.1'), target });
    await go(2);
    await recording.settled();
    return kept.find(({ id }) => id === 'report-2');
  };

  it.each([
    ['no registry', undefined, 'a1b2c3d4'],
    ['an unknown application', { application: null, keys: [], otherKeys: [] }, 'a1b2c3d4'],
    [
      'a known one',
      { application: { id: 'a', name: 'Lamp', accountId: 'e5f6a7b8' }, keys: [], otherKeys: [] },
      'e5f6a7b8',
    ],
  ])('with %s belongs to the account that is at hand', async (_, registry, accountId) => {
    const rejection = {
      ...expired,
      evidence: { ...evidence, ...(registry && { registry }) },
    } as unknown as typeof expired;
    expect(await briefOf(rejection)).toMatchObject({ accountId });
  });

  it('of an application that is not at hand, or of none, belongs to nobody', async () => {
    expect(await briefOf(naming('unknown one'))).toMatchObject({ accountId: null, applicationId: 'unknown one' });
    expect(await briefOf(naming(7))).toMatchObject({ accountId: null, applicationId: null });
  });

  it.each([
    ['e30.W10.c2ln', { header: {}, claims: null }],
    ['W10.e30.c2ln', { header: null, claims: {} }],
  ])('of %s keeps what can be read of it', async (text, read) => {
    const rejection = { ...expired, evidence: { ...evidence, ...tokenEvidence(text, profile) } };
    expect(await briefOf(rejection)).toMatchObject({ accountId: null, applicationId: null, token: read });
  });

  it.each([
    ['/a?b', '/a'],
    ['/a#b?c', '/a'],
    ['/a?', '/a'],
    ['/a#\nb', '/a'],
    ['?a', ''],
    ['/a', '/a'],
  ])('keeps of the target %j the path %j', async (target, path) => {
    expect(await briefOf(expired, target)).toMatchObject({ path });
  });
});
