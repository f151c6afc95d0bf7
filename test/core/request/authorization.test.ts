import { describe, expect, test } from 'vitest';
import { credentialsElsewhere, readAuthorization, readCredentials } from '../../../src/core/request/authorization.ts';
import { leastWork } from '../../support/work.ts';

const JWT = 'eyJhbGciOiJSUzI1NiJ9.eyJpYXQiOjF9.c2lnbmF0dXJl';

describe('readAuthorization', () => {
  test.each([
    ['Bearer', ' '],
    ['bearer', ' '],
    ['BEARER', '  '],
    ['bEARER', '     '],
  ])('%s and %j give the token', (scheme, spaces) => {
    const text = `${scheme}${spaces}${JWT}`;
    expect(readAuthorization(text)).toEqual({ text, scheme, rest: `${spaces}${JWT}`, token: JWT });
  });

  test.each([
    ['', 'empty', undefined],
    [' \t ', 'empty', undefined],
    [JWT, 'scheme-missing', JWT],
    ['undefined', 'scheme-missing', undefined],
    [`Bearer${JWT}`, 'scheme-glued', JWT],
    [`Bearer Bearer ${JWT}`, 'scheme-doubled', JWT],
    ['Bearer Bearer', 'scheme-doubled', undefined],
    ['Bearer bEARER', 'scheme-doubled', undefined],
    [`bearer bearer: ${JWT}`, 'scheme-doubled', JWT],
    [`Authorization: Bearer ${JWT}`, 'scheme-doubled', JWT],
    [`Token ${JWT}`, 'scheme-unknown', JWT],
    [`JWT ${JWT}`, 'scheme-unknown', JWT],
    ['Basic YWJjOmRlZg==', 'basic', undefined],
    ['basic', 'basic', undefined],
    [`Bearer\t${JWT}`, 'separator-not-space', JWT],
    [`Bearer \t${JWT}`, 'separator-not-space', JWT],
    [`Bearer\u00a0${JWT}`, 'separator-not-space', JWT],
    [`Bearer: ${JWT}`, 'separator-not-space', JWT],
    [`Bearer:${JWT}`, 'separator-not-space', JWT],
    [`Bearer=${JWT}`, 'separator-not-space', JWT],
    ['Bearer', 'token-missing', undefined],
    ['Bearer ', 'token-missing', undefined],
    ['BEARER   ', 'token-missing', undefined],
    [`Bearer "${JWT}"`, 'token-quoted', JWT],
    [`Bearer '${JWT}'`, 'token-quoted', JWT],
    [`Bearer \u201c${JWT}\u201d`, 'token-quoted', JWT],
    [`"Bearer ${JWT}"`, 'token-quoted', JWT],
    [`Bearer ${JWT}\n`, 'whitespace-inside', JWT],
    [`Bearer ${JWT} `, 'whitespace-inside', JWT],
    [` Bearer ${JWT}`, 'whitespace-inside', JWT],
    [`Bearer ${JWT.replace('.', '.\u200b')}`, 'whitespace-inside', JWT],
    [`Bearer ${JWT.slice(0, 30)}\r\n ${JWT.slice(30)}`, 'whitespace-inside', JWT],
    [`Bearer ${JWT}, Bearer ${JWT}`, 'several-values', JWT],
    [`Bearer ${JWT},${JWT}`, 'several-values', JWT],
    [`Basic YWJjOmRlZg==, Bearer ${JWT}`, 'several-values', JWT],
  ])('%j is refused: %s', (text, fault, tokenInside) => {
    const reading = readAuthorization(text);
    expect(reading).toMatchObject({ text, fault });
    expect(reading.token).toBeUndefined();
    expect(reading.tokenInside).toBe(tokenInside);
    expect((reading.scheme ?? '') + reading.rest).toBe(text);
  });

  test('what follows the scheme is the token, whatever it is', () => {
    expect(readAuthorization('Bearer undefined').token).toBe('undefined');
    expect(readAuthorization('Bearer <html>').token).toBe('<html>');
    expect(readAuthorization('Bearer BearerToken').token).toBe('BearerToken');
    expect(readAuthorization('Bearer a=b').token).toBe('a=b');
  });

  test('long fields are read in linear time', () => {
    for (const [before, filler] of [
      ['Bearer ', 'a'],
      ['Bearer ', 'a.'],
      ['x', ' '],
    ] as const) {
      const read = (size: number) => () => readAuthorization(`${before}${filler.repeat(size / filler.length)},`);
      // Eight times the text is about eight times the work; what is quadratic takes seconds, and sixty-four times.
      expect(leastWork(read(800_000)), filler).toBeLessThan(16 * leastWork(read(100_000)) + 50);
    }
  });
});

describe('readCredentials', () => {
  test('reads the one Authorization line, whatever the case of its name', () => {
    for (const name of ['Authorization', 'authorization', 'AUTHORIZATION']) {
      expect(
        readCredentials([
          ['Host', 'x'],
          [name, `Bearer ${JWT}`],
        ]),
      ).toMatchObject({ token: JWT, lines: 1 });
    }
  });

  test('null where there is none', () => {
    expect(
      readCredentials([
        ['Proxy-Authorization', `Bearer ${JWT}`],
        ['Authorization_', 'Bearer x'],
      ]),
    ).toBeNull();
  });

  test('two lines are never a token, not even twice the same or one empty', () => {
    for (const [one, other] of [
      [`Bearer ${JWT}`, `Bearer ${JWT}`],
      ['', `Bearer ${JWT}`],
      [`Bearer ${JWT}`, 'Basic YTpi'],
    ] as const) {
      const reading = readCredentials([
        ['authorization', one],
        ['Authorization', other],
      ]);
      expect(reading).toMatchObject({ fault: 'several-values', lines: 2, tokenInside: JWT });
      expect(reading).not.toHaveProperty('token');
    }
  });

  test('names other credentials and does not use them', () => {
    const fields = [
      ['Authorization', `Bearer ${JWT}`],
      ['X-Authorization', 'y'],
      ['Cookie', `a=b; jwt=${JWT}`],
    ] as const;
    expect(readCredentials(fields, '/v1/calls?API_KEY=k&api_secret=s&x=1')?.alsoIn).toEqual([
      'x-authorization',
      'cookie:jwt',
      'query:api_key',
      'query:api_secret',
    ]);
    expect(readCredentials([['Authorization', `Bearer ${JWT}`]], '/v1/calls?page=1')).not.toHaveProperty('alsoIn');
    expect(credentialsElsewhere([], '/v1/calls?access_token=x&access_token=y')).toEqual(['query:access_token']);
  });
});
