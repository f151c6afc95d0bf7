import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withExpectations } from '../../src/cli/input/doctor-input.ts';
import { readExpectations } from '../../src/cli/input/expectations.ts';

const HOUR = 3600;
const NONE = { issuer: [], audience: [], algorithms: undefined, secret: undefined };

/** A machine that publishes keys, whose clock and cache are as its path says. */
const server: Server = createServer(({ url }, response) => {
  const [ahead = 0, age = 0] = (url ?? '').slice(1).split('/').map(Number);
  response.setHeader('Date', new Date(Date.now() + ahead * 1000).toUTCString());
  if (age > 0) response.setHeader('Age', String(age));
  response.end('{"keys":[]}');
});
const at = (path: string) => `http://127.0.0.1:${(server.address() as AddressInfo).port}/${path}`;

beforeAll(() => new Promise<void>((done) => server.listen(0, '127.0.0.1', done)));
afterAll(() => new Promise((done) => server.close(done)));

describe('the Date of the response with a key set', () => {
  it.each([
    [`${HOUR}`, /is 1 h ahead of/],
    [`-${HOUR}`, /is 1 h behind/],
    // From a cache: the Date is as old as its Age says.
    [`-${HOUR}/${2 * HOUR}`, /is 1 h ahead of/],
  ])('%s is told, and is the time of the side that signs', async (path, told) => {
    const lines: string[] = [];
    const expectations = await readExpectations({ ...NONE, jwks: [at(path)] }, (line) => lines.push(line));
    expect(lines.join('\n').replaceAll(/59 min 5\d s/g, '1 h')).toMatch(told);
    const now = 1_796_025_600;
    const judge = withExpectations(undefined, expectations, undefined);
    const off = (judge({ now, isOwnClock: true }).clientNow ?? now) - now;
    expect(Math.abs(Math.abs(off) - HOUR)).toBeLessThan(10);
    // A time that somebody gave is taken.
    expect(judge({ now }).clientNow).toBeUndefined();
    expect(judge({ now, isOwnClock: true, clientNow: 1 }).clientNow).toBe(1);
  });

  it.each(['0', `-${HOUR}/${HOUR}`])('%s: clocks that agree are not spoken of', async (path) => {
    const lines: string[] = [];
    const expectations = await readExpectations({ ...NONE, jwks: [at(path)] }, (line) => lines.push(line));
    expect(lines).toEqual([]);
    expect(expectations.clockAhead).toBeUndefined();
  });
});
