import { describe, expect, it } from 'vitest';
import { diagnose } from '../../../src/core/diagnosis/diagnose.ts';
import type { RegistryEvidence } from '../../../src/core/evidence/evidence.ts';
import type { Input } from '../../../src/core/evidence/input.ts';
import { renderReport } from '../../../src/core/prose/report.ts';
import { kit } from '../../support/kit.ts';

const input = (more: Partial<Input> = {}) => kit.input({ token: kit.mint({ key: 'stranger' }), ...more });
const { registry } = input();

function withRegistry(change: Partial<RegistryEvidence>): Input {
  if (registry === undefined) throw new TypeError('the input of the kit has a registry');
  return input({ registry: { ...registry, ...change } });
}

describe('a signature of no known key', () => {
  it('is reported with what is accepted, what was ruled out, and what that leaves', () => {
    const report = diagnose(input());
    expect(report.rootCause).toBe('signed-by-unknown-key');
    expect(report.keysTried?.acceptedNow).toMatchObject([
      expect.stringContaining(`SHA256:${kit.fingerprint('active')}, active`),
    ]);
    const text = renderReport(report, undefined, { width: 400 });
    for (const words of [
      'never saved',
      'revoked',
      '1 other application',
      'that leaves',
      'generated somewhere else',
      'accepted now',
    ]) {
      expect(text).toContain(words);
    }
    expect(report.keysTried).toMatchObject({ tried: report.keysTried?.of });
  });

  it('counts only what was tried', () => {
    const alone = withRegistry({ keys: registry?.keys.filter(({ state }) => state === 'active') ?? [], otherKeys: [] });
    expect(diagnose(alone).keysTried).toMatchObject({ ruledOut: [], tried: 1, of: 1 });
    const [other] = registry?.otherKeys ?? [];
    if (other === undefined) throw new TypeError('the kit has a key of another application');
    const many = Array.from({ length: 100 }, (_, at) => ({
      ...other,
      id: `k${at}`,
      applicationId: `a${at}`,
      fingerprint: `f${at}`,
    }));
    const { keysTried } = diagnose(withRegistry({ otherKeys: many }));
    expect(keysTried).toMatchObject({ tried: 64 });
    expect(keysTried?.leaves.join()).toContain('further keys, which were not tried');
    const others = 64 - (registry?.keys.length ?? 0);
    expect(keysTried?.ruledOut).toContain(`${others} keys of ${others} other applications of the account`);
  });

  it('says so where no key is accepted', () => {
    const report = diagnose(withRegistry({ keys: registry?.keys.filter(({ state }) => state === 'revoked') ?? [] }));
    expect(report.keysTried?.acceptedNow).toEqual([]);
    expect(renderReport(report)).toContain('no key');
  });

  it('tells nothing of keys to whoever tried none, has no registry, or knows no application', () => {
    expect(diagnose(input({ signature: { verifiedBy: null } })).keysTried).toBeUndefined();
    const { registry: _, ...without } = input({ publicKey: kit.publicKey('active') });
    expect(diagnose(without).keysTried).toBeUndefined();
    expect(diagnose(withRegistry({ application: null })).keysTried).toBeUndefined();
  });

  it('names the key instead, where one of them signed', () => {
    for (const key of ['active', 'draft', 'replaced', 'other'] as const) {
      expect(diagnose(kit.input({ token: kit.mint({ key }) })).keysTried).toBeUndefined();
    }
  });
});
