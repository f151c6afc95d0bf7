import { describe, expect, it } from 'vitest';
import { authenticateRequest, type GateParts, type GateRequest } from '../../src/actions/authenticate-request.ts';
import { explainCase } from '../../src/actions/explain-rejection.ts';
import { cachedKeyDirectory } from '../../src/actions/parts/cached-key-directory.ts';
import { decoyKeys } from '../../src/actions/parts/decoy-keys.ts';
import { pendingReports } from '../../src/actions/parts/pending-reports.ts';
import { rejectionRecorder } from '../../src/actions/record-rejection.ts';
import { nodeSignatures } from '../../src/adapters/node-crypto/index.ts';
import { gateProfile } from '../../src/core/claims/gate-profile.ts';
import { vonage } from '../../src/core/claims/profiles/vonage.ts';
import { fingerprint, publicKeyOf } from '../../src/core/keys/fingerprint.ts';
import { parseKey } from '../../src/core/keys/parse-key.ts';
import type { CandidateKey, StoredApplication, StoredKey } from '../../src/ports/applications.ts';
import type { StoredReport } from '../../src/ports/reports.ts';
import { kit } from '../support/kit.ts';
import { application, key } from '../support/records.ts';

const profile = gateProfile(vonage);
const signatures = nodeSignatures();
const clock = { now: () => kit.now };
const owner = application('a1b2c3d4', { name: 'Lamp shop' });
const ownKey = registeredKey(owner.id, 'active');
const foreign = application('e5f6a7b8', { name: 'Other shop' });
const foreignKey: CandidateKey = {
  ...registeredKey(foreign.id, 'other'),
  applicationName: foreign.name,
  accountId: foreign.accountId,
};

function registeredKey(applicationId: string, name: 'active' | 'other'): StoredKey {
  const reading = parseKey(kit.publicKey(name));
  if (!reading.ok) throw new Error('a key of the kit that cannot be read');
  return key(applicationId, { publicKey: kit.publicKey(name), fingerprint: fingerprint(publicKeyOf(reading.key)) });
}

/** What is kept of one rejected request, with two applications in the registry. */
async function keptOf(request: GateRequest, { limit = 10, isAtHand = true } = {}): Promise<StoredReport> {
  const kept: StoredReport[] = [];
  const stored = new Map<string, { readonly application: StoredApplication; readonly keys: readonly StoredKey[] }>([
    [owner.id, { application: owner, keys: [ownKey] }],
    [foreign.id, { application: foreign, keys: [foreignKey] }],
  ]);
  const applications = {
    get: async (id: string) => stored.get(id)?.application,
    keys: async (id: string) => stored.get(id)?.keys ?? [],
    candidateKeys: async (_account: string | undefined, except: string) => (except === foreign.id ? [] : [foreignKey]),
  };
  const parts: GateParts = {
    profile,
    skewSeconds: 30,
    clock,
    directory: cachedKeyDirectory({ applications, signatures, clock }, { limit: 10, maxAgeSeconds: 10 }),
    replay: { use: async () => null },
    signatures,
    decoys: decoyKeys(signatures),
  };
  const decision = await authenticateRequest(parts, request);
  if (decision.ok) throw new Error('the request was accepted');
  const recorder = rejectionRecorder({
    applications,
    log: { addRejected: (report) => kept.push(report), settled: async () => {} },
    pending: pendingReports(),
    entropy: { uuid: () => 'report-1', bytes: (count) => new Uint8Array(count) },
    helpBase: '/causes/',
    queueLimit: limit,
    explain: 'caller',
    explainCase: async (one) => explainCase({ profile, signatures }, one),
    accountOf: (id) => (isAtHand ? stored.get(id)?.application.accountId : undefined),
    networkOf: (address) => address,
    onDefect: (error) => {
      throw error;
    },
    rest: async () => {},
  });
  await recorder.record(decision, request);
  await recorder.settled();
  const [report] = kept;
  if (report === undefined || kept.length > 1) throw new Error(`${kept.length} reports were kept`);
  return report;
}

