import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CAUSES } from '../../../src/core/causes/index.ts';
import { readAcl } from '../../../src/core/claims/acl.ts';
import { PROFILES } from '../../../src/core/claims/profiles/index.ts';
import { vonage } from '../../../src/core/claims/profiles/vonage.ts';
import { judge } from '../../../src/core/diagnosis/judge.ts';
import type { Stage } from '../../../src/core/evidence/cause.ts';
import type { Evidence } from '../../../src/core/evidence/evidence.ts';
import { readToken } from '../../../src/core/jws/read-token.ts';
import { observe } from '../../../src/core/observe/observe.ts';
import { hasPlainForm, isPlainToken } from '../../../src/core/observe/plain-token.ts';
import { kit } from '../../support/kit.ts';

const STAGES = ['shape', 'header', 'claims', 'signature', 'time', 'permission'] as const;
/** Judged before any key is asked for. */
const OF_FORM = ['shape', 'header', 'claims'] as const;
const { now } = kit;

describe('isPlainToken', () => {
  test('what server SDKs mint is plain, with or without exp, sub and acl', () => {
    const acl = { paths: { '/*/calls/**': { methods: ['GET'] } } };
    for (const change of [{}, { exp: undefined }, { sub: 'alice' }, { acl }, { nbf: now - 1 }]) {
      expect(isPlainToken(evidenceOf(kit.mint({ claims: kit.claims(change) })))).toBe(true);
    }
  });

  test('a request to judge, or no clock, leaves it to the causes', () => {
    const { now: _, ...timeless } = evidenceOf(kit.mint());
    expect(isPlainToken(timeless)).toBe(false);
    expect(isPlainToken({ ...evidenceOf(kit.mint()), request: { method: 'GET' } })).toBe(false);
  });

  test.each(CAUSES.map((cause) => [cause.id, cause] as const))(
    'the token of %s is plain only where it is good',
    (_, cause) => {
      const { token, profile, skewSeconds, now: clock } = observe(cause.example(kit));
      if (token === undefined || clock === undefined) return;
      const evidence = { ...evidenceOf(token.text), profile, skewSeconds, now: clock };
      if (isPlainToken(evidence)) expect(faultIn(evidence)).toBe(undefined);
      if (hasPlainForm(evidence)) expect(faultIn(evidence, OF_FORM)).toBe(undefined);
    },
  );

  test('no cause finds a fault in a plain token, whatever the claims, the header and the clock', () => {
    const text = fc.oneof(
      fc.constantFrom(
        '',
        ' ',
        'undefined',
        '00000000-0000-0000-0000-000000000000',
        'YOUR_ID',
        '<id>',
        'a b',
        'é',
        '\u0007',
        'x'.repeat(300),
      ),
      fc.uuid(),
      fc.string({ unit: 'binary', maxLength: 5 }),
    );
    const time = fc.oneof(
      fc.integer({ min: now - 1000, max: now + 1000 }),
      fc.integer({ min: now - 90_000, max: now + 90_000 }),
      fc.constantFrom(0, -1, 1, 900, 1e8, 1e12, now * 1000, now + 0.5, 1e300, 'soon', null, undefined),
    );
    const value = fc.oneof(
      text,
      { weight: 3, arbitrary: time },
      fc.constantFrom(true, [], {}, { paths: {} }, { paths: { '/a': {} } }, { paths: [] }),
    );
    const names = ['application_id', 'iat', 'nbf', 'exp', 'jti', 'sub', 'acl', 'scope', 'iss', 'aud', 'app_id', 'x'];
    const change = fc.dictionary(fc.constantFrom(...names), value, { maxKeys: 2 });
    const header = fc.oneof(
      { weight: 4, arbitrary: fc.constant({}) },
      fc.record(
        { typ: value, kid: value, cty: value, alg: fc.constantFrom('RS256', 'none', 'HS256') },
        { requiredKeys: [] },
      ),
    );
    let plain = 0;
    fc.assert(
      fc.property(
        change,
        header,
        fc.oneof(fc.constant(vonage), fc.constantFrom(...PROFILES)),
        (claims, members, profile) => {
          const token = unsigned({ alg: 'RS256', typ: 'JWT', ...members }, kit.claims(claims));
          const evidence = { ...evidenceOf(token), profile };
          if (hasPlainForm(evidence)) expect(faultIn(evidence, OF_FORM)).toBe(undefined);
          if (!isPlainToken(evidence)) return;
          plain++;
          expect(faultIn(evidence)).toBe(undefined);
        },
      ),
      { numRuns: 5000 },
    );
    expect(plain).toBeGreaterThan(100);
  });
});

/** The evidence of a token alone, as a verifier with its key at hand has it once the signature has verified. */
function evidenceOf(text: string): Evidence {
  const token = readToken(text);
  const acl = readAcl(token.payload.members?.['acl']);
  return { profile: vonage, skewSeconds: 30, now, token, acl, signature: { verifiedBy: 'key' } };
}

function faultIn(evidence: Evidence, stages: readonly Stage[] = STAGES): string | undefined {
  return stages.map((stage) => judge(stage, evidence)?.cause).find((cause) => cause !== undefined);
}

function unsigned(header: object, claims: object): string {
  const parts = [header, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'));
  return `${parts.join('.')}.${Buffer.alloc(256, 1).toString('base64url')}`;
}
