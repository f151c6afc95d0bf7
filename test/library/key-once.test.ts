import { generateKeyPairSync } from 'node:crypto';
import { expect, test, vi } from 'vitest';
import { parseKey } from '../../src/core/keys/parse-key.ts';
import { weaknesses } from '../../src/core/keys/weaknesses.ts';
import { mint, verify } from '../../src/jwt.ts';

vi.mock('../../src/core/keys/weaknesses.ts', { spy: true });
vi.mock('../../src/core/keys/parse-key.ts', { spy: true });

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const token = mint({ application_id: '7c9e6679-7425-40de-944b-e07fc1f90ae7' }, privateKey);

test.each([
  ['text', publicKey.export({ type: 'spki', format: 'pem' }).toString()],
  ['a KeyObject', publicKey],
])('a key that is handed over as %s with each call is parsed and weighed once', (_form, key) => {
  vi.mocked(weaknesses).mockClear();
  vi.mocked(parseKey).mockClear();
  for (let call = 0; call < 5; call += 1) expect(verify(token, key).ok).toBe(true);
  expect(vi.mocked(weaknesses).mock.calls).toHaveLength(1);
  expect(vi.mocked(parseKey).mock.calls).toHaveLength(1);
});
