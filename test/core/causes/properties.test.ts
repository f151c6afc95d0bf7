import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { causeById, diagnose, examine } from '../../../src/core/diagnosis/diagnose.ts';
import { judge } from '../../../src/core/diagnosis/judge.ts';
import { STAGES } from '../../../src/core/evidence/cause.ts';
import type { RegisteredKey, RegistryEvidence } from '../../../src/core/evidence/evidence.ts';
import type { Input } from '../../../src/core/evidence/input.ts';
import type { KitKey } from '../../../src/core/evidence/kit.ts';
import { observe } from '../../../src/core/observe/observe.ts';
import { kit } from '../../support/kit.ts';

const { now } = kit;
const base = kit.input().registry as RegistryEvidence;

/** Times near now, in every unit and at every edge, and whatever else JSON holds. */
const time = fc.oneof(
  fc.integer({ min: now - 100_000, max: now + 200_000 }),
  fc.constantFrom(now, now - 30, now - 31, now + 30, now + 31, now * 1000, now * 1e6, 900, 0, -1, 1e308, 2 ** 53),
  fc.double(),
  fc.jsonValue(),
);
const claims = fc.record(
  {
    application_id: fc.oneof(fc.constant(kit.applicationId), fc.jsonValue()),
    iat: time,
    nbf: time,
    exp: time,
    jti: fc.oneof(fc.uuid(), fc.jsonValue()),
    sub: fc.jsonValue(),
    acl: fc.oneof(fc.constant({ paths: { '/v0/calls': {} } }), fc.jsonValue()),
  },
  { requiredKeys: [] },
);
const key = fc.constantFrom<KitKey>('active', 'draft', 'replaced', 'revoked', 'other', 'stranger');
const number = fc.double({ noNaN: true, noDefaultInfinity: true });
const clock = fc.option(fc.oneof(fc.integer({ min: now - 9000, max: now + 9000 }), number), { nil: undefined });

const registered = fc.record({
  state: fc.constantFrom('draft', 'active', 'retiring', 'revoked'),
  createdAt: number,
  expiresAt: number,
  endedAt: number,
});
const registry: fc.Arbitrary<RegistryEvidence> = fc
  .record({
    known: fc.boolean(),
    suspended: fc.boolean(),
    improveAiUnset: fc.boolean(),
    singleUse: fc.boolean(),
    capabilities: fc.subarray(['voice', 'messages']),
    lives: fc.array(registered, { minLength: 4, maxLength: 4 }),
    how: fc.integer({ min: 0, max: 4 }),
    accountId: fc.constantFrom(undefined, 'acc6111f', 'acc99f04'),
  })
  .map(({ known, lives, how, accountId, ...application }) => {
    const keys = base.keys.slice(0, how).map((one, i) => ({ ...one, ...lives[i] }) as RegisteredKey);
    const otherKeys = base.otherKeys.map((one) => ({ ...one, ...(accountId && { accountId }) }));
    const whole = base.application && { ...base.application, ...application };
    return { application: known ? whole : null, keys, otherKeys, siblingIds: [kit.applicationId] };
  });

const inputs: fc.Arbitrary<Input> = fc
  .record({
    claims,
    key,
    header: fc.oneof(fc.constant({}), fc.record({ alg: fc.jsonValue(), typ: fc.jsonValue(), kid: fc.jsonValue() })),
    registry: fc.option(registry, { nil: undefined }),
    now: clock,
    clientNow: clock,
    replay: fc.option(fc.record({ firstSeenAt: fc.option(number) }), { nil: undefined }),
    skewSeconds: fc.constantFrom(0, 30, 60),
    held: fc.option(key, { nil: undefined }),
    target: fc.constantFrom('/v1/calls', '/v1//calls', '*', ''),
  })
  .map(({ claims, key, header, held, target, ...rest }) => {
    const own = { request: { method: 'POST', target }, ...(held && { key: kit.privateKey(held) }) };
    const known = Object.fromEntries(Object.entries({ ...rest, ...own }).filter(([, value]) => value !== undefined));
    return { profile: 'vonage', token: kit.mint({ claims, header, key }), ...known };
  });

describe('for any evidence', () => {
  it('no cause throws, every finding is JSON with words, and the caller has one to read', () => {
    fc.assert(
      fc.property(inputs, (input) => {
        const report = diagnose(input);
        expect(JSON.parse(JSON.stringify(report)).findings.length).toBe(report.findings.length);
        for (const { title, detail, fix } of report.findings) {
          expect([title, detail, ...fix.steps].join('\n')).not.toMatch(/undefined|\[object|NaN/);
        }
        const found = report.findings.filter(({ severity }) => severity === 'fault').map(({ cause }) => cause);
        const isHidden = found.some((cause) => causeById(cause)?.audience === 'owner');
        // Where only the key at hand is known, nobody was asked, and nobody is answered.
        const isAsked = input.registry !== undefined || input.publicKey !== undefined;
        if (isHidden && isAsked && input.token !== undefined) expect(found).toContain('signed-by-unknown-key');
      }),
      { numRuns: 200 },
    );
  });

  it('the gate, stage by stage, names the first fault of the doctor', () => {
    fc.assert(
      fc.property(inputs, (input) => {
        const evidence = observe(input);
        const gate = STAGES.map((stage) => judge(stage, evidence)).find((finding) => finding !== undefined);
        const doctor = examine(evidence).findings.find(({ severity }) => severity === 'fault');
        expect(gate?.cause).toBe(doctor?.cause);
      }),
      { numRuns: 200 },
    );
  });

  it('a clock that is no number lets nothing through', () => {
    for (const broken of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]) {
      expect(diagnose(kit.input({ now: broken, clientNow: broken })).verdict).toBe('cannot-tell');
    }
  });
});

describe('for good tokens', () => {
  const good = fc
    .record({ age: fc.integer({ min: 0, max: 800 }), ttl: fc.integer({ min: 900, max: 86_400 }), jti: fc.uuid() })
    .map(({ age, ttl, jti }) => ({ iat: now - age, exp: now - age + ttl, jti }));

  it('nothing is found', () => {
    fc.assert(
      fc.property(good, (claims) => {
        expect(diagnose(kit.input({ token: kit.mint({ claims }) }))).toMatchObject({
          verdict: 'accepted',
          findings: [],
        });
      }),
      { numRuns: 100 },
    );
  });

  it('and one second past the leeway, expiry', () => {
    fc.assert(
      fc.property(good, ({ iat, exp, jti }) => {
        const report = diagnose({
          ...kit.input({ token: kit.mint({ claims: { iat, exp, jti } }) }),
          now: exp + 31,
          clientNow: exp + 90,
        });
        expect(report.rootCause).toBe('token-expired');
      }),
      { numRuns: 50 },
    );
  });
});
