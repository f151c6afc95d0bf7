import { describe, expect, it } from 'vitest';
import { diagnose } from '../../../src/core/diagnosis/diagnose.ts';
import { kit } from '../../support/kit.ts';

const claims = { application_id: undefined, iss: 'https://id.lamp.example/', aud: ['orders'], exp: kit.now + 600 };
const token = kit.mint({ claims });
const candidatesOf = (said: string) => diagnose({ token, said, now: kit.now, profile: 'jwt' }).candidates ?? [];

describe('a message and a token, and nothing that decides', () => {
  it.each([
    ['jwt audience invalid', 'audience-not-expected', 'aud of the token is ["orders"]'],
    ['The iss claim is not valid', 'issuer-not-expected', 'iss of the token is "https://id.lamp.example/"'],
    ['JsonWebTokenError: invalid algorithm', 'algorithm-key-mismatch', 'alg of the token is "RS256"'],
  ])('%j: %s, with what the token shows', (said, cause, shown) => {
    const [first] = candidatesOf(said);
    expect(first).toMatchObject({ cause, because: expect.stringContaining(shown) });
    expect(first?.decides).toMatch(/mintmark|Compare|--audience/);
  });

  it('weights are shares of one, the heaviest first, and none is twice there', () => {
    for (const said of ['jwt malformed', 'invalid signature', 'Unauthorized', 'jwt expired']) {
      const candidates = candidatesOf(said);
      const weights = candidates.map(({ weight }) => weight);
      expect(candidates.length, said).toBeGreaterThan(0);
      expect(weights).toEqual([...weights].sort((one, other) => other - one));
      const sum = weights.reduce((one, other) => one + other, 0);
      expect(sum, said).toBeGreaterThan(0.7);
      expect(sum, said).toBeLessThan(1.04);
      expect(new Set(candidates.map(({ cause }) => cause)).size).toBe(candidates.length);
    }
  });

  it('by the rules of every JWT nobody keeps applications; by those of a provider somebody does', () => {
    const own = ['key-pair-not-saved', 'signed-by-other-application', 'signed-by-replaced-key'];
    const ofProvider = (profile: string) =>
      (diagnose({ said: 'JsonWebTokenError: invalid signature', profile }).candidates ?? []).filter(({ cause }) =>
        own.includes(cause),
      );
    expect(ofProvider('jwt')).toEqual([]);
    expect(ofProvider('vonage').length).toBeGreaterThan(0);
  });

  it('what the token rules out is no candidate', () => {
    const causes = candidatesOf('invalid algorithm').map(({ cause }) => cause);
    expect(causes).not.toContain('algorithm-not-allowed');
  });
});
