import { describe, expect, it } from 'vitest';
import { readPasted } from '../../../src/core/observe/read-pasted.ts';
import { readSaid } from '../../../src/core/said/read-said.ts';

const speaks = (text: string) => readSaid(text)[0]?.product.id;

describe('the mark of a product', () => {
  it.each([
    ['IDX10223: Lifetime validation failed. The token is expired. ValidTo: x', 'dotnet'],
    ["IDX12709: CanReadToken() returned false. JWT is not well formed: 'abc='.", 'dotnet'],
    ['JWT::VerificationError: Signature verification failed', 'ruby-jwt'],
    ['jwt.exceptions.InvalidSignatureError: Signature verification failed', 'pyjwt'],
    ['{"code":"PGRST301","message":"JWSError JWSInvalidSignature"}', 'postgrest'],
  ])('%s: %s', (text, product) => {
    expect(speaks(text)).toBe(product);
  });

  it('counts on its own line alone', () => {
    expect(readSaid('IDX10223: expired\nThe token is expired').map(({ product }) => product.id)).toContain(
      'lcobucci-jwt',
    );
  });
});

describe('a refusal in a word or two', () => {
  it.each([
    ['401', 401],
    ['401 Unauthorized', 401],
    ['HTTP 403', 403],
    ['status code: 404', 404],
    ['Error: 401 Unauthorized', 401],
    ['Unauthorized', 401],
    ['AccessDenied', 403],
  ])('%s is an answer with the status %i', (text, status) => {
    expect(readPasted(text)).toMatchObject({ kind: 'answer', response: { status, body: text } });
  });

  it.each(['invalid_token', 'PGRST301', 'JsonWebTokenError'])('%s was said', (text) => {
    expect(readPasted(text)).toMatchObject({ kind: 'said', said: text });
  });

  it.each(['hello', '4011', 'abc401', 'a1b2c3d4'])('%s is none', (text) => {
    expect(readPasted(text).kind).toBe('token');
  });
});
