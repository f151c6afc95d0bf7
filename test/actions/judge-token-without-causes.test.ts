import { describe, expect, test, vi } from 'vitest';
import { DefectError, judgeToken, type Wanted } from '../../src/actions/judge-token.ts';
import { vonage } from '../../src/core/claims/profiles/vonage.ts';
import type { Evidence, RegistryEvidence } from '../../src/core/evidence/evidence.ts';
import { tokenEvidence } from '../../src/core/observe/observe.ts';
import { readTarget } from '../../src/core/request/target.ts';
import { kit } from '../support/kit.ts';

const REGISTRY: RegistryEvidence = kit.input().registry as RegistryEvidence;
const SIGNED = { signature: { verifiedBy: kit.fingerprint('active') } };
const UNSIGNED = { signature: { verifiedBy: null } };

const evidenceOf = (text: string, change: Partial<Evidence> = {}): Evidence => ({
  profile: vonage,
  skewSeconds: 30,
  now: kit.now,
  ...tokenEvidence(text, vonage),
  ...change,
});
const registered = (change: object): RegistryEvidence => ({
  ...REGISTRY,
  application: { ...(REGISTRY.application as NonNullable<RegistryEvidence['application']>), ...change },
});

vi.mock('../../src/core/causes/index.ts', () => ({ CAUSES: [] }));

describe('where the causes have a hole', () => {
  const acl = { paths: { '/elsewhere': {} } };
  const request = { target: readTarget('/v1/calls'), method: 'GET' };

  test.each<[what: string, evidence: Evidence, signature: Partial<Evidence>, replay: Partial<Evidence>]>([
    ['a token that cannot be read', evidenceOf('a.b'), SIGNED, {}],
    ['a header that allows nothing', evidenceOf(kit.mint({ header: { alg: 'none' } }), { request }), SIGNED, {}],
    ['no clock', evidenceOf(kit.mint(), { now: Number.NaN }), SIGNED, {}],
    ['an acl for another path', evidenceOf(kit.mint({ claims: { acl } }), { request }), SIGNED, {}],
    ['an acl that is none', evidenceOf(kit.mint({ claims: { acl: 'all' } }), { request }), SIGNED, {}],
    [
      'a used token',
      evidenceOf(kit.mint()),
      { ...SIGNED, registry: registered({ singleUse: true }) },
      { replay: { firstSeenAt: 0 } },
    ],
    ['a store that says nothing', evidenceOf(kit.mint()), { ...SIGNED, registry: registered({ singleUse: true }) }, {}],
  ])('%s passes nothing', (_, evidence, signature, replay) => {
    const gather = (what: Wanted, known: Evidence) => ({ ...known, ...(what === 'signature' ? signature : replay) });
    expect(() => judgeToken(evidence, gather)).toThrow(DefectError);
  });

  test('an unsigned token is refused as one', () => {
    for (const registry of [{}, { registry: REGISTRY }]) {
      const judged = judgeToken(evidenceOf(kit.mint()), (_, known) => ({ ...known, ...UNSIGNED, ...registry }));
      expect(judged).toMatchObject({ ok: false, finding: { cause: 'signed-by-unknown-key' } });
    }
  });

  test('a good token passes, so that it is the hole that was refused', () => {
    expect(judgeToken(evidenceOf(kit.mint(), { request }), (_, known) => ({ ...known, ...SIGNED })).ok).toBe(true);
  });
});
