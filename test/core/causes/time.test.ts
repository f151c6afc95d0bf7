import { describe, expect, it } from 'vitest';
import { diagnose } from '../../../src/core/diagnosis/diagnose.ts';
import { judge } from '../../../src/core/diagnosis/judge.ts';
import type { Input } from '../../../src/core/evidence/input.ts';
import { observe } from '../../../src/core/observe/observe.ts';
import { kit } from '../../support/kit.ts';

const { now } = kit;
const HOUR = 3600;
const DAY = 24 * HOUR;

type Claims = { readonly [name: string]: unknown };

function withClaims(claims: Claims, change: Partial<Input> = {}): Input {
  const { clientNow: _, ...input } = kit.input({ token: kit.mint({ claims }) });
  return { ...input, ...change };
}

/** The first fault, and the others, as `diagnose` finds them. */
function found(claims: Claims, change?: Partial<Input>): string[] {
  const { findings } = diagnose(withClaims(claims, change));
  return findings.map(({ cause, severity, certainty }) => [cause, severity === 'risk' ? 'risk' : certainty].join(' '));
}

describe.each([0, 30, 60])('with a leeway of %i s the boundary is accepted', (skewSeconds) => {
  const cases: readonly (readonly [string, (beyond: number) => Claims])[] = [
    ['exp', (beyond) => ({ iat: now - 1000, exp: now - skewSeconds - beyond })],
    ['exp by default', (beyond) => ({ iat: now - 900 - skewSeconds - beyond, exp: undefined })],
    ['exp cut at 24 h', (beyond) => ({ iat: now - DAY - skewSeconds - beyond, exp: now + DAY })],
    ['iat', (beyond) => ({ iat: now + skewSeconds + beyond, exp: now + 900 })],
    ['nbf', (beyond) => ({ nbf: now + skewSeconds + beyond })],
  ];
  it.each(cases)('%s', (_name, claims) => {
    for (const beyond of [0, 1]) {
      const input = withClaims(claims(beyond), { skewSeconds });
      expect(judge('time', observe(input)) === undefined, `${beyond} s beyond`).toBe(beyond === 0);
      expect(diagnose(input).verdict).toBe(beyond === 0 ? 'accepted' : 'rejected');
    }
  });
});

describe('ordinary tokens are clear of every finding', () => {
  it.each<[string, Claims]>([
    ['fresh, of 15 minutes', { iat: now, exp: now + 900 }],
    ['without exp', { iat: now, exp: undefined }],
    ['of exactly 24 hours', { iat: now, exp: now + DAY }],
    ['of the shortest lifetime', { iat: now, exp: now + 30 }],
    ['back-dated by a minute', { iat: now - 60, exp: now + 840 }],
    ['old and still good', { iat: now - DAY + 600, exp: now + 600 }],
    ['with nbf', { iat: now, nbf: now, exp: now + 900 }],
    ['a second ahead', { iat: now + 1, exp: now + 901 }],
    ['with fractions', { iat: now - 0.25, exp: now + 899.75 }],
  ])('%s', (_name, claims) => {
    expect(found(claims)).toEqual([]);
  });
});

describe('times in the future', () => {
  it('is a clock where the difference is none of a zone', () => {
    expect(found({ iat: now + 252, exp: now + 1152 })).toEqual(['clock-ahead proved', 'token-not-yet-valid proved']);
  });

  it("is a clock where the sender's clock shows it, hours included", () => {
    const causes = found({ iat: now + 2 * HOUR, exp: now + 3 * HOUR }, { clientNow: now + 2 * HOUR });
    expect(causes).toEqual(['clock-ahead proved', 'token-not-yet-valid proved']);
  });

  it.each([1, 2, 5.5, 5.75, 9, -1].map((hours) => [hours] as const))('of %d h is a zone', (hours) => {
    const iat = now + hours * HOUR - 2;
    const [first] = found({ iat, exp: iat + 900 }, hours < 0 ? { clientNow: now } : {});
    expect(first).toBe('time-zone-offset likely');
  });

  it("is neither where the sender's clock is right and the difference is odd", () => {
    expect(found({ iat: now + 252, exp: now + 1152 }, { clientNow: now })).toEqual(['token-not-yet-valid proved']);
  });

  it("is an nbf that waits on purpose, unless the sender's clock has reached it", () => {
    expect(found({ nbf: now + 120 })).toEqual(['token-not-yet-valid proved']);
    expect(found({ nbf: now + 120 }, { clientNow: now + 121 })).toEqual([
      'clock-ahead proved',
      'token-not-yet-valid proved',
    ]);
  });

  it('is a risk when it uses up more than half of the leeway', () => {
    expect(found({ iat: now + 15 })).toEqual([]);
    expect(found({ iat: now + 16 })).toEqual(['clock-ahead risk']);
    expect(found({ iat: now + 30 })).toEqual(['clock-ahead risk']);
  });
});

