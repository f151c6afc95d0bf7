import { createSocket } from 'node:dgram';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { askHttp } from '../../src/cli/clock/ask-http.ts';
import { askSntp } from '../../src/cli/clock/ask-sntp.ts';
import { estimateOf, offsetOf } from '../../src/cli/clock/offset.ts';
import { sntpRequest } from '../../src/cli/clock/sntp.ts';
import { type EvidenceFlags, readEvidence } from '../../src/cli/input/doctor-input.ts';
import { diagnose } from '../../src/core/diagnosis/diagnose.ts';
import { formatHttpDate } from '../../src/core/request/http-date.ts';
import { kit } from '../support/kit.ts';

async function serveDate(aheadSeconds: number, headers: { [name: string]: string } = {}): Promise<URL> {
  const server = createServer((_, response) => {
    response.writeHead(401, { date: formatHttpDate(Date.now() / 1000 + aheadSeconds), ...headers }).end();
  }).listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await new Promise((resolve) => server.once('listening', resolve));
  return new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
}

test.each([0, 300, -7200.4])('a server that is %d s ahead is measured within the bound', async (ahead) => {
  const found = offsetOf(await askHttp(await serveDate(ahead), 4, 5));
  const { seconds, bound } = estimateOf(found ?? { atLeast: 0, atMost: 0 });
  expect(Math.abs(seconds - ahead)).toBeLessThanOrEqual(bound);
  expect(bound).toBeLessThan(0.6);
});

test('an answer out of a cache is as old as its Age says', async () => {
  const found = offsetOf(await askHttp(await serveDate(-60, { age: '60' }), 1, 5));
  const { seconds, bound } = estimateOf(found ?? { atLeast: 9, atMost: 9 });
  expect(Math.abs(seconds)).toBeLessThanOrEqual(bound);
});

test('no answer, and an answer without a time, are told', async () => {
  await expect(askHttp(new URL('http://127.0.0.1:59'), 1, 2)).rejects.toThrow('cannot be reached: ECONNREFUSED');
  await expect(askHttp(await serveDate(0, { date: 'soon' }), 1, 2)).rejects.toThrow('responds without a Date header');
  await expect(askSntp('127.0.0.1:59', 2)).rejects.toThrow('cannot be asked for the time: ECONNREFUSED');
});

test('an SNTP server', async () => {
  const socket = createSocket('udp4');
  onTestFinished(() => void socket.close());
  socket.on('message', (request, { port, address }) => {
    const now = sntpRequest(Date.now() / 1000 + 12).subarray(40, 48);
    const answer = new Uint8Array(48);
    answer.set([(4 << 3) | 4, 1]);
    answer.set(request.subarray(40, 48), 24);
    answer.set(now, 32);
    answer.set(now, 40);
    socket.send(answer, port, address);
  });
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
  const found = offsetOf([await askSntp(`127.0.0.1:${socket.address().port}`, 5)]);
  expect(estimateOf(found ?? { atLeast: 0, atMost: 0 }).seconds).toBeCloseTo(12, 0);
});

describe('the doctor, told by how much the clock of the server was measured to differ', () => {
  const evidence = (change: Partial<EvidenceFlags>): EvidenceFlags => ({
    token: undefined,
    header: undefined,
    request: undefined,
    method: undefined,
    path: undefined,
    key: undefined,
    public: undefined,
    now: undefined,
    serverDate: undefined,
    clientNow: undefined,
    response: undefined,
    ...change,
  });
  const here = Math.floor(Date.now() / 1000);
  const token = kit.mint({ claims: { iat: here, exp: here + 900 } });

  test('judges a token of this machine by that clock', () => {
    const { input } = readEvidence(evidence({ token }), {}, -300);
    expect(diagnose({ ...input, publicKey: kit.publicKey('active') }).rootCause).toBe('clock-ahead');
    expect(diagnose({ ...input, publicKey: kit.publicKey('active') }).findings[0]?.certainty).toBe('proved');
    expect(readEvidence(evidence({ token }), {}, 300).input.now).toBeGreaterThanOrEqual(here + 300);
  });

  test('leaves a time that is known as it is', () => {
    const { input } = readEvidence(evidence({ token, serverDate: 'Tue, 24 Nov 2026 10:02:33 GMT' }), {}, -300);
    expect([input.now, input.clientNow]).toEqual([undefined, undefined]);
    expect(readEvidence(evidence({ token, clientNow: '1795514553' }), {}, 0).input.clientNow).toBe(1_795_514_553);
  });
});
