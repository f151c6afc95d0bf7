import type { FastifyRequest } from 'fastify';
import { expect, test } from 'vitest';
import { originOf } from '../../src/http/who/origin.ts';
import { requireSameOrigin } from '../../src/http/who/same-origin.ts';

const isTaken = (headers: object, isFixed = true, method = 'POST') => {
  try {
    requireSameOrigin({ method, headers } as never, { publicUrl: 'https://mintmark.example', isFixed });
    return true;
  } catch {
    return false;
  }
};

// Fetch Metadata, and RFC 6454 §7 where a browser does not send it.
test.each([
  ['from the page itself', { 'sec-fetch-site': 'same-origin', origin: 'https://other.example' }, true, true],
  ['from a neighbour', { 'sec-fetch-site': 'same-site', origin: 'https://mintmark.example' }, false, false],
  ['from the public origin', { host: '10.0.0.1', origin: 'https://mintmark.example' }, true, true],
  ['with the TLS taken off', { host: '10.0.0.1', origin: 'http://mintmark.example' }, true, true],
  ['from another site', { host: '10.0.0.1', origin: 'https://other.example' }, false, false],
  ['from the host that is named', { host: 'other.example', origin: 'https://other.example' }, false, true],
  ['from a page of nowhere', { host: 'null', origin: 'null' }, false, false],
  ['that does not say from where', { host: '10.0.0.1' }, false, false],
  ['of HTTP/1.0, that says nothing', {}, false, false],
])('a change %s', (_, headers, fixed, told) => {
  expect([isTaken(headers), isTaken(headers, false)]).toEqual([fixed, told]);
  expect(isTaken(headers, true, 'GET')).toBe(true);
});

test.each([
  [{}, { kind: 'anonymous', id: null, name: null, secret_id: null }],
  [
    { account: { id: 'a', name: 'A' }, secretId: 's' },
    { kind: 'api-key', id: 'a', name: 'A', secret_id: 's' },
  ],
  [
    { account: { id: 'a', name: 'A' }, secretId: null },
    { kind: 'api-key', id: 'a', name: 'A', secret_id: null },
  ],
  [{ signedIn: { person: { id: 'p', name: 'P' } } }, { kind: 'person', id: 'p', name: 'P', secret_id: null }],
])('who asks for a change: %j', (known, by) => {
  const request = (headers: object) => ({ ip: '10.0.0.1', headers, ...known }) as never as FastifyRequest;
  expect(originOf(request({ 'user-agent': 'Browser/1' }))).toEqual({ by, address: '10.0.0.1', userAgent: 'Browser/1' });
  expect(originOf(request({})).userAgent).toBeNull();
});
