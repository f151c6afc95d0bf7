import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type MintClaims, type MintOptions, mintToken } from '../../src/actions/mint-token.ts';
import { readToken, signingInput } from '../../src/core/jws/read-token.ts';

const NOW = 1_795_514_553;
const signed: string[] = [];
const parts = {
  clock: { now: () => NOW + 0.75 },
  entropy: { uuid: () => '0b3f0b1e-6c1d-4a43-9b1c-1f2e3d4c5b6a', bytes: (count: number) => new Uint8Array(count) },
  sign: (alg: string, input: string) => {
    signed.push(`${alg} ${input}`);
    return Uint8Array.of(1, 2, 3);
  },
};
const mint = (claims: object, options: object = {}) => mintToken(claims as MintClaims, options as MintOptions, parts);
const ID = 'f1b1a3c4-0d3e-4f6b-8f1e-3f2b9c8d7e6f';

describe('mintToken', () => {
  test('fills in iat, jti and exp', () => {
    const token = mint({ application_id: ID });
    const reading = readToken(token);
    expect(reading.faults).toEqual([]);
    expect(reading.header.members).toEqual({ alg: 'RS256', typ: 'JWT' });
    expect(reading.payload.members).toEqual({
      application_id: ID,
      iat: NOW,
      jti: parts.entropy.uuid(),
      exp: NOW + 900,
    });
    expect(signed.at(-1)).toBe(`RS256 ${signingInput(reading)}`);
    expect(token.endsWith('.AQID')).toBe(true);
  });

  test('keeps what it is given', () => {
    const claims = {
      application_id: ID,
      iat: NOW - 60,
      nbf: NOW,
      jti: 'one',
      sub: 'Jürgen',
      acl: { paths: { '/*/calls/**': { methods: ['GET'] } } },
      extra: { nested: [1, null, 'é'] },
    };
    const reading = readToken(mint(claims, { ttlSeconds: 120, alg: 'ES256', kid: 'k1' }));
    expect(reading.header.members).toEqual({ alg: 'ES256', typ: 'JWT', kid: 'k1' });
    expect(reading.payload.members).toEqual({ ...claims, exp: NOW + 60 });
    expect(readToken(mint({ ...claims, exp: NOW + 5 })).payload.members).toMatchObject({ exp: NOW + 5 });
  });

  test.each([
    ['claims', [], 'expected an object, received an array'],
    ['application_id', { application_id: undefined }, 'received nothing'],
    ['application_id', { application_id: '' }, 'received an empty one'],
    ['application_id', { application_id: ' \n' }, 'received an empty one'],
    ['application_id', { application_id: `${ID}\n` }, 'no spaces or line breaks'],
    ['application_id', { application_id: 7 }, 'received a number'],
    ['iat', { iat: String(NOW) }, 'seconds since 1970-01-01 UTC, received a string'],
    ['iat', { iat: NOW * 1000 + 5 }, `which is milliseconds: divide it, and round it down to ${NOW}`],
    ['iat', { iat: Number.NaN }, 'out of range'],
    ['exp', { exp: 900 }, 'which is a duration (15 min): add it to the time'],
    ['exp', { exp: NOW }, 'a time after iat'],
    ['exp', { exp: NOW - 1 }, 'a time after iat (2026-11-24 10:02:33 UTC), received 2026-11-24 10:02:32 UTC'],
    ['nbf', { nbf: null }, 'received null'],
    ['sub', { sub: '' }, 'received an empty one'],
    ['jti', { jti: 5 }, 'received a number'],
    ['acl', { acl: '{"paths":{}}' }, 'received a string'],
    ['acl/paths', { acl: {} }, 'received nothing'],
  ])('refuses %s of %j', (name, claims, message) => {
    const minting = () => mint(Array.isArray(claims) ? claims : { application_id: ID, ...claims });
    expect(minting).toThrow(TypeError);
    expect(minting).toThrow(message);
    expect(minting).toThrow(new RegExp(`^${name}: `));
  });

  test.each([
    [900_000, 'if that is milliseconds, 900 is meant'],
    [86_401, 'from 1 to 86400 (24 hours), received 86401'],
    [0, 'received 0'],
    [-5, 'received -5'],
    [Number.NaN, 'received NaN'],
    ['15m', 'received a string'],
    [null, 'received null'],
  ])('refuses ttlSeconds %j', (ttlSeconds, message) => {
    expect(() => mint({ application_id: ID }, { ttlSeconds })).toThrow(message);
    expect(() => mint({ application_id: ID }, { ttlSeconds })).toThrow(TypeError);
  });

  test('exp and ttlSeconds exclude each other', () => {
    expect(() => mint({ application_id: ID, exp: NOW + 60 }, { ttlSeconds: 60 })).toThrow('received both');
  });

  test('24 hours are allowed', () => {
    expect(readToken(mint({ application_id: ID }, { ttlSeconds: 86_400 })).payload.members?.['exp']).toBe(NOW + 86_400);
  });

  test('any claims that it takes give a strict token that reads back', () => {
    const extra = fc.dictionary(fc.string({ unit: 'grapheme' }), fc.jsonValue({ maxDepth: 4 }), { maxKeys: 4 });
    fc.assert(
      fc.property(extra, (claims) => {
        const own = Object.fromEntries(Object.entries(claims).map(([name, value]) => [`x-${name}`, value]));
        const reading = readToken(mint({ ...own, application_id: ID }), 1e6);
        expect(reading.faults).toEqual([]);
        expect(reading.payload.members).toMatchObject(JSON.parse(JSON.stringify(own)));
      }),
    );
  });
});