describe('times in the past', () => {
  it('is plain expiry where nothing else is proved', () => {
    expect(found({ iat: now - HOUR, exp: now - 2700 })).toEqual(['token-expired proved']);
    expect(found({ iat: now - 1000, exp: now - 31 })).toEqual(['token-expired proved']);
  });

  it('is a clock that is behind where the sender saw a good token', () => {
    const claims = { iat: now - 1505, exp: now - 605 };
    expect(found(claims, { clientNow: now - 1500 })).toEqual(['clock-behind proved', 'token-expired proved']);
    expect(found(claims, { clientNow: now - 10 })).toEqual(['token-expired proved']);
  });

  it('is a token that was kept, likely by its age and proved by an earlier use', () => {
    expect(found({ iat: now - 7200, exp: now - 6300 })[0]).toBe('token-cached-past-expiry likely');
    const replay = { firstSeenAt: now - 1200 };
    expect(found({ iat: now - 1300, exp: now - 400 }, { replay })[0]).toBe('token-cached-past-expiry proved');
  });

  it('is a wrong number and not a token that was kept since 1970', () => {
    expect(found({ iat: 0, exp: undefined })).toEqual(['claim-type-wrong proved', 'token-expired proved']);
  });

  it('warns with less than five seconds left, and within the leeway', () => {
    const iat = now - 600;
    expect(found({ iat, exp: now + 5 })).toEqual([]);
    expect(found({ iat, exp: now + 4 })).toEqual(['token-expired risk']);
    expect(found({ iat, exp: now - 30 })).toEqual(['token-expired risk']);
  });

  it('names a zone in the words where the age alone cannot prove it', () => {
    const words = (age: number) => diagnose(withClaims({ iat: now - age, exp: now - age + 900 })).findings[0]?.detail;
    expect(words(HOUR)).toMatch(/a time zone was added/);
    expect(words(HOUR + 100)).not.toMatch(/zone/);
  });
});

describe('units', () => {
  const iat = now - 3;
  it.each<[string, Claims, string]>([
    ['iat in milliseconds', { iat: iat * 1000 + 12, exp: now + 900 }, 'time-in-milliseconds proved'],
    ['exp in milliseconds', { iat, exp: (iat + 900) * 1000 + 7 }, 'time-in-milliseconds proved'],
    ['nbf in milliseconds', { nbf: iat * 1000 }, 'time-in-milliseconds proved'],
    ['all in microseconds', { iat: iat * 1e6, exp: (iat + 900) * 1e6 }, 'time-in-milliseconds proved'],
    ['Date.now() + 60000', { iat, exp: iat * 1000 + 417 + 60_000 }, 'time-in-milliseconds proved'],
    ['Date.now() + 21600', { iat, exp: iat * 1000 + 149 + 21_600 }, 'time-units-mixed proved'],
    ['Date.now() + 900', { iat, exp: iat * 1000 + 999 + 900 }, 'time-units-mixed proved'],
    ['iat + 900000', { iat, exp: iat + 900_000 }, 'time-units-mixed risk'],
    ['a duration', { exp: 3600 }, 'duration-in-place-of-time proved'],
    ['a time added to a time', { iat, exp: iat + now + 600 }, 'duration-in-place-of-time risk'],
    ['a year', { iat, exp: iat + 365 * DAY }, 'lifetime-too-long risk'],
    ['zero', { exp: 0 }, 'lifetime-impossible proved'],
    ['negative', { iat, exp: iat - 60 }, 'lifetime-impossible proved'],
    ['exp before nbf', { iat, nbf: iat + 800, exp: iat + 700 }, 'lifetime-impossible proved'],
    ['twenty seconds', { iat, exp: iat + 20 }, 'lifetime-impossible risk'],
  ])('%s', (_name, claims, first) => {
    expect(found(claims)[0]).toBe(first);
  });

  it('gives back the seconds that were meant', () => {
    const report = diagnose(withClaims({ iat: iat * 1000, exp: (iat + 900) * 1000 }));
    expect(JSON.parse(report.findings[0]?.fix.artefact ?? '')).toEqual({ iat, exp: iat + 900 });
    expect(report.afterFix).toEqual({ verdict: 'accepted', remaining: [] });
  });

  it('refuses a number that is no whole number of seconds for everybody', () => {
    expect(found({ exp: 1e308 })[0]).toMatch(/ proved$/);
    expect(diagnose(withClaims({ exp: 1e308 })).verdict).toBe('rejected');
  });
});

