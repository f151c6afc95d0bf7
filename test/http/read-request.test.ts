import { describe, expect, test } from 'vitest';
import { type CheckedRequest, readRequest } from '../../src/http/gate/read-request.ts';

const FIELDS = [['Authorization', 'Bearer x']] as const;

describe('a request is taken as a framework has it', () => {
  test.each([
    ['its parts', { fields: FIELDS, method: 'GET', target: '/a?b' }],
    ['of node:http', { rawHeaders: FIELDS.flat(), method: 'GET', url: '/a?b' }],
    ['of Express, mounted', { rawHeaders: FIELDS.flat(), method: 'GET', url: '/', originalUrl: '/a?b' }],
  ])('%s', (_name, request) => {
    expect(readRequest(request as CheckedRequest)).toEqual({ fields: FIELDS, method: 'GET', target: '/a?b' });
  });

  test('of the Web', () => {
    const request = new Request('http://localhost/a?b#c', { headers: { Authorization: 'Bearer x' } });
    expect(readRequest(request)).toEqual({
      fields: [['authorization', 'Bearer x']],
      method: 'GET',
      target: '/a?b',
    });
  });

  test('without method and target, for which nothing is made up', () => {
    expect(readRequest({ fields: FIELDS })).toEqual({ fields: FIELDS });
    expect(readRequest({ rawHeaders: [] })).toEqual({ fields: [] });
  });
});

test.each([
  [undefined, 'fields: expected header lines as an array of [name, value] pairs, received undefined'],
  [null, 'fields: expected header lines as an array of [name, value] pairs, received undefined'],
  [{}, /^fields: .* received undefined$/],
  [{ headers: { authorization: 'Bearer s3cret' } }, /^fields: .* received undefined$/],
  [{ fields: new Headers({ authorization: 'Bearer s3cret' }) }, /received an object with no members of its own$/],
  [{ fields: { authorization: 'Bearer s3cret' } }, /received an object with authorization$/],
  [
    { fields: [{ name: 'authorization', value: 'Bearer s3cret' }] },
    'fields: expected each header line as a pair of strings, [name, value], received an object with name, value',
  ],
  [{ fields: ['authorization', 'Bearer s3cret'] }, /pair of strings, \[name, value\], received string$/],
  [{ fields: [['authorization', undefined]] }, /received an array of 2$/],
  [{ fields: [['authorization', 'Bearer s3cret', 'more']] }, /received an array of 3$/],
  [{ fields: [], target: 7 }, 'target: expected a string, received number'],
  [{ fields: [], method: null }, 'method: expected a string, received null'],
  [{ fields: [], path: '/a' }, 'request: expected fields, method and target, received a member path'],
])('what is no request is named: %o', (request, words) => {
  const reading = () => readRequest(request as never);
  expect(reading).toThrow(TypeError);
  expect(reading).toThrow(words);
  expect(reading).not.toThrow(/s3cret/);
});
