import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { gate } from '../../src/gate.ts';
import { mint, verify } from '../../src/jwt.ts';

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const ID = '7c9e6679-7425-40de-944b-e07fc1f90ae7';
const TOKENS = {
  'with an acl': mint({ application_id: ID, acl: { paths: { '/*/users/**': {} } } }, privateKey),
  'with an acl that allows nothing': mint({ application_id: ID, acl: { paths: {} } }, privateKey),
  'without an acl': mint({ application_id: ID }, privateKey),
};

/** What whoever sends the request chooses. */
const AMBIGUOUS = [
  ...['/v1//users', '//v1/users', '/v1/users/%2fx', '/v1/users/%5cx', '/v1/users;x', '/v1/users\\x', '/v1/../users'],
  ...[
    '/v1/./users',
    '/v1/%2e%2e/users',
    '/v1/users/%zz',
    '/v1/users/%',
    '/v1/users#x',
    '/v1/users/%252e',
    '/v1/users/%ff',
  ],
  ...['', '*', 'v1/users', 'http://example.com/v1/users', '/v1/users\u0000', '/v1/users/é', '/v1/users x'],
];

describe.each(Object.entries(TOKENS))('a token %s', (_, token) => {
  test.each(AMBIGUOUS)('for %j is rejected, by the library as by the gate', async (target) => {
    const verification = verify(token, publicKey, { method: 'GET', target });
    expect(verification.ok || verification.findings[0].cause).toBe('path-ambiguous');
    const fields = [['Authorization', `Bearer ${token}`]] as const;
    const keeper = gate({ application: () => ({ publicKeys: [publicKey] }) });
    const answer = await keeper.check({ fields, method: 'GET', target });
    expect(answer.ok || answer.answer.status).toBe(400);
    expect(answer.ok || JSON.parse(answer.answer.body).cause).toBe('path-ambiguous');
  });
});

test('a path that can be read in one way is judged by the acl', () => {
  const target = '/v1/users/7?next=//x/../%2f;y';
  expect(verify(TOKENS['with an acl'], publicKey, { method: 'GET', target }).ok).toBe(true);
  expect(verify(TOKENS['without an acl'], publicKey, { method: 'GET', target }).ok).toBe(true);
  const refused = verify(TOKENS['with an acl that allows nothing'], publicKey, { method: 'GET', target });
  expect(refused.ok || refused.findings[0].cause).toBe('path-not-in-acl');
});

test('without a target, neither path nor acl is judged', () => {
  expect(verify(TOKENS['with an acl that allows nothing'], publicKey).ok).toBe(true);
  expect(verify(TOKENS['with an acl that allows nothing'], publicKey, { method: 'GET' }).ok).toBe(true);
});
