import { mkdirSync, mkdtempSync, renameSync, rmdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import {
  askGate,
  BASIC,
  type System,
  sharedSystem,
  startSystem,
  type TestApplication,
  tokenOf,
} from '../support/system.ts';

interface Entry {
  readonly id: string;
  readonly at: number;
  readonly outcome: string;
  readonly status: number;
  readonly cause: string | null;
  readonly path: string | null;
  readonly token_hash: string | null;
}
interface Page {
  readonly requests: readonly Entry[];
  readonly _links: { readonly next?: { readonly href: string } };
}
interface Counts {
  readonly groups: readonly { outcome: string; cause: string | null; count: number; buckets: { count: number }[] }[];
}
const PATIENT = { timeout: 60_000 };
const EXPIRED = { iat: 1_600_000_000, exp: 1_600_000_900 };

async function read<T>(system: System, path: string, authorization = BASIC): Promise<T> {
  const response = await fetch(system.url + path, { headers: { authorization } });
  expect([path, response.status]).toEqual([path, 200]);
  return (await response.json()) as T;
}
const list = (system: System, query = '') => read<Page>(system, `/request-log?${query}`);

const asked = (uri: string) => ({ 'x-original-method': 'GET', 'x-original-uri': uri });

/** One request at the sandbox that is accepted, two at the gate, and two that are rejected. */
async function judgeFive(system: System, application: TestApplication): Promise<void> {
  const token = tokenOf(application);
  const calls = await fetch(`${system.url}/v1/users?date=hidden`, {
    headers: { authorization: `Bearer ${token}` },
  });
  expect(calls.status).toBe(200);
  expect((await askGate(system, token, asked('/v1/calls?date=hidden'))).status).toBe(204);
  expect((await askGate(system, tokenOf(application), asked('/v1/calls/1'))).status).toBe(204);
  expect((await askGate(system, tokenOf(application, EXPIRED), asked('/v1/calls/2'))).status).toBe(401);
  const narrow = tokenOf(application, { acl: { paths: { '/v9/none': {} } } });
  expect((await askGate(system, narrow, asked('/V1/calls'))).status).toBe(403);
  await vi.waitFor(async () => expect((await list(system)).requests).toHaveLength(5), PATIENT);
}

async function otherAccount(system: System): Promise<string> {
  const { body } = await system.api('POST', '/accounts', { name: 'Other' });
  const { api_key, secret } = body as { api_key: string; secret: string };
  return `Basic ${Buffer.from(`${api_key}:${secret}`).toString('base64')}`;
}

describe('the request log', () => {
  const shared = sharedSystem();
  let application: TestApplication;
  beforeAll(async () => {
    application = await shared().createApplication();
    await judgeFive(shared(), application);
  });

  test('holds what was accepted and what was rejected, and nothing that is secret', async () => {
    const system = shared();
    const { requests } = await list(system);
    expect(requests.map(({ outcome }) => outcome).sort()).toEqual([
      ...['accepted', 'accepted', 'accepted'],
      ...['rejected', 'rejected'],
    ]);
    const accepted = requests.filter(({ outcome }) => outcome === 'accepted');
    expect(accepted.map(({ status, path }) => [status, path])).toEqual([
      [204, '/v1/calls/1'],
      [204, '/v1/calls'],
      [200, '/v1/users'],
    ]);
    const [second, first, sandbox] = accepted;
    expect(first?.token_hash).toBe(sandbox?.token_hash);
    expect(first?.token_hash).not.toBe(second?.token_hash);
    expect(accepted[0]).toMatchObject({ application_id: application.id, method: 'GET', cause: null, title: null });
    expect(await read<Entry>(system, `/request-log/${first?.id}`)).toEqual(first);
    expect(JSON.stringify(requests)).not.toMatch(/hidden|eyJ/);
  });

  test('says how far back it goes, and how it is sampled', async () => {
    const system = shared();
    const { requests, kept } = await read<Page & { kept: object }>(system, '/request-log');
    const [first] = [...requests].reverse().filter(({ outcome }) => outcome === 'accepted');
    const bounds = { max_age_seconds: 604_800, max_bytes: 1_073_741_824 };
    expect(kept).toEqual({
      rejected: { limit: 10_000, since: expect.any(Number), ...bounds },
      accepted: { limit: 50_000, since: first?.at, sampled_above: 100, ...bounds },
    });
  });

  test('is filtered, and read page by page through both kinds', async () => {
    const system = shared();
    for (const [query, count] of [
      ['outcome=accepted', 3],
      ['outcome=rejected', 2],
      ['cause=token-expired', 1],
      ['cause=token-expired&outcome=accepted', 0],
      ['status=204', 2],
      ['status=401', 1],
      ['path=/v1/calls', 3],
      ['path=/V1', 1],
      [`application_id=${application.id}`, 5],
      ['application_id=other', 0],
      ['until=1', 0],
      ['since=1&limit=4', 4],
    ] as const) {
      expect([query, (await list(system, query)).requests.length]).toEqual([query, count]);
    }
    const whole = (await list(system)).requests;
    const paged: Entry[] = [];
    for (let path: string | undefined = '/request-log?limit=2'; path !== undefined; ) {
      const page: Page = await read<Page>(system, path);
      paged.push(...page.requests);
      path = page._links.next?.href;
    }
    expect(paged).toEqual(whole);
    expect((await list(system, 'after=nonsense')).requests).toEqual([]);
    for (const query of ['limit=0', 'limit=1001', 'outcome=both', 'status=x', 'since=x']) {
      const { status } = await system.api('GET', `/request-log?${query}`);
      expect([query, status]).toEqual([query, 400]);
    }
    const { reports } = await read<{ reports: Entry[] }>(system, '/reports?path=/v1/calls');
    expect(reports.map(({ path }) => path)).toEqual(['/v1/calls/2']);
  });

  test('is counted over time, by cause, and what was accepted by itself', async () => {
    const system = shared();
    const { groups } = await read<Counts>(system, '/request-log/counts?bucket_seconds=31536000');
    const counted = groups.map(({ outcome, cause, count }) => [outcome, cause, count]);
    expect(counted).toHaveLength(3);
    expect(counted).toContainEqual(['accepted', null, 3]);
    expect(counted).toContainEqual(['rejected', 'token-expired', 1]);
    for (const { count, buckets } of groups) expect(buckets.reduce((sum, one) => sum + one.count, 0)).toBe(count);
    const some = await read<Counts>(system, '/request-log/counts?outcome=rejected&path=/v1');
    expect(some.groups.map(({ cause }) => cause)).toEqual(['token-expired']);
  });

  test('is of one account', async () => {
    const system = shared();
    const other = await otherAccount(system);
    const [first] = (await list(system, 'outcome=accepted')).requests;
    expect((await read<Page>(system, '/request-log', other)).requests).toEqual([]);
    expect((await read<Counts>(system, '/request-log/counts', other)).groups).toEqual([]);
    const response = await fetch(`${system.url}/request-log/${first?.id}`, { headers: { authorization: other } });
    expect(response.status).toBe(404);
  });

  test('loses what was accepted with its application', async () => {
    const system = shared();
    const { id, ...keys } = await system.createApplication();
    const own = async () => (await list(system, `application_id=${id}`)).requests.map(({ outcome }) => outcome);
    expect((await askGate(system, tokenOf({ id, ...keys }))).status).toBe(204);
    expect(await own()).toEqual(['accepted']);
    expect((await system.api('DELETE', `/v2/applications/${id}`)).status).toBe(204);
    expect(await own()).toEqual([]);
  });

  test('holds no question of a proxy for the words of a refusal', async () => {
    const system = shared();
    const other = await system.createApplication();
    const authorization = `Bearer ${tokenOf(other)}`;
    expect((await fetch(`${system.url}/gate/refusal`, { headers: { authorization } })).status).toBe(503);
    expect((await list(system, `application_id=${other.id}`)).requests).toEqual([]);
  });

  test('holds one rejected request once, where a proxy asks for the verdict, then for the words', async () => {
    const system = await startSystem();
    const application = await system.createApplication();
    const authorization = `Bearer ${tokenOf(application, EXPIRED)}`;
    const verdict = await fetch(`${system.url}/gate/verdict`, { headers: { authorization } });
    expect([verdict.status, await verdict.text()]).toEqual([401, '']);
    const refusal = await fetch(`${system.url}/gate/refusal`, { headers: { authorization } });
    const { instance } = (await refusal.json()) as { instance: string };
    expect(refusal.headers.get('www-authenticate')).toBe(verdict.headers.get('www-authenticate'));
    await expect.poll(async () => (await list(system)).requests.map(({ id }) => id)).toEqual([instance]);
    const metrics = await (await fetch(`${system.url}/metrics`)).text();
    expect(metrics).toContain('mintmark_gate_decisions_total{cause="token-expired"} 1\n');
  });

  test('keeps no accepted request where none are to be kept', async () => {
    const system = await startSystem({ acceptedKept: 0 });
    const application = await system.createApplication();
    expect((await askGate(system, tokenOf(application))).status).toBe(204);
    expect((await askGate(system, tokenOf(application, EXPIRED))).status).toBe(401);
    await expect.poll(async () => (await list(system)).requests.map(({ cause }) => cause)).toEqual(['token-expired']);
  });

  test('that storage does not take refuses no request, and the gap is told', async () => {
    const data = mkdtempSync(join(tmpdir(), 'mintmark-log-'));
    onTestFinished(() => rmSync(data, { recursive: true, force: true }));
    const system = await startSystem({ data });
    const token = tokenOf(await system.createApplication());
    expect((await askGate(system, token)).status).toBe(204);
    expect((await list(system)).requests).toHaveLength(1);
    const [log, moved] = [join(data, 'requests.db'), join(data, 'moved.db')];
    renameSync(log, moved);
    // Not even root writes to a directory.
    mkdirSync(log);
    expect((await askGate(system, token)).status).toBe(204);
    const dropped = async () => (await (await fetch(`${system.url}/metrics`)).text()).match(/log_dropped.*/g);
    await expect.poll(dropped, PATIENT).toContain('log_dropped_total{outcome="accepted"} 1');
    expect(await dropped()).toContain('log_dropped_total{outcome="rejected"} 0');
    rmdirSync(log);
    renameSync(moved, log);
    expect((await list(system)).requests).toHaveLength(1);
  });
});

describe('the live log', () => {
  test('tells of both kinds, to their account alone', async () => {
    const system = await startSystem();
    const application = await system.createApplication();
    const [own, others] = [await openLive(system, BASIC), await openLive(system, await otherAccount(system))];
    await judgeFive(system, application);
    await expect.poll(() => own.entries().length, PATIENT).toBe(5);
    const listed = (await list(system)).requests;
    const byId = (a: Entry, b: Entry) => (a.id < b.id ? -1 : 1);
    expect([...own.entries()].sort(byId)).toEqual([...listed].sort(byId));
    expect(others.entries()).toEqual([]);
  });
});

async function openLive(system: System, authorization: string) {
  const abort = new AbortController();
  onTestFinished(() => abort.abort());
  const response = await fetch(`${system.url}/request-log/live`, {
    headers: { authorization },
    signal: abort.signal,
  });
  let text = '';
  void (async () => {
    try {
      for await (const chunk of response.body ?? []) text += Buffer.from(chunk).toString();
    } catch (error) {
      if (!abort.signal.aborted) throw error;
    }
  })();
  return {
    entries: () =>
      [...text.matchAll(/^data: (.*)$/gm)].flatMap(
        ([, data]) => (JSON.parse(data ?? '') as { entries: Entry[] }).entries,
      ),
  };
}
