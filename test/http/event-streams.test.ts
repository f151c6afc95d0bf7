import { type AddressInfo, connect, type Socket } from 'node:net';
import fastify from 'fastify';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { type RequestLog, requestLog } from '../../src/actions/parts/judged-requests.ts';
import { publishRequests } from '../../src/http/routes/request-log.ts';
import type { App } from '../../src/http/server/app.ts';
import { eventStreams, openStreams, type SendEvent } from '../../src/http/server/event-streams.ts';
import type { AcceptedRequest } from '../../src/ports/accepted-requests.ts';
import type { StoredReport } from '../../src/ports/reports.ts';
import { temporaryDatabases } from '../support/databases.ts';

const emptyDatabase = temporaryDatabases();

const HEARTBEAT_MILLISECONDS = 15_000;

interface Lines {
  readonly authenticate?: (account: string) => Promise<string>;
  readonly subscribe: (account: string, send: SendEvent) => () => void;
}

/** A server with one stream, for whom the address names; `open` counts those who listen. */
async function serveStream({ authenticate = async (account) => account, subscribe }: Lines) {
  const app = fastify({ forceCloseConnections: true }) as unknown as App;
  app.decorate('openStreams', openStreams());
  const counts = { asked: 0, answered: 0, open: 0 };
  const identify = async (request: Parameters<Parameters<typeof eventStreams>[1]>[0]) => {
    counts.asked++;
    const id = await authenticate((request.params as { account: string }).account);
    request.account = { id } as typeof request.account;
  };
  const stream = eventStreams(app, identify);
  app.get('/:account', { onRequest: identify }, (request, reply) => {
    counts.answered++;
    stream(request, reply, (send) => {
      counts.open++;
      const stop = subscribe(request.account.id, send);
      return () => {
        counts.open--;
        stop();
      };
    });
  });
  await app.listen({ port: 0, host: '127.0.0.1' });
  onTestFinished(() => app.close());
  const { port } = app.server.address() as AddressInfo;
  return { app, counts, open: (account = 'a') => openSocket(port, account) };
}

/** A client that reads only when it is told to. */
function openSocket(port: number, account: string) {
  const socket = connect(port, '127.0.0.1');
  onTestFinished(() => void socket.destroy());
  socket.write(`GET /${account} HTTP/1.1\r\nHost: x\r\n\r\n`);
  return { socket, read: () => readFrom(socket) };
}

function readFrom(socket: Socket) {
  let text = '';
  let isEnded = false;
  socket.setEncoding('utf8');
  socket.on('data', (chunk) => {
    text += chunk;
  });
  socket.on('end', () => {
    isEnded = true;
  });
  return { text: () => text, isEnded: () => isEnded };
}

const silent = { subscribe: () => () => {} };

/** Time goes on for heartbeats and events alone: sockets keep their own. */
function holdTime() {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
}

/** Waits for what sockets bring, while the timers stand still. */
async function until(isSo: () => boolean) {
  for (let turn = 0; !isSo(); turn++) {
    if (turn > 200_000) throw new Error('it did not come');
    await new Promise((resolve) => setImmediate(resolve));
  }
}

