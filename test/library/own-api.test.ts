import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { type GateOptions, gate } from '../../src/gate.ts';
import { createVerifier, diagnose, mint, type ProfileDocument, verify } from '../../src/jwt.ts';

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const p256 = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const ed25519 = generateKeyPairSync('ed25519');
const AUDIENCE = 'https://api.lamp.example';
const ISSUER = 'https://id.lamp.example/';
const USUAL = { iss: ISSUER, aud: AUDIENCE, sub: 'ada', scope: 'lamps:read' };

const jwk = (key: KeyObject, kid: string) => ({ ...key.export({ format: 'jwk' }), kid });
const jwks = { keys: [jwk(rsa.publicKey, 'r1'), jwk(p256.publicKey, 'p1'), jwk(ed25519.publicKey, 'e1')] };

function signed(claims: object = {}, options: object = {}, key = rsa.privateKey): string {
  return mint({ ...USUAL, ...claims }, key as never, { kid: 'r1', ...options });
}

/** The cause of the rejection, or the identity. */
async function asked(options: GateOptions, token: string) {
  const checked = await gate(options).check({ fields: [['Authorization', `Bearer ${token}`]] });
  return checked.ok ? checked.identity : JSON.parse(checked.answer.body).cause;
}

/** `mint` always sets exp: a token that says nothing of its end is made of one that does. */
function withoutExp(): string {
  const header = { alg: 'RS256', kid: 'r1' };
  return signedParts(header, { ...USUAL, iat: Math.floor(Date.now() / 1000) });
}

function signedParts(header: object, claims: object): string {
  const text = [header, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
  return `${text}.${sign('sha256', Buffer.from(text), rsa.privateKey).toString('base64url')}`;
}

describe('a gate of the profile jwt', () => {
  const options: GateOptions = { profile: 'jwt', jwks, issuer: ISSUER, audience: AUDIENCE };

  test('takes a token of each key of the set, and hands its claims over', async () => {
    for (const [alg, key, kid] of [
      ['RS256', rsa.privateKey, 'r1'],
      ['ES256', p256.privateKey, 'p1'],
      ['EdDSA', ed25519.privateKey, 'e1'],
    ] as const) {
      const identity = await asked(options, signed({}, { alg, kid }, key));
      expect(identity).toMatchObject({ applicationId: ISSUER, subject: 'ada', claims: { scope: 'lamps:read' } });
    }
  });

  test.each<[what: string, token: string, cause: string]>([
    ['for another audience', signed({ aud: 'https://web.lamp.example' }), 'audience-not-expected'],
    ['of another issuer', signed({ iss: 'https://id.lamp.example' }), 'issuer-not-expected'],
    ['without exp', withoutExp(), 'claim-missing'],
    ['bound by DPoP', signed({ cnf: { jkt: 'x' } }), 'token-of-other-kind'],
    ['bound to a certificate', signed({ cnf: { 'x5t#S256': 'x' } }), 'token-of-other-kind'],
    ['of the type logout+jwt', signed({}, { typ: 'logout+jwt' }), 'token-of-other-kind'],
    ['of the type secevent+jwt', signed({}, { typ: 'secevent+jwt' }), 'token-of-other-kind'],
    ['of the type dpop+jwt', signed({}, { typ: 'dpop+jwt' }), 'token-of-other-kind'],
    [
      'of a key that is not in the set',
      signed({}, {}, generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey),
      'signed-by-unknown-key',
    ],
  ])('refuses a token %s', async (_, token, cause) => {
    expect(await asked(options, token)).toBe(cause);
  });

  test('takes what it is told to take', async () => {
    expect(await asked({ ...options, allowMissingExp: true }, withoutExp())).toMatchObject({ subject: 'ada' });
    expect(await asked({ ...options, audience: false }, signed({ aud: 'x' }))).toMatchObject({ subject: 'ada' });
    expect(await asked({ ...options, audience: ['x', AUDIENCE] }, signed())).toMatchObject({ subject: 'ada' });
    expect(await asked(options, signed({}, { typ: 'at+jwt' }))).toMatchObject({ subject: 'ada' });
  });

  test('takes only the types and algorithms that it is told to take', async () => {
    const strict: GateOptions = { ...options, typ: 'at+jwt', algorithms: ['ES256'] };
    const access = { alg: 'ES256', kid: 'p1', typ: 'application/at+jwt' };
    expect(await asked(strict, signed({}, access, p256.privateKey))).toMatchObject({ subject: 'ada' });
    expect(await asked(strict, signed({}, { ...access, typ: 'JWT' }, p256.privateKey))).toBe('token-of-other-kind');
    expect(await asked(strict, signed({}, { typ: 'at+jwt' }))).toBe('algorithm-not-allowed');
  });

  test('holds a key to the algorithm that its JWK names', async () => {
    const set = { keys: [{ ...jwk(rsa.publicKey, 'r1'), alg: 'PS256' }] };
    expect(await asked({ ...options, jwks: set }, signed())).toBe('signed-by-unknown-key');
    expect(await asked({ ...options, jwks: set }, signed({}, { alg: 'PS256' }))).toMatchObject({ subject: 'ada' });
  });
});

describe("a profile of one's own", () => {
  const profile: ProfileDocument = {
    id: 'lamp',
    algorithms: ['ES256'],
    identity: 'client_id',
    required: ['exp', 'aud'],
    audiences: [AUDIENCE],
    issuers: [ISSUER],
    lifetimeSeconds: 900,
  };
  const es = { alg: 'ES256', kid: 'p1' };
  const token = signed({ client_id: 'web' }, es, p256.privateKey);
  const publicKey = p256.publicKey.export({ type: 'spki', format: 'pem' }).toString();

  test('is the rule of the gate, and names whose keys are asked for', async () => {
    const ids: string[] = [];
    const application = (id: string) => {
      ids.push(id);
      return { publicKeys: [publicKey] };
    };
    expect(await asked({ profile, application }, token)).toMatchObject({ applicationId: 'web' });
    expect(ids).toEqual(['web']);
    expect(await asked({ profile, application }, signed({}, es, p256.privateKey))).toBe('claim-missing');
  });

  test('is the rule of verify, createVerifier and diagnose', () => {
    expect(verify(token, publicKey, { profile }).ok).toBe(true);
    const other = signed({ client_id: 'web', aud: 'other' }, es, p256.privateKey);
    expect(createVerifier(publicKey, { profile })(other)).toMatchObject({
      findings: [{ cause: 'audience-not-expected', certainty: 'proved' }],
    });
    expect(createVerifier(publicKey, { profile, audience: 'other' })(other).ok).toBe(true);
    expect(diagnose({ profile, token: other })).toMatchObject({ profile: 'lamp', rootCause: 'audience-not-expected' });
  });

  test('with a fault is refused, and the fault is named', () => {
    const wrong = { ...profile, id: 'github' };
    expect(() => verify(token, publicKey, { profile: wrong })).toThrow(
      'profile: /id: expected a name of its own, received github, a built-in profile. Choose another id, such as my-github.',
    );
  });
});
