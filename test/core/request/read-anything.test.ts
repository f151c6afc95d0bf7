import { describe, expect, it, test } from 'vitest';
import { readAnything } from '../../../src/core/request/captures/read-anything.ts';
import { readRequests } from '../../../src/core/request/captures/read-requests.ts';
import { kit } from '../../support/kit.ts';

const token = kit.mint();
const bearer = `Bearer ${token}`;

describe('a token in a wrapping', () => {
  it.each([
    ['double quotes', `"${token}"`],
    ['single quotes and a line feed', `'${token}'\n`],
    ['backticks', `\`${token}\``],
    ['typographic quotes', `\u201c${token}\u201d`],
    ['guillemets', `\u00ab${token}\u00bb`],
    ['quotes that were escaped', `\\"${token}\\"`],
    ['a member of JSON that was cut out', `"${token}",`],
    ['a fence', `\`\`\`\n${token}\n\`\`\``],
    ['a byte order mark', `\ufeff${token}`],
    ['the soft breaks of a mail', `${token.slice(0, 75)}=\r\n${token.slice(75, 150)}=\r\n${token.slice(150)}`],
    ['entities', `&quot;${token}&quot;`],
  ])('%s', (_, text) => {
    const reading = readAnything(text);
    expect(reading).toMatchObject({ kind: 'token', token });
    expect(reading.freed).not.toEqual([]);
  });

  it('none is taken off where there is none', () => {
    expect(readAnything(token)).toEqual({ kind: 'token', token, freed: [] });
    expect(readAnything('"no.jwt.here"')).toMatchObject({ kind: 'token', token: '"no.jwt.here"' });
  });
});

describe('text behind the token', () => {
  it.each([
    'for GET /v1/calls -> 401',
    '(expired)',
    '[from the cache]',
    '-> 401',
    '# the old one',
    'Accept: application/json',
    'because it ended',
  ])('%s', (behind) => {
    for (const before of ['', 'Authorization: '])
      expect(readAnything(`${before}${bearer} ${behind}`)).toMatchObject({
        kind: 'authorization',
        authorization: bearer,
      });
  });

  it('another header behind a comma', () => {
    expect(readAnything(`Authorization: ${bearer}, Content-Type: text/plain`)).toMatchObject({ authorization: bearer });
  });

  it('is left where it may be part of what was sent', () => {
    const halves = `Bearer ${token.slice(0, -40)} ${token.slice(-40)}`;
    for (const value of [`${bearer}, ${bearer}`, `${bearer} ${token}`, `${bearer} x`, `${bearer},`, halves])
      expect(readAnything(value)).toMatchObject({ kind: 'authorization', authorization: value });
  });

  it('is left in a request, where the line is what was sent', () => {
    const reading = readRequests(`GET /v1/calls HTTP/1.1\nHost: a\nAuthorization: ${bearer} (old)\n\n`);
    expect(reading).toMatchObject({
      requests: [
        {
          fields: [
            ['Host', 'a'],
            ['Authorization', `${bearer} (old)`],
          ],
        },
      ],
    });
  });
});

describe('a request in the place of a token', () => {
  test.each([
    ['curl', `curl https://api.nexmo.com/v1/calls -H 'Authorization: ${bearer}'`],
    ['curl with entities', `curl https://api.nexmo.com/v1/calls -H &quot;Authorization: ${bearer}&quot;`],
    ['raw', `GET /v1/calls HTTP/1.1\nHost: api.nexmo.com\nAuthorization: ${bearer}\n\n`],
    [
      'a fence on its own line',
      `hi all\n\`\`\`GET https://api.nexmo.com/v1/calls\nAuthorization: ${bearer}\`\`\`\nany idea?`,
    ],
    ['a line of a log', `2026-11-24T10:00:00Z WARN Filter - rejected Authorization: ${bearer} for GET /v1/calls`],
    ['a map of Java', `Headers: {Authorization=${bearer}, Accept=*/*}`],
    ['a map of Go', `map[Accept:[*/*] Authorization:[${bearer}] Host:[api.nexmo.com]]`],
    ['a dict of Python', `headers={'Authorization': '${bearer}', 'Accept': '*/*'}`],
    ['a log of a container', JSON.stringify({ log: `401 Authorization: ${bearer}\n`, stream: 'stderr', time: '' })],
  ])('%s', (_, text) => {
    const reading = readAnything(text);
    expect(reading.kind === 'requests' && reading.requests[0]?.fields).toContainEqual(['Authorization', bearer]);
  });

  test('an error with a token in JSON', () => {
    expect(readAnything(`Error: {"token":"${token}"}`)).toMatchObject({ kind: 'requests', requests: [{ token }] });
  });

  test('the host of an absolute-form is known', () => {
    expect(readRequests(`GET https://api.nexmo.com/v1/calls\nAuthorization: ${bearer}\n`)).toMatchObject({
      requests: [
        {
          target: '/v1/calls',
          fields: [
            ['Host', 'api.nexmo.com'],
            ['Authorization', bearer],
          ],
        },
      ],
    });
  });
});

test('no text makes it throw, and it is linear', () => {
  for (const part of ['"', '`', '```', '&quot;', '=\r\n', 'Authorization: ', 'eyJ', '.', '\\"', ', ', '{', 'GET / '])
    expect(() => readAnything(part.repeat(20_000))).not.toThrow();
}, 10_000);
