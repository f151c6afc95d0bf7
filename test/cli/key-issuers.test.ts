import { describe, expect, it } from 'vitest';
import { withKeySets, withSignatureChecked } from '../../src/cli/input/check-signature.ts';
import { diagnose } from '../../src/core/diagnosis/diagnose.ts';
import { toJwk } from '../../src/core/keys/jwk.ts';
import { readWholeKeySet } from '../../src/core/keys/key-set.ts';
import { parseKey } from '../../src/core/keys/parse-key.ts';
import { kit } from '../support/kit.ts';

const TENANT = '3b0f7f0e-6f2d-4c8b-9a51-2f64c7d1e0aa';
const OTHER = '9188040d-6c67-4c5b-b112-36a304b66dad';
const v2 = (tenant: string) => `https://login.microsoftonline.com/${tenant}/v2.0`;

/** The token of a tenant, by a key that the set gives to an issuer. */
function judged(iss: string, issuer: string | undefined, profile = 'jwt') {
  const { key } = parseKey(kit.publicKey('active'));
  if (key === undefined) throw new TypeError('a key of the kit is readable');
  const set = readWholeKeySet(JSON.stringify({ keys: [{ ...toJwk(key), kid: 'active', issuer }] }));
  if ('instead' in set) throw new TypeError(set.instead);
  const claims = { application_id: undefined, jti: undefined, iss, tid: TENANT, ver: '2.0', exp: kit.now + 600 };
  const token = kit.mint({ header: { kid: 'active' }, claims });
  return diagnose(withSignatureChecked(withKeySets({ profile, now: kit.now, token }, [set])));
}

describe('whose tokens a key of the set signs', () => {
  it.each([
    ['the issuer of the token', v2(TENANT)],
    ['any tenant', v2('{tenantid}')],
    ['the tenant in its other version', `https://sts.windows.net/${TENANT}/`],
    ['nobody said', undefined],
  ])('%s: sound', (_, issuer) => {
    const { verdict, findings } = judged(v2(TENANT), issuer);
    expect(findings.filter(({ severity }) => severity === 'fault')).toEqual([]);
    expect(verdict).toBe('accepted');
  });

  it('another tenant is said, with both, and is not called proved', () => {
    const [first] = judged(v2(TENANT), v2(OTHER)).findings;
    expect(first).toMatchObject({
      cause: 'key-not-in-set',
      facts: { kind: 'other-issuer', issuer: v2(OTHER) },
      certainty: 'likely',
    });
    expect(first?.detail).toContain(OTHER);
  });
});
