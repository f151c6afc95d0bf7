import { describe, expect, test } from 'vitest';
import { readAcl } from '../../../src/core/claims/acl.ts';
import { findingOf, isProvenGood, judge, missing } from '../../../src/core/diagnosis/judge.ts';
import type { JsonObject } from '../../../src/core/encoding/json.ts';
import type { Cause, Found } from '../../../src/core/evidence/cause.ts';
import { defineCause, STAGES } from '../../../src/core/evidence/cause.ts';
import type { Evidence } from '../../../src/core/evidence/evidence.ts';
import type { TokenReading } from '../../../src/core/jws/reading.ts';
import { observe } from '../../../src/core/observe/observe.ts';
import { readTarget } from '../../../src/core/request/target.ts';
import { kit } from '../../support/kit.ts';

const good: Evidence = {
  ...observe(kit.input()),
  signature: { verifiedBy: 'fingerprint' },
  acl: { kind: 'absent' },
  request: { method: 'GET', target: readTarget('/v1/calls') },
};
const token = good.token as TokenReading;
const withAlg = (alg: unknown): TokenReading => ({
  ...token,
  header: { ...token.header, members: { ...token.header.members, alg: alg as string } },
});

describe('isProvenGood, where no cause rejects', () => {
  test('lets a good request through', () => {
    expect(isProvenGood(good)).toBe(true);
  });

  const { token: _token, ...withoutToken } = good;
  const { signature: _signature, ...withoutSignature } = good;
  const { now: _now, ...withoutClock } = good;
  const { members: _header, ...headerWithout } = token.header;
  const { members: _payload, ...payloadWithout } = token.payload;
  test.each<[string, Evidence]>([
    ['there is no token', withoutToken],
    ['the token is not strict', { ...good, token: { ...token, faults: [{ kind: 'part-count', count: 4 }] } }],
    ['the header was not read', { ...good, token: { ...token, header: headerWithout } }],
    ['the payload was not read', { ...good, token: { ...token, payload: payloadWithout } }],
    ['the algorithm is none', { ...good, token: withAlg('none') }],
    ['the algorithm is another one', { ...good, token: withAlg('HS256') }],
    ['the algorithm is in lower case', { ...good, token: withAlg('rs256') }],
    ['the algorithm is no text', { ...good, token: withAlg(['RS256']) }],
    ['the algorithm is absent', { ...good, token: withAlg(undefined) }],
    ['the profile accepts no algorithm', { ...good, profile: { ...good.profile, algorithms: [] } }],
    ['no signature was checked', withoutSignature],
    ['no key verified the signature', { ...good, signature: { verifiedBy: null } }],
    ['the clock is unknown', withoutClock],
    ['the clock is no number', { ...good, now: Number.NaN }],
    ['the clock is infinite', { ...good, now: Number.POSITIVE_INFINITY }],
    ['the acl is malformed', { ...good, acl: readAcl('{}') }],
  ])('refuses it where %s', (_, evidence) => {
    expect(isProvenGood(evidence)).toBe(false);
  });

  describe('asks the issuers and audiences that are expected', () => {
    const withClaims = (claims: JsonObject): TokenReading => ({
      ...token,
      payload: { ...token.payload, members: claims },
    });
    test.each<[Evidence['expected'] & {}, JsonObject, boolean]>([
      [{}, {}, true],
      [{ issuers: [], audiences: [] }, {}, true],
      [{ issuers: ['a', 'b'] }, { iss: 'b' }, true],
      [{ issuers: ['a'] }, { iss: 'b' }, false],
      [{ issuers: ['a'] }, {}, false],
      [{ issuers: ['a'] }, { iss: ['a'] }, false],
      [{ audiences: ['a', 'b'] }, { aud: 'b' }, true],
      [{ audiences: ['a'] }, { aud: ['x', 'a'] }, true],
      [{ audiences: ['a'] }, { aud: 'b' }, false],
      [{ audiences: ['a'] }, { aud: ['x'] }, false],
      [{ audiences: ['a'] }, { aud: [] }, false],
      [{ audiences: ['a'] }, {}, false],
      [{ issuers: ['a'], audiences: ['a'] }, { iss: 'a', aud: 'b' }, false],
      [{ issuers: ['a'], audiences: ['a'] }, { iss: 'b', aud: 'a' }, false],
      [{ issuers: ['a'], audiences: ['a'] }, { iss: 'a', aud: 'a' }, true],
    ])('%j of %j: %s', (expected, claims, isGood) => {
      expect(isProvenGood({ ...good, expected, token: withClaims(claims) })).toBe(isGood);
    });
  });

  describe('asks the acl', () => {
    const allowed = (paths: object, request: Evidence['request'] = good.request) =>
      isProvenGood({ ...good, acl: readAcl({ paths }), ...(request && { request }) });

    test('for the path', () => {
      expect(allowed({ '/v1/calls': {} })).toBe(true);
      expect(allowed({ '/v1/messages': {} })).toBe(false);
      expect(allowed({})).toBe(false);
    });

    test('for the method, which nothing stands for where it is not known', () => {
      expect(allowed({ '/v1/calls': { methods: ['GET'] } })).toBe(true);
      expect(allowed({ '/v1/calls': { methods: ['POST'] } })).toBe(false);
      const target = readTarget('/v1/calls');
      expect(allowed({ '/v1/calls': { methods: ['GET'] } }, { target })).toBe(false);
      expect(allowed({ '/v1/calls': {} }, { target })).toBe(true);
    });

    test('and refuses a path that can be read in two ways, whatever the acl allows', () => {
      for (const target of ['/v1/../v1/calls', '/v1//calls', '/v1%2fcalls']) {
        expect(allowed({ '/**': {} }, { method: 'GET', target: readTarget(target) }), target).toBe(false);
      }
    });

    test('but not where nobody said what is asked for', () => {
      expect(allowed({ '/v1/messages': {} }, { method: 'GET' })).toBe(true);
      const { request: _request, ...unasked } = good;
      expect(isProvenGood({ ...unasked, acl: readAcl({ paths: {} }) })).toBe(true);
      expect(isProvenGood({ ...unasked, acl: readAcl('{}') })).toBe(false);
    });

    test('and lets everything through where the token has none, or nobody read one', () => {
      const { acl: _acl, ...unread } = good;
      expect(isProvenGood(unread)).toBe(true);
      const odd = { ...good, request: { method: 'GET', target: readTarget('/v1//calls') } };
      expect(isProvenGood(odd)).toBe(true);
    });
  });
});

