import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { waysTo } from '../../../src/core/break/ways.ts';
import { CAUSES } from '../../../src/core/causes/index.ts';
import { tokenExpired } from '../../../src/core/causes/token-expired.ts';
import { diagnose } from '../../../src/core/diagnosis/diagnose.ts';
import type { Certainty } from '../../../src/core/evidence/cause.ts';
import type { Input } from '../../../src/core/evidence/input.ts';
import { kit } from '../../support/kit.ts';

const RANK: { readonly [certainty in Certainty]: number } = { possible: 0, likely: 1, proved: 2 };
const INPUTS = CAUSES.flatMap((cause) => waysTo(cause, kit).slice(0, 2));

const sureness = (input: Input) =>
  new Map(diagnose(input).findings.map(({ cause, certainty }) => [cause, RANK[certainty]]));

describe('no finding is surer than what it rests on', () => {
  it('rules that the claims suggest make nothing proved that they alone find', () => {
    fc.assert(
      fc.property(fc.constantFrom(...INPUTS), (input) => {
        const { findings } = diagnose({
          ...input,
          profile: input.profile ?? 'vonage',
          chosenBy: 'claims',
          because: 'a',
        });
        const general = sureness({ ...input, profile: 'jwt' });
        for (const { cause, certainty } of findings) {
          if (!general.has(cause)) expect(RANK[certainty], cause).toBeLessThan(RANK.proved);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('the clock of the machine that asks proves nothing about times', () => {
    const ended = waysTo(tokenExpired, kit)[0] as Input;
    const [given, own] = [diagnose(ended), diagnose({ ...ended, isOwnClock: true })];
    expect(given.findings[0]?.certainty).toBe('proved');
    expect(own.findings[0]?.cause).toBe(given.findings[0]?.cause);
    expect(own.findings[0]?.certainty).toBe('likely');
    expect(own.verdict).toBe('rejected');
    expect(given.findings[0]?.detail).toContain('server clock');
    expect(own.findings[0]?.title).toContain('by the clock of this machine');
    expect(own.findings[0]?.detail).toContain("this machine's clock");
  });

  it('a token of a hosted provider that is not valid yet: the clock here is behind', () => {
    const claims = { iss: 'https://acme.eu.auth0.com/', iat: kit.now + 200, nbf: undefined, exp: kit.now + 900 };
    const token = kit.mint({ claims });
    const [server, own] = [{}, { isOwnClock: true }].map((more) => diagnose({ token, now: kit.now, ...more }));
    expect(server?.findings[0]).toMatchObject({ cause: 'clock-ahead', party: 'verifier', certainty: 'proved' });
    expect(server?.findings[0]?.title).toMatch(/^The server's clock is 3 min 20 s behind the one of Auth0/);
    expect(server?.findings[0]?.fix.steps.join(' ')).not.toMatch(/sender|set iat/i);
    expect(server?.afterFix?.remaining).toEqual([]);
    expect(own?.findings[0]?.title).toMatch(/^This machine's clock/);
    expect(own?.findings[0]?.certainty).toBe('likely');
    expect(own?.findings[0]?.fix.steps[0]).toMatch(/--server-date/);
    const ofOwn = diagnose({ token: kit.mint({ claims: { iat: kit.now + 200 } }), now: kit.now });
    expect(ofOwn.findings[0]).toMatchObject({ cause: 'clock-ahead', party: 'sender' });
  });

  it('what is wrong by every clock is proved by any', () => {
    const iat = kit.now * 1000;
    const input = kit.input({ token: kit.mint({ claims: { iat, exp: iat + 900_000 } }), isOwnClock: true });
    expect(diagnose(input).findings[0]).toMatchObject({ cause: 'time-in-milliseconds', certainty: 'proved' });
  });

  it('what holds for every JWT stays proved, whoever it looks made for', () => {
    const { registry: _registry, ...rest } = kit.input({ token: 'a.b' });
    const { rules, findings } = diagnose({ ...rest, profile: 'vonage', chosenBy: 'claims', because: 'a' });
    expect(rules).toMatchObject({ profile: 'vonage', chosenBy: 'claims', because: 'a' });
    expect(findings[0]?.certainty).toBe('proved');
  });
});
