import type { FastifyReply, FastifyRequest } from 'fastify';
import { expect, test } from 'vitest';
import { done, refused } from '../../src/actions/parts/outcome.ts';
import { attemptCounts } from '../../src/http/who/attempt-counts.ts';
import { attemptLimit } from '../../src/http/who/attempt-limit.ts';
import {
  answerSignedIn,
  deviceOf,
  guarded,
  type PeopleHttp,
  requirePassword,
} from '../../src/http/who/people-session.ts';

const now = 1_790_000_000;
const ADA = { id: 'p1', email: 'ada@example.com', name: 'Ada', phone: null, passwordHash: 'right', createdAt: now };
const SIGNED_IN = { person: ADA, token: 'new', session: { id: 's1', createdAt: now, seenAt: now } } as never;
const REQUEST = { ip: '10.0.0.1', headers: {}, signedIn: { person: ADA } } as never as FastifyRequest;
const NOBODY = { ip: '10.0.0.1', headers: {} } as never as FastifyRequest;

function world(before?: string, factor?: { readonly confirmedAt: number | null }) {
  const counts = attemptCounts();
  const asked: string[] = [];
  const shared = {
    wait: async () => 0,
    count: async (...of: Parameters<typeof counts.count>) => counts.count(...of),
    takeBack: async (...of: Parameters<typeof counts.takeBack>) => counts.takeBack(...of),
    succeeded: async (...of: Parameters<typeof counts.succeeded>) => counts.succeeded(...of),
  };
  const parts = {
    passwordHashes: { verify: async (given: string) => given === 'right' },
    people: { memberships: async () => [] },
    accounts: { families: async () => [] },
    secondFactors: { get: async () => factor, countBackupCodes: async () => 7 },
    sessions: {
      find: async () => ({ id: 's0', personId: 'p1' }),
      end: async (...of: string[]) => void asked.push(`end ${of}`),
    },
  };
  const http = {
    parts,
    by: () => parts,
    cookie: { read: () => before, set: (_: unknown, __: unknown, token: string) => void asked.push(`set ${token}`) },
    limit: attemptLimit({ clock: { now: () => now }, shared, trustSeconds: 0, onAlone() {} }),
  } as never as PeopleHttp;
  return { http, asked };
}

const told = (reason: string) => ({ members: { invalid_parameters: [{ reason: expect.stringContaining(reason) }] } });

test('five wrong guesses have to wait; a right one forgets them, and what was not judged counts for nothing', async () => {
  const { http } = world();
  const wrong = () => guarded(http, REQUEST, ' ADA@example.com', async () => refused({ kind: 'sign-in-refused' }));
  for (let at = 0; at < 10; at++) {
    const late = guarded(http, REQUEST, ADA.email, async () => refused({ kind: 'link-used' }));
    await expect(late).rejects.toMatchObject({ title: 'Link already used' });
    const broken = guarded(http, REQUEST, ADA.email, () => Promise.reject(new Error('away')));
    await expect(broken).rejects.toThrow('away');
  }
  for (let round = 0; round < 2; round++) {
    for (let at = 0; at < 4; at++) await expect(wrong()).rejects.toMatchObject({ status: 401 });
    expect(await guarded(http, REQUEST, ADA.email, async () => done('in'))).toBe('in');
    await http.limit.settled();
  }
  for (let at = 0; at < 5; at++) await expect(wrong()).rejects.toMatchObject({ status: 401 });
  await expect(wrong()).rejects.toMatchObject({ status: 429, headers: { 'retry-after': '15' } });
});

test('the limit is told of a wrong guess, which a database that was away has not counted yet', async () => {
  const told: string[] = [];
  const judged = { right: () => told.push('right'), wrong: () => told.push('wrong'), undecided: () => {} };
  const limit = { begin: async () => judged } as never as PeopleHttp['limit'];
  const guess = guarded({ limit }, REQUEST, ADA.email, async () => refused({ kind: 'second-factor-refused' }));
  await expect(guess).rejects.toMatchObject({ status: 401 });
  expect(told).toEqual(['wrong']);
});

test('who is signed in gives their password once more; an API key and secret need none', async () => {
  const { http } = world();
  await expect(requirePassword(http, REQUEST, undefined)).rejects.toMatchObject(told('is needed'));
  await expect(requirePassword(http, REQUEST, 'wrong')).rejects.toMatchObject(told('is not your password'));
  await requirePassword(http, REQUEST, 'right');
  await requirePassword(http, NOBODY, undefined);
});

test('a session is told by its browser and address', () => {
  const request = { ip: '10.0.0.1', headers: { 'user-agent': 'Browser/1' } } as never as FastifyRequest;
  expect(deviceOf(request)).toEqual({ userAgent: 'Browser/1', address: '10.0.0.1' });
});

test.each([
  [undefined, undefined, ['set new'], { on: false, backup_codes_left: 0 }],
  ['old', { confirmedAt: null }, ['end p1,s0', 'set new'], { on: false, backup_codes_left: 0 }],
  ['old', { confirmedAt: now }, ['end p1,s0', 'set new'], { on: true, backup_codes_left: 7 }],
])(
  'a sign-in ends the session %s of this browser, and says who is signed in (%j)',
  async (before, factor, did, second) => {
    const { http, asked } = world(before, factor);
    const me = await answerSignedIn(http, NOBODY, {} as FastifyReply, SIGNED_IN);
    expect(asked).toEqual(did);
    expect(me).toMatchObject({ person: { email: ADA.email }, second_factor: second });
  },
);
