import { describe, expect, it } from 'vitest';
import { diagnose } from '../../../src/core/diagnosis/diagnose.ts';
import type { Input } from '../../../src/core/evidence/input.ts';
import { kit } from '../../support/kit.ts';

const { now } = kit;

function withAcl(acl: unknown, method = 'POST', target = '/v1/calls'): Input {
  return kit.input({ token: kit.mint({ claims: { acl } }), request: { method, target } });
}

const paths = (...patterns: string[]) => ({ paths: Object.fromEntries(patterns.map((pattern) => [pattern, {}])) });
const found = (input: Input) => diagnose(input).findings.map(({ cause }) => cause);

describe('path and method', () => {
  it('are clear where the acl covers them', () => {
    expect(found(withAcl(paths('/*/calls/**')))).toEqual([]);
    expect(found(withAcl(paths('/calls')))).toEqual([]);
    expect(found(withAcl({ paths: { '/v1/calls': { methods: ['GET', 'POST'] } } }))).toEqual([]);
    expect(found(withAcl(undefined))).toEqual([]);
  });

  it.each([
    ['/v1/messages', 'POST', '/v1/calls'],
    ['/*/calls', 'DELETE', '/v1/calls/7c9e'],
    ['/*/Calls/**', 'POST', '/v1/calls'],
  ])('%s does not cover %s %s; the smallest acl that does is named', (pattern, method, target) => {
    const report = diagnose(withAcl(paths(pattern), method, target));
    expect(report.rootCause).toBe('path-not-in-acl');
    const smallest = report.findings[0]?.facts['smallestAcl'] as string;
    expect(JSON.parse(smallest)).toEqual({ paths: { [target]: { methods: [method] } } });
    expect(found(withAcl(JSON.parse(smallest), method, target))).toEqual([]);
    expect(report.afterFix).toEqual({ verdict: 'accepted', remaining: [] });
  });

  it('are judged by the method too that a header asks the API for', () => {
    const acl = { paths: { '/*/calls/**': { methods: ['GET', 'POST'] } } };
    const by = (value: string): Input => {
      const input = withAcl(acl);
      const fields = [...(input.request?.fields ?? []), ['X-HTTP-Method-Override', value] as const];
      return { ...input, request: { ...input.request, fields } };
    };
    expect(found(by('get'))).toEqual([]);
    const report = diagnose(by('DELETE'));
    expect(report.findings[0]).toMatchObject({
      cause: 'path-not-in-acl',
      title: 'The acl of the token covers /v1/calls, but not the method DELETE.',
      facts: {
        method: 'DELETE',
        overriddenBy: 'X-HTTP-Method-Override',
        smallestAcl: '{"paths":{"/v1/calls":{"methods":["POST","DELETE"]}}}',
      },
    });
    expect(report.findings[0]?.detail).toContain('the header X-HTTP-Method-Override');
    expect(report.afterFix?.verdict).toBe('accepted');
  });

  it('are told apart: the path is there for another method', () => {
    const report = diagnose(withAcl({ paths: { '/*/calls/**': { methods: ['GET'] } } }));
    expect(report.findings[0]?.title).toBe('The acl of the token covers /v1/calls, but not the method POST.');
    expect(report.afterFix?.verdict).toBe('accepted');
  });

  it('are refused where the path is ambiguous, if the acl covers none of its readings', () => {
    const target = '/v1/calls/../users';
    const report = diagnose(withAcl(paths('/*/media/**'), 'GET', target));
    expect(report.findings.map(({ cause }) => cause)).toEqual(['path-ambiguous', 'path-not-in-acl']);
    expect(report.findings[1]?.certainty).toBe('likely');
    expect(found(withAcl(paths('/*/users'), 'GET', target))).toEqual(['path-ambiguous']);
    expect(found(withAcl(paths('/*/calls/**'), 'GET', target))).toEqual(['path-ambiguous']);
  });

  it('are refused by an acl that is empty', () => {
    expect(found(withAcl({ paths: {} }))).toEqual(['path-not-in-acl']);
  });

  it('are told beside the fault that they hide', () => {
    const claims = { acl: paths('/*/users/**'), exp: (now - 10) * 1000 + 149 + 21_600 };
    expect(found(kit.input({ token: kit.mint({ claims }) }))).toEqual([
      'time-units-mixed',
      'path-not-in-acl',
      'lifetime-too-long',
    ]);
  });
});

describe('a pattern of another version', () => {
  it('is named, with the one that fits every version', () => {
    const report = diagnose(withAcl(paths('/v0.1/users/**'), 'GET', '/v1/users/USR-1'));
    expect(report.rootCause).toBe('acl-version-mismatch');
    expect(report.findings[0]?.facts).toMatchObject({ pattern: '/v0.1/users/**', anyVersion: '/*/users/**' });
    expect(report.afterFix).toEqual({ verdict: 'accepted', remaining: [] });
  });

  it('is not the fault where its methods would refuse as well', () => {
    expect(found(withAcl({ paths: { '/v2/calls': { methods: ['GET'] } } }))).toEqual(['path-not-in-acl']);
  });
});

describe('an acl of another shape', () => {
  it.each<[string, unknown, string]>([
    ['text', '{"paths":{"/*/calls/**":{}}}', 'accepted'],
    ['a list', ['/*/calls/**'], 'accepted'],
    ['paths without paths', { '/*/calls/**': {} }, 'accepted'],
    ['text that is no JSON', 'calls', 'rejected'],
    ['null', null, 'rejected'],
    ['paths as a list', { paths: ['/*/calls/**'] }, 'rejected'],
    ['methods as text', { paths: { '/*/calls/**': { methods: 'POST' } } }, 'rejected'],
  ])('%s', (_name, acl, afterFix) => {
    const report = diagnose(withAcl(acl));
    expect(report.rootCause).toBe('acl-malformed');
    expect(report.verdict).toBe('rejected');
    expect(report.afterFix?.verdict).toBe(afterFix);
  });
});

describe('single use', () => {
  const { registry } = kit.input();
  const application = registry?.application;
  const asked = (singleUse: boolean, firstSeenAt: number | null) =>
    kit.input({
      replay: { firstSeenAt },
      ...(registry && application && { registry: { ...registry, application: { ...application, singleUse } } }),
    });

  it('refuses a second use only where the application asks for it', () => {
    expect(found(asked(true, now - 8))).toEqual(['token-replayed']);
    expect(found(asked(true, null))).toEqual([]);
    expect(found(asked(false, now - 8))).toEqual([]);
  });

  it('cannot be told from the token alone', () => {
    const { registry: _, replay: __, ...input } = kit.input();
    const check = diagnose(input).checks.find(({ cause }) => cause === 'token-replayed');
    expect(check).toEqual({ cause: 'token-replayed', result: 'cannot-tell', needs: ['replay'] });
  });
});

describe('a capability that is switched off', () => {
  const { registry } = kit.input();
  const application = registry?.application;
  const asked = (target: string, ...capabilities: string[]) =>
    kit.input({
      request: { method: 'POST', target },
      ...(registry && application && { registry: { ...registry, application: { ...application, capabilities } } }),
    });

  it('is a risk for the paths that belong to it', () => {
    expect(diagnose(asked('/v1/calls/7', 'messages'))).toMatchObject({ verdict: 'accepted', rootCause: null });
    expect(found(asked('/v1/calls/7', 'messages'))).toEqual(['capability-disabled']);
    expect(found(asked('/v1/calls', 'voice'))).toEqual([]);
    expect(found(asked('/v1/callsign', 'messages'))).toEqual([]);
    expect(found(asked('/v1/users'))).toEqual([]);
  });
});