describe('a profile that measures from its own clock and refuses', () => {
  const iss = 'Iv23liW1ZJDl0xk8oM7n';
  const github = (claims: Claims) =>
    found(
      { application_id: undefined, iss, ...claims },
      { profile: 'github', request: { method: 'GET', target: '/app' } },
    );

  it('takes the limit itself, and not a second more', () => {
    expect(github({ iat: now, exp: now + 600 })).toEqual([]);
    expect(github({ iat: now + 1, exp: now + 601 })).toEqual([
      'lifetime-at-limit proved',
      'lifetime-too-long proved',
      'token-not-yet-valid proved',
      'clock-ahead risk',
    ]);
    expect(github({ iat: now, exp: now + 1200 })).toEqual(['lifetime-too-long proved']);
  });
});

describe('a lifetime of exactly the limit', () => {
  it('is a risk where it is measured from iat and the clock is ahead', () => {
    expect(found({ iat: now + 5, exp: now + 5 + DAY })).toEqual(['lifetime-at-limit risk']);
  });
});

it('tells a clock in whole seconds, and a difference without the noise of its digits', () => {
  const claims = { iat: kit.now - 1000, exp: kit.now - 100 };
  const { findings } = diagnose({
    ...kit.input({ token: kit.mint({ claims }) }),
    now: kit.now + 0.123,
    clientNow: kit.now,
  });
  expect(findings[0]?.facts['lateSeconds']).toBe(100.123);
  expect(findings[0]?.title).toBe('The token expired 1 min 40 s before it was checked.');
  expect(findings[0]?.detail).toContain(`(${kit.now})`);
  expect(findings[0]?.detail).not.toContain('.123');
});

describe('a server that says "not yet valid"', () => {
  const answered = (claims: Claims, words: string) =>
    diagnose(withClaims(claims, { profile: 'jwt', response: { status: 401, body: words } }));

  it('allows less than the usual leeway: three seconds ahead are enough', () => {
    const report = answered({ iat: now + 3, nbf: now + 3, exp: now + 900 }, 'JWT is not yet valid');
    expect(report).toMatchObject({ verdict: 'rejected', rootCause: 'clock-ahead' });
    expect(report.findings[0]).toMatchObject({ certainty: 'likely', title: expect.stringContaining('3 s ahead') });
    expect(report.findings[0]?.fix.steps.join(' ')).toContain('leeway');
  });

  it('is not believed of a token that began before its clock', () => {
    const { findings } = answered({ iat: now - 1, nbf: now - 1, exp: now + 900 }, 'JWT is not yet valid');
    expect(findings.map(({ cause }) => cause)).not.toContain('clock-ahead');
  });

  it('is needed: three seconds ahead are no fault without it', () => {
    const { findings } = answered({ iat: now + 3, nbf: now + 3, exp: now + 900 }, 'nothing that is known');
    expect(findings.map(({ cause }) => cause)).not.toContain('clock-ahead');
  });
});
