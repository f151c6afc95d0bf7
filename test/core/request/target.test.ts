import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readingsOf, readTarget } from '../../../src/core/request/target.ts';

describe('readTarget', () => {
  test.each([
    ['/', '/'],
    ['/v1/calls', '/v1/calls'],
    ['/v1/calls/', '/v1/calls/'],
    ['/v1/calls?x=/../y;z#', undefined],
    ['/v1/calls?x=/../%2f;//', '/v1/calls'],
    ['/v1/users/J%C3%BCrgen%20M', '/v1/users/Jürgen M'],
    ['/%76%32/secret', '/v2/secret'],
    ['/V2/SECRET', '/V2/SECRET'],
    ['/a/100%25', '/a/100%'],
    ['/a/...', '/a/...'],
    ['/a/report%2Epdf', '/a/report.pdf'],
    ['/a/x:y@z!$&()*+,=~', '/a/x:y@z!$&()*+,=~'],
  ])('%j has the path %j', (text, path) => {
    expect(readTarget(text).path).toBe(path);
  });

  test.each([
    ['/v1/things/../../v2/secret', 'dot-segment', 11, '..'],
    ['/v1/./x', 'dot-segment', 4, '.'],
    ['/v1/..', 'dot-segment', 4, '..'],
    ['/v1/things/..%2f..%2fv2/secret', 'encoded-slash', 13, '%2f'],
    ['/v1/things/%2e%2e/%2E%2e/v2/secret', 'encoded-dot', 11, '%2e%2e'],
    ['/v1/things/.%2e/v2', 'encoded-dot', 11, '.%2e'],
    ['/v1/things/%252e%252e/v2', 'double-encoding', 11, '%252e%252e'],
    ['/v1/%25%32%65', 'double-encoding', 4, '%25%32%65'],
    ['/v1/things/..;/..;/v2', 'parameter', 13, ';'],
    ['/v2/secret;x=1', 'parameter', 10, ';'],
    ['/v2/secret%3bx', 'parameter', 10, '%3b'],
    ['//v2/secret', 'empty-segment', 1, '//'],
    ['/v2//secret', 'empty-segment', 4, '//'],
    ['/v2/secret//', 'empty-segment', 11, '//'],
    ['/v2\\secret', 'backslash', 3, '\\'],
    ['/v2%5Csecret', 'backslash', 3, '%5C'],
    ['/v2/secret%00', 'control', 10, '%00'],
    ['/v2/secret%0d%0a', 'control', 10, '%0d'],
    ['/v2/sec ret', 'control', 7, ' '],
    ['/v2/sec\tret', 'control', 7, '\t'],
    ['/v2/secret#/v1/things', 'fragment', 10, '#'],
    ['/v2/secret?a=b#/v1', 'fragment', 14, '#'],
    ['/v2/%zz', 'bad-escape', 4, '%zz'],
    ['/v2/x%4', 'bad-escape', 5, '%4'],
    ['/v2/x%', 'bad-escape', 5, '%'],
    ['/v2/%c0%af', 'not-utf8', 4, '%c0%af'],
    ['/v2/\u00e9', 'not-utf8', 4, '\u00e9'],
    ['*', 'not-a-path', 0, '*'],
    ['', 'not-a-path', 0, ''],
    ['http://example.org/v1', 'not-a-path', 0, 'http://example.org/v1'],
    ['example.org:443', 'not-a-path', 0, 'example.org:443'],
    ['v1/calls', 'not-a-path', 0, 'v1/calls'],
  ])('%j is ambiguous: %s', (text, kind, at, part) => {
    expect(readTarget(text)).toEqual({ text, ambiguity: { kind, at, text: part } });
  });

  test('a path that is taken means the same to a hop that decodes it, normalises it, or leaves it', () => {
    const pieces = fc.constantFrom(
      '/',
      '.',
      '..',
      '%2e',
      '%2f',
      '%25',
      '2e',
      'a',
      'v1',
      ';',
      '\\',
      '%41',
      '?',
      '#',
      'é',
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 10 }), (chosen) => {
        const text = `/${chosen.join('')}`;
        const { path } = readTarget(text);
        if (path === undefined) return;
        const sent = text.split('?', 1)[0] as string;
        expect(decodeURIComponent(sent)).toBe(path);
        const url = new URL(`http://host${sent}`);
        expect(url.pathname).toBe(sent);
        expect(url.hash).toBe('');
        expect(path.split('/').length).toBe(sent.split('/').length);
        expect(path).not.toMatch(/%[0-9a-f]{2}|\/\/|[;\\#]/i);
      }),
      { numRuns: 5000 },
    );
  });
});

describe('the readings of an ambiguous target', () => {
  test.each([
    ['/v1/calls', ['/v1/calls']],
    ['/v1/calls/../users?page=2', ['/v1/calls/../users', '/v1/users']],
    ['/v1//calls', ['/v1//calls', '/v1/calls']],
    ['/v1/calls%2f..%2fusers', ['/v1/calls%2f..%2fusers', '/v1/calls/../users', '/v1/users']],
    ['/v1/%252e%252e/users', ['/v1/%252e%252e/users', '/v1/%2e%2e/users', '/users']],
    ['/v1/calls;v=2/CON-1', ['/v1/calls;v=2/CON-1', '/v1/calls/CON-1']],
    ['/v1\\calls', ['/v1\\calls', '/v1/calls']],
    ['/../v1/%c3%28', ['/../v1/%c3%28', '/v1/%c3%28']],
    ['/v1/%zz', []],
    ['http://example.org/v1', []],
  ])('%j: %j', (text, readings) => {
    expect(readingsOf(readTarget(text))).toEqual(readings);
  });
});