describe('a stream of events', () => {
  test('frees its listener when its client goes', async () => {
    const { counts, open } = await serveStream(silent);
    const [first, second] = [open(), open()];
    await expect.poll(() => counts.open).toBe(2);
    first.socket.destroy();
    await expect.poll(() => counts.open).toBe(1);
    second.socket.end();
    second.socket.resume();
    await expect.poll(() => counts.open).toBe(0);
  });

  test('is not opened for a client that left while it was asked who it is', async () => {
    let answer: (account: string) => void = () => {};
    const asking = new Promise<string>((resolve) => {
      answer = resolve;
    });
    const { app, counts, open } = await serveStream({ ...silent, authenticate: () => asking });
    const { socket } = open();
    await expect.poll(() => counts.asked).toBe(1);
    socket.destroy();
    const connections = () => new Promise((resolve) => app.server.getConnections((_, count) => resolve(count)));
    await expect.poll(connections).toBe(0);
    answer('a');
    await expect.poll(() => counts.answered).toBe(1);
    expect(counts.open).toBe(0);
  });

  test('ends, and frees its listener, when its client reads too slowly', async () => {
    let send: SendEvent = () => {};
    const { counts, open } = await serveStream({
      subscribe: (_, own) => {
        send = own;
        return () => {};
      },
    });
    const { socket } = open();
    socket.pause();
    await expect.poll(() => counts.open).toBe(1);
    const data = 'x'.repeat(500_000);
    for (let sent = 0; counts.open === 1 && sent < 200; sent++) {
      send('requests', data);
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(counts.open).toBe(0);
    expect(() => send('requests', data)).not.toThrow();
  });

  test('ends with the server', async () => {
    const { app, counts, open } = await serveStream(silent);
    const read = open().read();
    await expect.poll(() => counts.open).toBe(1);
    await app.close();
    await expect.poll(() => [counts.open, read.isEnded()]).toEqual([0, true]);
  });

  test.each<[who: string, later: () => Promise<string>]>([
    ['who may no longer read', () => Promise.reject(new Error('signed out'))],
    ['who means another account by now', async () => 'b'],
  ])('ends at the next heartbeat for one %s', async (_, later) => {
    holdTime();
    let authenticate = async (account: string) => account;
    const { counts, open } = await serveStream({ ...silent, authenticate: (account) => authenticate(account) });
    const read = open().read();
    await until(() => counts.open === 1);
    vi.advanceTimersByTime(HEARTBEAT_MILLISECONDS);
    await until(() => read.text().includes('\n:\n\n'));
    authenticate = later;
    vi.advanceTimersByTime(HEARTBEAT_MILLISECONDS);
    await until(() => counts.open === 0);
    expect(read.text().match(/\n:\n\n/g)).toHaveLength(1);
  });
});

test('streams are reviewed at once, and, however many changes there are, once more a second later', async () => {
  const { app, counts, open } = await serveStream(silent);
  open();
  await until(() => counts.open === 1);
  holdTime();
  for (let change = 0; change < 50; change++) app.openStreams.review();
  expect(counts.asked).toBe(2);
  vi.advanceTimersByTime(1000);
  expect(counts.asked).toBe(3);
  vi.advanceTimersByTime(5000);
  expect(counts.asked).toBe(3);
});

const acceptedRequest = (accountId: string, id: number): AcceptedRequest => ({
  id: `accepted-${id}`,
  at: 1_800_000_000 + id,
  accountId,
  applicationId: `application of ${accountId}`,
  status: 204,
  method: 'GET',
  path: '/v1/calls',
  clientAddress: '192.0.2.7',
  userAgent: 'client/1',
  keyFingerprint: 'f',
  tokenHash: 't',
  standsFor: 1,
});
const accept = (log: RequestLog, request: AcceptedRequest) =>
  log.addAccepted(request.accountId, request.applicationId, () => request);
const REPORT = { findings: [], rootCause: null } as unknown as StoredReport['report'];
const rejectedRequest = (accountId: string | null, id: number): StoredReport => ({
  id: `rejected-${id}`,
  at: 1_800_000_000 + id,
  accountId,
  applicationId: null,
  cause: 'token-expired',
  status: 401,
  method: null,
  path: null,
  clientAddress: null,
  userAgent: null,
  traceparent: null,
  report: REPORT,
  callerReport: REPORT,
  signedBy: null,
  token: null,
});

interface Told {
  readonly entries: readonly { readonly id: string; readonly application_id: string | null }[];
  readonly left_out: number;
}

describe('a flood', () => {
  async function watchLog() {
    const { reports, acceptedRequests } = await emptyDatabase({ now: () => 1_800_000_000 });
    holdTime();
    const log: RequestLog = requestLog(reports, acceptedRequests, Math.random);
    const server = await serveStream({ subscribe: (account, send) => publishRequests(log, account, send) });
    const [own, other] = [server.open('a').read(), server.open('b').read()];
    await until(() => server.counts.open === 2);
    const told = (read: { text(): string }): Told[] =>
      [...read.text().matchAll(/^event: requests\ndata: (.*)\n\n/gm)].map(([, data]) => JSON.parse(data ?? ''));
    const send = async (events: number) => {
      vi.advanceTimersByTime(250);
      await until(() => told(own).length >= events);
      return told(own)[events - 1] as Told;
    };
    return { ...server, log, own: () => told(own), other: () => told(other), send };
  }
  const names = (kind: string, from: number, to: number) =>
    Array.from({ length: to - from }, (_, index) => `${kind}-${from + index}`);

  test('comes as its newest of each outcome, and says how many are left out', async () => {
    const { log, other, send } = await watchLog();
    for (let id = 0; id < 250; id++) log.addRejected(rejectedRequest('a', id));
    for (let id = 0; id < 130; id++) accept(log, acceptedRequest('a', id));
    accept(log, acceptedRequest('b', 900));
    log.addRejected(rejectedRequest(null, 901));
    const flood = await send(1);
    expect(flood.left_out).toBe(150 + 30);
    expect(flood.entries.map(({ id }) => id)).toEqual([...names('accepted', 30, 130), ...names('rejected', 150, 250)]);
    await until(() => other().length > 0);
    expect(other()).toMatchObject([
      { entries: [{ id: 'accepted-900', application_id: 'application of b' }], left_out: 0 },
    ]);
  });

  test('at the bound loses nothing, and what comes after it is counted anew', async () => {
    const { log, own, other, send } = await watchLog();
    for (let id = 0; id < 100; id++) accept(log, acceptedRequest('a', id));
    expect(await send(1)).toMatchObject({ entries: { length: 100 }, left_out: 0 });
    for (let id = 100; id < 201; id++) accept(log, acceptedRequest('a', id));
    expect(await send(2)).toMatchObject({ entries: { length: 100 }, left_out: 1 });
    log.addRejected(rejectedRequest('a', 300));
    expect(await send(3)).toMatchObject({ entries: [{ id: 'rejected-300' }], left_out: 0 });
    vi.advanceTimersByTime(5000);
    expect([own().length, other().length]).toEqual([3, 0]);
  });

  test('that waits when its watcher goes is told to nobody', async () => {
    const { app, counts, log, open } = await watchLog();
    const { socket } = open('c');
    await until(() => counts.open === 3);
    accept(log, acceptedRequest('c', 1));
    expect(vi.getTimerCount()).toBeGreaterThan(3);
    const before = vi.getTimerCount();
    socket.destroy();
    await until(() => counts.open === 2);
    expect(vi.getTimerCount()).toBeLessThanOrEqual(before - 2);
    await app.close();
  });
});
