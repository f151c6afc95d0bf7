import { expect, it } from 'vitest';
import { clientAddress } from '../../src/http/gate/client-address.ts';

const PROXIES = ['127.0.0.1', '10.0.0.2'];
const isTrusted = (address: string | undefined) => PROXIES.includes(address ?? '');
const sentBy = (peer: string, ...forwarded: string[]) =>
  clientAddress(
    forwarded.map((value) => ['X-Forwarded-For', value] as const),
    peer,
    isTrusted,
  );

it.each([
  ['of a stranger: the peer, whatever it says', sentBy('192.0.2.1', '198.51.100.7'), '192.0.2.1'],
  ['of a proxy: what it says', sentBy('127.0.0.1', '198.51.100.7'), '198.51.100.7'],
  ['behind two proxies', sentBy('127.0.0.1', '198.51.100.7, 10.0.0.2'), '198.51.100.7'],
  ['what the client wrote itself stands before', sentBy('127.0.0.1', '203.0.113.9, 198.51.100.7'), '198.51.100.7'],
  ['in lines of their own', sentBy('127.0.0.1', '203.0.113.9', '198.51.100.7'), '198.51.100.7'],
  ['proxies alone: the first of them', sentBy('127.0.0.1', '10.0.0.2'), '10.0.0.2'],
  ['nobody said', sentBy('127.0.0.1'), '127.0.0.1'],
])('%s', (_name, found, expected) => {
  expect(found).toBe(expected);
});
