import { describe, expect, test } from 'vitest';
import { judgeToken, judgeTokenLater, type Wanted } from '../../src/actions/judge-token.ts';
import { profileById } from '../../src/core/claims/profiles/index.ts';
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

/** Walks with these answers, synchronously and later; both have to come to the same. */
async function walk(evidence: Evidence, signature: Partial<Evidence>, replay: Partial<Evidence> = {}) {
  const wanted: Wanted[] = [];
  const gather = (what: Wanted, known: Evidence) => ({ ...known, ...(what === 'signature' ? signature : replay) });
  const judged = judgeToken(evidence, (what, known) => {
    wanted.push(what);
    return gather(what, known);
  });
  expect(await judgeTokenLater(evidence, async (what, known) => gather(what, known))).toEqual(judged);
  return {
    ok: judged.ok,
    cause: judged.ok ? null : judged.finding.cause,
    stage: judged.ok ? null : judged.stage,
    wanted,
  };
}

describe('the walk', () => {
  test('lets a good token through, and asks who signed it', async () => {
    const good = { ok: true, cause: null, stage: null };
    expect(await walk(evidenceOf(kit.mint()), SIGNED)).toEqual({ ...good, wanted: ['signature'] });
    expect(await walk(evidenceOf(kit.mint()), { ...SIGNED, registry: REGISTRY })).toEqual({
      ...good,
      wanted: ['signature'],
    });
  });

  test('hands the claims on', () => {
    const judged = judgeToken(evidenceOf(kit.mint()), (_, known) => ({ ...known, ...SIGNED }));
    expect(judged).toMatchObject({ ok: true, claims: kit.claims(), evidence: SIGNED });
  });

  test.each([
    ['request', kit.mint(), { request: { target: readTarget('/v1//users') } }, 'path-ambiguous', 'transport'],
    ['token', 'a.b', {}, 'not-a-jwt', 'shape'],
    ['header', kit.mint({ header: { crit: ['b64'] } }), {}, 'crit-unsupported', 'header'],
    ['claims', kit.mint({ claims: { jti: undefined } }), {}, 'claim-missing', 'claims'],
  ])('looks no key up for a fault of the %s', async (_, text, change, cause, stage) => {
    expect(await walk(evidenceOf(text, change), SIGNED)).toEqual({ ok: false, cause, stage, wanted: [] });
  });

  test('refuses what no key at hand signed before it looks at the time', async () => {
    const ended = kit.mint({ claims: { iat: kit.now - 5000, exp: kit.now - 4000 } });
    for (const signature of [UNSIGNED, {}]) {
      for (const text of [kit.mint(), ended]) {
        const judged = await walk(evidenceOf(text), signature);
        expect(judged).toEqual({
          ok: false,
          cause: 'signed-by-unknown-key',
          stage: 'signature',
          wanted: ['signature'],
        });
      }
    }
    expect((await walk(evidenceOf(ended), SIGNED)).stage).toBe('time');
  });

  test('judges what the registry knows, of a plain token too', async () => {
    const suspended = { ...SIGNED, registry: registered({ suspended: true }) };
    expect((await walk(evidenceOf(kit.mint()), suspended)).cause).toBe('application-suspended');
    const unknown = { ...UNSIGNED, registry: { application: null, keys: [], otherKeys: [] } };
    expect((await walk(evidenceOf(kit.mint()), unknown)).cause).toBe('application-unknown');
    expect((await walk(evidenceOf(kit.mint()), { ...UNSIGNED, registry: REGISTRY })).cause).toBe(
      'signed-by-unknown-key',
    );
  });

  test('uses a token up last of all, and only where the application asks for it', async () => {
    const once = { registry: registered({ singleUse: true }) };
    const [first, again] = [{ replay: { firstSeenAt: null } }, { replay: { firstSeenAt: kit.now - 5 } }];
    expect(await walk(evidenceOf(kit.mint()), { ...SIGNED, ...once }, first)).toMatchObject({
      ok: true,
      wanted: ['signature', 'replay'],
    });
    expect(await walk(evidenceOf(kit.mint()), { ...SIGNED, ...once }, again)).toMatchObject({
      cause: 'token-replayed',
      stage: 'replay',
    });
    expect((await walk(evidenceOf(kit.mint()), { ...SIGNED, registry: REGISTRY }, again)).wanted).toEqual([
      'signature',
    ]);
    expect((await walk(evidenceOf(kit.mint()), { ...UNSIGNED, ...once }, again)).wanted).toEqual(['signature']);
    const elsewhere = kit.mint({ claims: { acl: { paths: { '/elsewhere': {} } } } });
    const request = { target: readTarget('/v1/calls'), method: 'GET' };
    const refused = await walk(evidenceOf(elsewhere, { request }), { ...SIGNED, ...once }, again);
    expect(refused).toEqual({ ok: false, cause: 'path-not-in-acl', stage: 'permission', wanted: ['signature'] });
  });

  test('looks at the claims again where who signed says what they have to be', async () => {
    const profile = profileById('snowflake') as Evidence['profile'];
    const claims = {
      ...{ application_id: undefined, jti: undefined, sub: 'XY12345.LOADER' },
      iss: `XY12345.LOADER.SHA256:${kit.fingerprint('other')}`,
    };
    const evidence = evidenceOf(kit.mint({ claims }), { profile });
    expect(await walk(evidence, SIGNED)).toMatchObject({ cause: 'snowflake-issuer-malformed', wanted: ['signature'] });
    expect(await walk(evidence, { signature: { verifiedBy: kit.fingerprint('other') } })).toMatchObject({ ok: true });
  });
});

test('a token that cannot be read is never judged further, where no cause says so', () => {
  const { token, ...tokenless } = evidenceOf(kit.mint());
  const { members: _members, ...unread } = token?.payload ?? { start: 0, end: 0 };
  for (const evidence of [tokenless, ...(token ? [{ ...tokenless, token: { ...token, payload: unread } }] : [])]) {
    const gather = () => {
      throw new Error('nothing is to be found out');
    };
    expect(() => judgeToken(evidence, gather)).toThrow('a token without fault that cannot be read');
  }
});
