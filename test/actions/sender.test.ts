import { describe, expect, test } from 'vitest';
import { senderOf } from '../../src/actions/parts/sender.ts';
import { recordAccepted } from '../../src/actions/record-accepted.ts';

const userAgentOf = (...lines: string[]) =>
  senderOf({ fields: lines.map((line) => ['User-AGENT', line] as const) }).userAgent;

describe('who sent a request', () => {
  test('is an address and a User-Agent, each where it is known', () => {
    expect(senderOf({ client: '2001:db8::1', fields: [['user-agent', 'client/1']] })).toEqual({
      clientAddress: '2001:db8::1',
      userAgent: 'client/1',
    });
    expect(senderOf({ fields: [] })).toEqual({ clientAddress: null, userAgent: null });
  });

  test.each([
    ['a token', 'app eyJhbGciOiJSUzI1NiJ9.eyJqdGkiOiJhIn0.c2lnbmF0dXJl', 'app eyJhbGciOiJSUzI1NiJ9.eyJqdGkiOiJhIn0.…'],
    ['a private key', '-----BEGIN PRIVATE KEY----- MIIE', '(withheld: a private key)'],
    ['a parameter', 'https://a.example/?api_secret=hunter2', 'https://a.example/?api_secret=…'],
    ['control characters', 'a\u0000b\u001b[31mc\u0085', 'a b [31mc '],
    ['a long text', 'é'.repeat(300), 'é'.repeat(256)],
  ])('%s in it is not kept as it is', (_, sent, kept) => {
    expect(userAgentOf(sent)).toBe(kept);
  });

  test('a key that begins in what is kept is known by what follows', () => {
    expect(userAgentOf(`${'a'.repeat(250)}-----BEGIN PRIVATE KEY-----`)).toBe('(withheld: a private key)');
  });

  test('a key is known by what stands in the first 1024 characters', () => {
    const marker = 'PRIVATE KEY';
    const ending = (at: number) => `${'a'.repeat(at - marker.length)}${marker}`;
    expect(userAgentOf(ending(1024))).toBe('(withheld: a private key)');
    expect(userAgentOf(ending(1025))).toBe('a'.repeat(256));
  });

  test('another header is not the User-Agent', () => {
    const fields = [['Accept', '*/*'] as const, ['user-agent', 'client/1'] as const];
    expect(senderOf({ fields }).userAgent).toBe('client/1');
    expect(senderOf({ fields: fields.slice(0, 1) }).userAgent).toBeNull();
  });

  test('of two lines the first counts, and an address is bounded', () => {
    expect(userAgentOf('one', 'two')).toBe('one');
    expect(senderOf({ client: '1'.repeat(100), fields: [] }).clientAddress).toBe('1'.repeat(64));
  });
});

test('who sent it is read for the accepted requests that are kept, and for no others', () => {
  let read = 0;
  const sender = () => {
    read++;
    return { clientAddress: '192.0.2.7', userAgent: null };
  };
  const identity = { accountId: 'a', applicationId: 'b', keyFingerprint: 'c', jti: 'd', subject: null, expiresAt: 2 };
  const entries: unknown[] = [];
  for (const isKept of [false, true, false]) {
    const log = {
      addAccepted: (_account: string, _group: string, make: () => unknown) => {
        if (isKept) entries.push(make());
      },
    };
    const parts = { log, clock: { now: () => 1 }, entropy: { uuid: () => 'u' }, hash: (text: string) => text };
    recordAccepted(parts, identity, { method: 'GET', target: '/a' }, 204, sender);
  }
  expect(read).toBe(1);
  expect(entries).toEqual([expect.objectContaining({ clientAddress: '192.0.2.7', userAgent: null })]);
});
