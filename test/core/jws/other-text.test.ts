import { expect, test } from 'vitest';
import { recogniseOtherText } from '../../../src/core/jws/other-text.ts';

const UUID = '7c9e6679-7425-40de-944b-e07fc1f90ae7';

test.each([
  [
    'unset-variable',
    [
      'undefined',
      'null',
      'None',
      'nil',
      'NaN',
      'true',
      'false',
      '[object Object]',
      '[object Promise',
      '[object ]',
      ' null\n',
    ],
  ],
  [
    'unexpanded-text',
    ['$(cat token)', `$\{TOKEN}`, '$TOKEN', `Bearer $\{TOKEN}`, '`cat token`', '{{ token }}', 'a {{b', '%TOKEN%'],
  ],
  ['html', ['<!DOCTYPE html>', '<html>', '<head>', '<body class="a">', '<?xml version="1.0"?>']],
  [
    'placeholder',
    [
      '<token>',
      'token>',
      '<token',
      'put your token here',
      'your_token',
      'your-jwt',
      'xxx',
      'XXXX.yyyy',
      'jwt',
      'the_jwt',
      'the-token',
      'Token',
      'access_token',
      'access-token',
      'accesstoken',
      'bearer',
    ],
  ],
  ['json', ['{"token":1}', '[1]', '"{}"', "'{", '"[']],
  ['pem', ['-----BEGIN PRIVATE KEY-----', 'key: -----BEGIN X']],
  [
    'path',
    [
      '/tmp/token',
      './token',
      '../token',
      '~/token',
      'C:\\token',
      'token.jwt',
      'a.b.txt',
      'private.key',
      'a.pem',
      'a.json',
    ],
  ],
  ['uuid', [UUID, UUID.toUpperCase()]],
] as const)('%s', (kind, texts) => {
  for (const text of texts) expect(recogniseOtherText(text), text).toBe(kind);
});

test.each([
  '',
  'hello',
  'a undefined',
  'a <html> b',
  'a {1}',
  'xa.b xxx',
  'the bearer of',
  '> a',
  'a.jwt b',
  'undefined1',
  'nullable',
  'annull',
  'US$TOKEN',
  'a`b',
  '%TOKEN',
  'TOKEN%',
  '%TOKEN% b',
  '%%',
  'a%TOKEN%',
  'yours',
  'detour',
  'xx',
  'axxx',
  'mytoken',
  'token1',
  'a{b',
  '-----END',
  'a/b',
  'a~/b',
  'token.jwts',
  'token.jwt.x',
  `${UUID}0`,
  `0${UUID}`,
  'eyJhbGciOiJSUzI1NiJ9.eyJhIjoxfQ.AAAA',
])('%j is nothing known', (text) => {
  expect(recogniseOtherText(text)).toBeUndefined();
});

test('the first 200 characters tell', () => {
  expect(recogniseOtherText(`${'a'.repeat(198)}{{`)).toBe('unexpanded-text');
  expect(recogniseOtherText(`${'a'.repeat(199)}{{`)).toBeUndefined();
  expect(recogniseOtherText(`\n \n<html>`)).toBe('html');
});