const bearing = (token: string, change: Partial<GateRequest> = {}): GateRequest => ({
  fields: [
    ['Authorization', `Bearer ${token}`],
    ['User-Agent', 'lamp-shop/2.1'],
    ['traceparent', 'cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more'],
  ],
  method: 'POST',
  target: '/v1/calls?to=15550100&note=Correct1Horse',
  client: '198.51.100.7',
  ...change,
});
const expiredOf = (id: unknown) => kit.mint({ claims: { application_id: id, iat: kit.now - 900, exp: kit.now - 600 } });

describe('what is kept of a rejected request', () => {
  it('who sent what, when, and why it was rejected: for its owner, without secrets', async () => {
    const token = expiredOf(owner.id);
    const report = await keptOf(bearing(token));
    expect(report).toMatchObject({
      id: 'report-1',
      at: kit.now,
      accountId: 'a1b2c3d4',
      applicationId: owner.id,
      cause: 'token-expired',
      status: 401,
      method: 'POST',
      path: '/v1/calls',
      clientAddress: '198.51.100.7',
      userAgent: 'lamp-shop/2.1',
      signedBy: ownKey.fingerprint,
      traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
      token: { header: { alg: 'RS256' }, claims: { application_id: owner.id } },
    });
    const text = JSON.stringify(report);
    expect(text).not.toContain('Correct1Horse');
    expect(text).not.toContain(token.split('.')[2]);
  });

  it('a signature of another application is told to the owner, by the key, and not to the caller', async () => {
    const own = await keptOf(bearing(kit.mint({ key: 'other', claims: { application_id: owner.id } })));
    expect(own).toMatchObject({ accountId: 'a1b2c3d4', applicationId: owner.id });
    // The other application is another account's: its name is not for this owner.
    expect(JSON.stringify(own)).not.toContain('Other shop');
    const unknown = await keptOf(
      bearing(kit.mint({ key: 'other', claims: { application_id: '11111111-2222-4333-8444-555555555555' } })),
    );
    // Nobody has that application: the account whose key signed is the one to tell.
    expect(unknown).toMatchObject({ accountId: 'e5f6a7b8', cause: 'application-unknown' });
    expect(unknown.callerReport.rootCause).toBe('signed-by-unknown-key');
    expect(JSON.stringify(unknown.callerReport)).not.toContain('Other shop');
  });

  it('a request without a token is nobody’s', async () => {
    const report = await keptOf({ fields: [], method: 'GET', target: '/v1/calls' });
    expect(report).toMatchObject({ accountId: null, applicationId: null, token: null, clientAddress: null });
    expect(report.cause).toBe('authorization-missing');
  });

  it('nothing was said of the request', async () => {
    const report = await keptOf({ fields: [['Authorization', `Bearer ${expiredOf(owner.id)}`]] });
    expect(report).toMatchObject({ method: null, path: null, userAgent: null, traceparent: null });
  });

  it('long ids and paths are cut', async () => {
    const long = bearing(expiredOf('x'.repeat(500)), { target: `/${'segment/'.repeat(600)}` });
    const report = await keptOf(long);
    expect(report.applicationId).toHaveLength(64);
    expect(report.path).toHaveLength(2048);
  });
});

describe('a brief report', () => {
  it('belongs to the account of the application that it names, where that is at hand', async () => {
    const ours = { accountId: 'a1b2c3d4', applicationId: owner.id };
    expect(await keptOf(bearing(expiredOf(owner.id)), { limit: 0, isAtHand: false })).toMatchObject(ours);
    // Refused before anybody was looked up.
    const early = bearing(kit.mint({ claims: { application_id: owner.id, jti: undefined } }));
    expect(await keptOf(early, { limit: 0 })).toMatchObject(ours);
    expect(await keptOf(early, { limit: 0, isAtHand: false })).toMatchObject({ ...ours, accountId: null });
    expect(await keptOf(bearing(expiredOf(7)), { limit: 0 })).toMatchObject({ accountId: null, applicationId: null });
  });

  it('holds what the caller was told, in words', async () => {
    const report = await keptOf(bearing(expiredOf(owner.id)), { limit: 0 });
    expect(report.report).toMatchObject({ verdict: 'rejected', rootCause: report.cause, checks: [], afterFix: null });
    expect(report.report).toBe(report.callerReport);
    expect(report.report.findings.map(({ cause }) => cause)).toContain('token-expired');
    expect(report.report.rules).toMatchObject({ profile: 'vonage', chosenBy: 'registry' });
  });
});