describe('judge', () => {
  test('gives the first fault of the stage, and nothing of the others', () => {
    const expired = kit.mint({ claims: { iat: kit.now - 1800, exp: kit.now - 900 } });
    const late = observe(kit.input({ token: expired }));
    expect(judge('time', late)?.cause).toBe('token-expired');
    expect(judge('claims', late)).toBeUndefined();
    expect(judge('shape', late)).toBeUndefined();
  });

  test('passes over a cause whose evidence is not there', () => {
    const { now: _now, ...timeless } = good;
    expect(judge('time', timeless)).toBeUndefined();
  });

  test('finds nothing at any stage where there is nothing to look at', () => {
    for (const stage of STAGES) {
      expect(judge(stage, { profile: good.profile, skewSeconds: 30 } as Evidence), stage).toBeUndefined();
    }
  });

  test('takes the severity of the cause where what was found has none', () => {
    expect(judge('transport', { ...good, credentials: null })?.cause).toBe('authorization-missing');
  });

  test('passes over what is a risk only', () => {
    const input = kit.input({ token: kit.mint({ claims: { exp: kit.now + 5 } }) });
    expect(judge('time', observe(input))).toBeUndefined();
  });
});

const cause: Cause = defineCause({
  id: 'token-expired',
  stage: 'time',
  cites: [{ title: 'RFC 7519', url: 'https://www.rfc-editor.org/rfc/rfc7519' }],
  needs: ['now', 'token'],
  needsOneOf: ['signature', 'registry'],
  title: '',
  article: { symptom: [], cause: [], resolution: [] },
  find: () => undefined,
  explain: () => ({ title: '', detail: [] }),
  fix: () => ({ applicability: 'guess', steps: [] }),
  example: () => kit.input(),
});

