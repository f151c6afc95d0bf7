import { generateKeyPairSync, randomUUID, sign } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { createVerifier, type MintOptions, mint, type VerifyOptions, verify } from '../../src/jwt.ts';

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const ID = '7c9e6679-7425-40de-944b-e07fc1f90ae7';
const minting = (options: unknown) => () => mint({ application_id: ID }, privateKey, options as MintOptions);
const verifying = (options: unknown) => () => createVerifier(publicKey, options as VerifyOptions);

describe('an option that is not ours is refused, never ignored', () => {
  test.each([
    [
      'expiresIn',
      'options: there is no option expiresIn; ttlSeconds is meant: a number of seconds, such as 900 for 15 minutes',
    ],
    ['algorithm', 'options: there is no option algorithm; alg is meant'],
    ['keyid', 'options: there is no option keyid; kid is meant'],
    ['audience', 'options: there is no option audience; set the claim aud'],
    ['issuer', 'options: there is no option issuer; set the claim iss'],
    ['ttlsecond', 'options: there is no option ttlsecond; ttlSeconds is meant'],
    ['header', 'options: there is no option header; there are ttlSeconds, alg, kid, typ'],
    ['constructor', 'options: there is no option constructor; there are ttlSeconds, alg, kid, typ'],
  ])('mint: %s', (name, words) => {
    expect(minting({ [name]: 'x' })).toThrow(new TypeError(words));
  });

  test.each([
    ['clockTolerance', 'options: there is no option clockTolerance; skewSeconds is meant, in seconds'],
    ['ignoreExpiration', /always rejected/],
    ['subject', 'options: there is no option subject; compare claims.sub of the result'],
    ['audiences', 'options: there is no option audiences; audience is meant'],
    ['complete', /there are profile, algorithms, issuer, audience, skewSeconds, now, method, target$/],
  ])('verify: %s', (name, words) => {
    expect(verifying({ [name]: 'x' })).toThrow(TypeError);
    expect(verifying({ [name]: 'x' })).toThrow(words);
  });

  test('also where its value is undefined', () => {
    expect(verifying({ audiences: undefined })).toThrow(/audience is meant/);
  });
});

describe('an option of a type that cannot be right', () => {
  test.each([
    ['RS256', 'options: expected an object with ttlSeconds, alg, kid, typ, received a string'],
    [
      null,
      'options: expected an object with ttlSeconds, alg, kid, typ, received null: is the environment variable set?',
    ],
    [[], 'options: expected an object with ttlSeconds, alg, kid, typ, received an array'],
    [{ kid: 7 }, 'kid: expected a string, received a number'],
    [{ alg: ['RS256'] }, 'alg: expected the name of a JWS algorithm, such as RS256, received an array'],
    [{ ttlSeconds: '15m' }, /^ttlSeconds: expected a number of seconds/],
  ])('mint: %j', (options, words) => {
    expect(minting(options)).toThrow(TypeError);
    expect(minting(options)).toThrow(words);
  });

  test.each([
    ['RS256', /^options: expected an object with profile/],
    [['RS256'], /^options: expected an object with profile/],
    [{ skewSeconds: '30' }, 'skewSeconds: expected a number of seconds, received a string'],
    [{ skewSeconds: -1 }, 'skewSeconds: expected a number of seconds, received -1'],
    [{ skewSeconds: Number.NaN }, 'skewSeconds: expected a number of seconds, received NaN'],
    [{ now: new Date() }, /^now: expected a number of seconds since 1970-01-01 UTC, received an object/],
    [{ now: Number.POSITIVE_INFINITY }, /^now: expected .* received Infinity/],
    [{ target: new URL('http://localhost/') }, /^target: expected path and query/],
    [{ method: 7 }, 'method: expected the method of the request, received a number'],
    [{ algorithms: 7 }, 'algorithms: expected a string, or several in an array, received a number'],
    [{ algorithms: [] }, 'algorithms: expected a string, or several in an array, received an array'],
    [{ algorithms: ['none'] }, /^algorithms: the profile jwt takes RS256, .*, received "none"$/],
    [{ issuer: '' }, 'issuer: expected a string, or several in an array, received an empty string: is the'],
    [{ issuer: null }, 'issuer: expected a string, or several in an array, received null: is the environment'],
    [{ audience: [] }, 'audience: expected a string, or several in an array, received an array'],
    [{ audience: ['a', undefined] }, 'audience: expected a string, or several in an array, received undefined: is the'],
    [{ profile: 'nobody' }, 'profile: expected the id of a profile, received "nobody"'],
    [{ profile: '' }, 'profile: expected the id of a profile, received an empty string: is the environment'],
  ])('verify: %j', (options, words) => {
    expect(verifying(options)).toThrow(TypeError);
    expect(verifying(options)).toThrow(words);
  });
});

