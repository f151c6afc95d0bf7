import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { verify } from '../../src/jwt.ts';
import { ATTACKS } from './attacks.ts';
import { makeForge } from './forge.ts';

const NOW = 1_790_000_000;
const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const forge = makeForge({
  applicationId: '7c9e6679-7425-40de-944b-e07fc1f90ae7',
  otherApplicationId: '3f6b2a1d-58c4-4e0b-9d27-61a8f0c5b394',
  now: NOW,
  privateKey,
  publicKey,
});
const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString();

describe.each(Object.entries(ATTACKS))('%s', (_group, attacks) => {
  test.each(attacks)('$name', ({ token, causes, libraryAccepts }) => {
    const verdict = verify(token(forge), pem, { now: NOW });
    if (causes === undefined || libraryAccepts) return expect(verdict).toMatchObject({ ok: true });
    expect(verdict.ok).toBe(false);
    if (!verdict.ok) expect(causes).toContain(verdict.findings[0].cause);
  });
});

test('nothing of all this has changed what an object is', () => {
  expect(({} as { admin?: unknown }).admin).toBeUndefined();
});
