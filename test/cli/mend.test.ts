import { describe, expect, it } from 'vitest';
import { mend } from '../../src/cli/mend/mend.ts';
import { diagnose } from '../../src/core/diagnosis/diagnose.ts';
import type { KitKey } from '../../src/core/evidence/kit.ts';
import { kit } from '../support/kit.ts';

const milliseconds = { exp: (kit.now + 890) * 1000 };

function mended(signer: KitKey, claims: object) {
  const input = kit.input({ token: kit.mint({ key: signer, claims: { ...claims } }), key: kit.privateKey(signer) });
  return mend(input, diagnose(input));
}

describe('mend', () => {
  it('signs the mended claims with the key at hand', () => {
    expect(mended('active', milliseconds)).toMatchObject({ what: 'token', verdict: 'accepted' });
  });

  it('signs nothing where another key is the right one', () => {
    for (const claims of [{}, milliseconds]) {
      expect(mended('other', claims)).toBeUndefined();
      expect(mended('replaced', claims)).toBeUndefined();
    }
  });
});