/** Signs what `mint` refuses as well. */
function signed(claims: object): string {
  const now = Math.floor(Date.now() / 1000);
  const segment = (members: object) => Buffer.from(JSON.stringify(members)).toString('base64url');
  const payload = { iat: now, exp: now + 900, jti: randomUUID(), ...claims };
  const input = `${segment({ alg: 'RS256', typ: 'JWT' })}.${segment(payload)}`;
  return `${input}.${sign('sha256', Buffer.from(input), privateKey).toString('base64url')}`;
}

describe('issuer and audience', () => {
  const judge = (claims: object, options: VerifyOptions) => {
    const result = verify(signed(claims), publicKey, options);
    return result.ok ? 'accepted' : result.findings[0].cause;
  };
  const ISSUER = 'https://issuer.example/';
  const AUDIENCE = 'https://api.example';

  test('the right ones pass, as text and as one of several', () => {
    const claims = { iss: ISSUER, aud: AUDIENCE };
    for (const options of [
      { issuer: ISSUER },
      { audience: AUDIENCE },
      { issuer: ISSUER, audience: AUDIENCE },
      { issuer: ['other', ISSUER], audience: [AUDIENCE, 'other'] },
      { issuer: ISSUER, audience: AUDIENCE, profile: 'jwt' },
    ]) {
      expect(judge(claims, options)).toBe('accepted');
    }
    expect(judge({ aud: ['other', AUDIENCE] }, { audience: AUDIENCE })).toBe('accepted');
    expect(judge({ application_id: ID, aud: 'me' }, { profile: 'vonage', audience: 'me' })).toBe('accepted');
  });

  test.each([
    [{}, 'claim-missing'],
    [{ aud: '' }, 'claim-missing'],
    [{ aud: null }, /^claim-(?:missing|type-wrong)$/],
    [{ aud: 'other' }, 'audience-not-expected'],
    [{ aud: [] }, 'audience-not-expected'],
    [{ aud: ['other', 'more'] }, 'audience-not-expected'],
    [{ aud: `${AUDIENCE}/` }, 'audience-not-expected'],
    [{ aud: AUDIENCE.toUpperCase() }, 'audience-not-expected'],
    [{ aud: ` ${AUDIENCE}` }, 'audience-not-expected'],
    [{ aud: `${AUDIENCE}\n` }, 'audience-not-expected'],
    [{ aud: { [AUDIENCE]: true } }, 'claim-type-wrong'],
    [{ aud: true }, 'claim-type-wrong'],
    [{ aud: [[AUDIENCE]] }, 'claim-type-wrong'],
  ])('a token of another audience is rejected: %j', (claims, cause) => {
    expect(judge(claims, { audience: AUDIENCE })).toMatch(cause);
    expect(judge({ application_id: ID, ...claims }, { audience: AUDIENCE, profile: 'vonage' })).toMatch(cause);
  });

  test.each([
    [{}, 'claim-missing'],
    [{ iss: null }, /^claim-(?:missing|type-wrong)$/],
    [{ iss: '' }, 'claim-missing'],
    [{ iss: 7 }, /^(?:claim-type-wrong|identity-claim-mistaken)$/],
    [{ iss: true }, 'claim-type-wrong'],
    [{ iss: [ISSUER] }, 'claim-type-wrong'],
    [{ iss: { [ISSUER]: true } }, 'claim-type-wrong'],
    [{ iss: 'https://issuer.example' }, 'issuer-not-expected'],
    [{ iss: `${ISSUER}x` }, 'issuer-not-expected'],
    [{ iss: `x${ISSUER}` }, 'issuer-not-expected'],
    [{ iss: 'https://issuerXexample/' }, 'issuer-not-expected'],
    [{ iss: `other|${ISSUER}` }, 'issuer-not-expected'],
  ])('a token of another issuer is rejected: %j', (claims, cause) => {
    expect(judge(claims, { issuer: ISSUER })).toMatch(cause);
    expect(judge({ application_id: ID, ...claims }, { issuer: [ISSUER], profile: 'vonage' })).toMatch(cause);
  });

  test('a number is no issuer, however it is written', () => {
    expect(judge({ iss: '7' }, { issuer: '7' })).toBe('accepted');
    expect(judge({ iss: 7 }, { issuer: '7' })).toBe('claim-type-wrong');
  });

  test('the audiences of a provider are not the ones that were asked for', () => {
    const claims = { iss: 'a', sub: 'b', aud: 'account.docusign.com', scope: 'signature impersonation' };
    expect(judge(claims, { profile: 'docusign', audience: 'mine', algorithms: ['RS256'] })).not.toBe('accepted');
  });
});
