import { describe, expect, it } from 'vitest';
import { diagnose } from '../../../src/core/diagnosis/diagnose.ts';
import type { Input } from '../../../src/core/evidence/input.ts';
import { kit } from '../../support/kit.ts';

describe('an algorithm that nobody knows', () => {
  const publicKey = kit.input().registry?.keys.find(({ id }) => id === 'key-active')?.publicKey as string;
  const header = (alg: string) => Buffer.from(JSON.stringify({ alg })).toString('base64url');
  const [, payload, signature = ''] = kit.mint().split('.');
  const under = (alg: string, change: Partial<Input> = {}) =>
    diagnose({
      token: `${header(alg)}.${payload}.${signature}`,
      publicKey,
      now: kit.now,
      profile: 'jwt',
      ...change,
    }).findings.map(({ cause }) => cause);

  it.each(['ML-DSA-44', 'ES256K', 'RSASSA', 'HS1', ''])('%j: the signature is not checked', (alg) => {
    const token = `${header(alg)}.${payload}.${Buffer.alloc(256, 7).toString('base64url')}`;
    expect(under(alg, { token })).not.toContain('signed-by-unknown-key');
    expect(under(alg, { token })).not.toContain('verifier-holds-wrong-key');
  });

  it('what opens under the key is told all the same', () => {
    expect(under('RSASSA')).toContain('signed-bytes-differ');
  });
});
