import { describe, expect, it, test } from 'vitest';
import { diagnose } from '../../../src/core/diagnosis/diagnose.ts';
import type { Input } from '../../../src/core/evidence/input.ts';
import { originOf } from '../../../src/core/request/origin.ts';
import { kit } from '../../support/kit.ts';
import { inputFor } from '../claims/tokens.ts';

const { now } = kit;
const token = kit.mint();
const SENT = [['Authorization', `Bearer ${token}`]] as const;

function found(input: Input): string[] {
  return diagnose(input).findings.map(({ cause }) => cause);
}

function redirected(url: string, location: string, last: Input['request']): Input {
  return kit.input({
    token,
    redirects: [{ url, fields: SENT, status: 302, location }],
    request: { method: 'GET', target: '/v1/calls', ...last },
  });
}

describe('a redirect', () => {
  const without = { fields: [['Host', 'api.nexmo.com']] as const };

  it.each([
    ['http://api.nexmo.com/v1/calls', 'https://api.nexmo.com/v1/calls'],
    ['https://api.nexmo.com/v1/calls', 'https://api.nexmo.com:8443/v1/calls'],
    ['http://127.0.0.1:4401/v1/calls', 'http://localhost:4401/v1/calls'],
  ])('from %s to %s drops the field, which explains that it is missing', (url, location) => {
    const report = diagnose(redirected(url, location, without));
    expect(report.rootCause).toBe('authorization-dropped-on-redirect');
    expect(report.findings[0]?.explains).toContain('authorization-missing');
  });

  it.each([
    ['https://api.nexmo.com/v1/calls', '/v1/calls/'],
    ['https://api.nexmo.com/v1/calls', 'https://API.nexmo.com:443/v2/calls'],
  ])('from %s to %s stays within one origin', (url, location) => {
    expect(found(redirected(url, location, without))).toEqual(['authorization-missing']);
  });

  it('that keeps the field is nothing', () => {
    const fields = [['Host', 'api.nexmo.com'] as const, ...SENT];
    expect(found(redirected('http://api.nexmo.com/', 'https://api.nexmo.com/', { fields }))).toEqual([]);
  });
});

test.each([
  ['HTTPS://User:Pass@Example.com:443/a?b', 'https://example.com'],
  ['http://[::1]:8080', 'http://[::1]:8080'],
  ['/relative', undefined],
  ['mailto:a@b', undefined],
])('the origin of %s is %s', (url, origin) => {
  expect(originOf(url)).toBe(origin);
});

describe('the environment of a credential', () => {
  const docusign = (host: string, aud: string): Input => ({
    ...inputFor('docusign', {}, { aud }),
    request: { method: 'POST', target: '/oauth/token', fields: [['Host', host]] },
  });

  it('is the one of the host', () => {
    expect(found(docusign('account.docusign.com', 'account-d.docusign.com'))).toEqual([
      'audience-of-other-environment',
    ]);
    expect(found(docusign('account-d.docusign.com', 'account.docusign.com'))).toEqual([
      'audience-of-other-environment',
    ]);
    expect(found(docusign('account-d.docusign.com', 'account-d.docusign.com'))).toEqual([]);
  });

  it('a host of nobody known is no reason', () => {
    const fields = [['Host', 'gate.example.com'] as const, ...SENT];
    expect(found(kit.input({ token, request: { method: 'POST', target: '/v1/calls', fields } }))).toEqual([]);
  });
});

describe('a failure without an answer', () => {
  it.each([
    ['curl: (60) SSL certificate problem: unable to get local issuer certificate', 'certificate'],
    ['Error: getaddrinfo ENOTFOUND api.nexmo.com', 'name'],
    ['connect ECONNREFUSED 127.0.0.1:443', 'refused'],
    ['certificate has expired', 'certificate-ended'],
    ['curl: (28) Operation timed out', 'timeout'],
  ])('%s', (failure, kind) => {
    expect(diagnose({ profile: 'vonage', now, failure }).findings[0]).toMatchObject({
      cause: 'network-or-tls-failure',
      certainty: 'proved',
      facts: { kind },
    });
  });

  it('of no kind that is known proves nothing, and leaves candidates', () => {
    const { verdict, findings, candidates } = diagnose({ profile: 'vonage', now, failure: 'Unauthorized' });
    expect(verdict).toBe('cannot-tell');
    expect(findings).toEqual([]);
    expect(candidates?.length).toBeGreaterThan(0);
  });
});

describe('renewal', () => {
  const apns = (...mintedAt: number[]) => found({ ...inputFor('apns'), replay: { firstSeenAt: null, mintedAt } });

  it('is too often below the minimum of the provider', () => {
    expect(apns(now, now - 1199)).toEqual(['token-refreshed-too-often']);
    expect(apns(now, now - 1200, now, now - 2400)).toEqual([]);
  });
});

test('MapKit compares origins to the letter', () => {
  const seen = (origin: string): Input => ({
    ...inputFor('mapkit'),
    request: {
      method: 'GET',
      target: '/',
      fields: [
        ['Origin', origin],
        ['Authorization', `Bearer ${inputFor('mapkit').token}`],
      ],
    },
  });
  expect(found(seen('https://example.com')).filter((cause) => cause !== 'sdk-defect')).toEqual([]);
  expect(found(seen('http://example.com'))).toContain('mapkit-origin-mismatch');
});

test('a request that carries another token than the one at hand', () => {
  const other = kit.mint({ claims: { sub: 'alice' } });
  expect(diagnose({ ...kit.input({ token }), token: other }).findings[0]).toMatchObject({
    cause: 'sdk-defect',
    facts: { differs: ['sub'] },
  });
});