describe('missing', () => {
  const { token: given } = good;
  const profile = good.profile;
  const base = { profile, skewSeconds: 30 } as Evidence;
  const { needsOneOf: _needsOneOf, ...plain } = cause;
  test.each<[Cause, Partial<Evidence>, readonly string[]]>([
    [cause, {}, ['now', 'token', 'signature', 'registry']],
    [cause, { now: 0 }, ['token', 'signature', 'registry']],
    [cause, { now: 0, ...(given && { token: given }) }, ['signature', 'registry']],
    [cause, { signature: { verifiedBy: null } }, ['now', 'token']],
    [cause, { now: 0, ...(given && { token: given }), signature: { verifiedBy: null } }, []],
    [plain, { now: 0 }, ['token']],
    [plain, { now: 0, ...(given && { token: given }) }, []],
  ])('%#', (asked, evidence, names) => {
    expect(missing({ ...base, ...evidence }, asked)).toEqual(names);
  });
});

describe('findingOf', () => {
  const of = (found: Found, evidence: Evidence = good) => findingOf(cause, found, evidence);

  test('takes severity and certainty of the cause, unless what was found says otherwise', () => {
    expect(of({ facts: { a: 1 } })).toEqual({
      cause: 'token-expired',
      severity: 'fault',
      certainty: 'proved',
      facts: { a: 1 },
      at: null,
    });
    expect(of({ facts: {}, severity: 'risk', certainty: 'likely' })).toMatchObject({
      severity: 'risk',
      certainty: 'likely',
    });
  });

  test('rounds durations to the millisecond, and nothing else', () => {
    const facts = {
      lateSeconds: 0.1 + 0.2,
      earlySeconds: -1.23456,
      wholeSeconds: 3,
      endlessSeconds: Number.POSITIVE_INFINITY,
      textSeconds: '1.23456',
      now: 1.23456,
    };
    expect(of({ facts }).facts).toEqual({ ...facts, lateSeconds: 0.3, earlySeconds: -1.235 });
    const whole = { wholeSeconds: 3 };
    expect(of({ facts: whole }).facts).toBe(whole);
  });

  test('says where: in offsets that are given, or those of the part or the member of the token', () => {
    expect(of({ facts: {}, at: { in: 'key', start: 3, end: 5 } }).at).toEqual({
      in: 'key',
      part: null,
      pointer: null,
      start: 3,
      end: 5,
    });
    expect(of({ facts: {}, at: { in: 'token', part: 'payload', start: 0, end: 0 } }).at).toMatchObject({
      part: 'payload',
      start: 0,
      end: 0,
    });
    const { start, end } = token.payload;
    expect(of({ facts: {}, at: { in: 'token', part: 'payload' } }).at).toMatchObject({ start, end });
    const member = of({ facts: {}, at: { in: 'token', part: 'payload', pointer: '/exp' } }).at;
    expect(member).toMatchObject({ in: 'token', part: 'payload', pointer: '/exp' });
    expect(member?.start).toBeGreaterThan(start);
    for (const half of [{ start: 3 }, { end: 3 }]) {
      expect(of({ facts: {}, at: { in: 'token', part: 'payload', ...half } }).at).toMatchObject({ start, end });
    }
  });

  test('says nothing of where outside of a token, or where there is none', () => {
    expect(of({ facts: {}, at: { in: 'request' } }).at).toBeNull();
    const { token: _gone, ...tokenless } = good;
    expect(of({ facts: {}, at: { in: 'token', part: 'payload' } }, tokenless).at).toBeNull();
  });
});
