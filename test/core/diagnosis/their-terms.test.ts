import { describe, expect, it } from 'vitest';
import { diagnose } from '../../../src/core/diagnosis/diagnose.ts';
import { PRODUCTS } from '../../../src/core/said/products/index.ts';
import { kit } from '../../support/kit.ts';

const claims = { application_id: undefined, iss: 'https://id.lamp.example/', aud: ['orders'], exp: kit.now + 600 };
const given = {
  token: kit.mint({ claims }),
  publicKey: kit.publicKey('active'),
  now: kit.now,
  profile: 'jwt',
  expected: { issuers: ['https://id.lamp.example'], audiences: ['lamps'] },
};
const stepsOf = (said: string | undefined, cause: string) =>
  diagnose({ ...given, ...(said !== undefined && { said }) }).findings.find((one) => one.cause === cause)?.fix.steps ??
  [];

describe('the remedy of a cause that is found, in the terms of whoever refused', () => {
  it.each([
    [
      'JsonWebTokenError: jwt audience invalid. expected: lamps',
      'audience-not-expected',
      /jsonwebtoken.*`audience` of jwt\.verify\(\)/,
    ],
    ['Jwt issuer is not configured', 'issuer-not-expected', /^In Envoy/],
    ['error validating token: invalid audience (aud) claim', 'audience-not-expected', /bound_audiences/],
    [
      "IDX10205: Issuer validation failed. Issuer: 'https://id.lamp.example/'",
      'issuer-not-expected',
      /ValidIssuer|Authority/,
    ],
    ['{"message":"No credentials found for given \'iss\'"}', 'issuer-not-expected', /Kong|issuer/],
  ])('%s', (said, cause, terms) => {
    expect(stepsOf(said, cause).at(-1)).toMatch(terms);
  });

  it('names the line of each verifier where nobody is known to have refused', () => {
    expect(stepsOf(undefined, 'issuer-not-expected').at(-1)).toMatch(/issuer-uri in Spring.*\bEnvoy\b.*\bnginx\b/);
    // Whoever asked for the token has no such line.
    expect(stepsOf(undefined, 'audience-not-expected').join('\n')).not.toContain('in Spring');
    expect(stepsOf('Jwt issuer is not configured', 'issuer-not-expected').join('\n')).not.toContain('in Spring');
    const ofProvider = diagnose(kit.input({ token: kit.mint({ header: { alg: 'ES256' } }) }));
    expect(ofProvider.findings.flatMap(({ fix }) => fix.steps).join('\n')).not.toContain('in Spring');
  });

  it('says no command of ours that has just been run, and nothing without a known message', () => {
    expect(stepsOf('jwt audience invalid. expected: lamps', 'audience-not-expected').join('\n')).not.toContain(
      'mintmark',
    );
    expect(stepsOf(undefined, 'audience-not-expected').join('\n')).not.toMatch(/^In /m);
    expect(stepsOf('wrong audience', 'audience-not-expected').join('\n')).not.toMatch(/^In /m);
  });

  it.each(['express', 'Spring', 'ASP.NET', 'Envoy', 'Kong', 'Vault', 'nginx'])('%s has its own', (name) => {
    const own = PRODUCTS.filter((product) => product.name.toLowerCase().includes(name.toLowerCase()));
    const isTold = own.some(({ look, messages }) => look !== undefined || messages.some(({ decides }) => decides));
    expect(isTold, own.map((product) => product.name).join()).toBe(true);
  });
});
