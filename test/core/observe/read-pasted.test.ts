import { describe, expect, test } from 'vitest';
import { readPasted, reportIdIn, reportIn } from '../../../src/core/observe/read-pasted.ts';

const ID = '0b6308c7-86cb-4dd7-8367-23ee860071cd';
const SHORT = '3f6b2a1d58c44e0b';
const URL = `http://127.0.0.1:4401/reports/${ID}`;
const BODY = { status: 401, instance: ID, cause: 'not-a-jwt', report: URL, fix: { steps: ['…'] } };

describe('the report of a rejection, in whatever somebody has of it', () => {
  test.each([
    ['the body', JSON.stringify(BODY)],
    ['the body, indented', JSON.stringify(BODY, null, 2)],
    ['the body as a string in a log', JSON.stringify({ error: JSON.stringify(BODY) })],
    ['a body without an address', JSON.stringify({ ...BODY, report: null })],
    ['an address', URL],
    ['an address with more behind it', `see ${URL}?from=ticket, please`],
    ['a page', `https://mintmark.example/requests/${ID}`],
    ['a whole response', `HTTP/1.1 401 Unauthorized\r\ncontent-type: application/json\r\n\r\n${JSON.stringify(BODY)}`],
  ])('%s', (_, text) => {
    expect(reportIn(text)?.id).toBe(ID);
    expect(reportIdIn(text)).toBe(ID);
    expect(readPasted(text).report?.id).toBe(ID);
  });

  test.each([
    [ID, ID],
    [`  "${ID}",`, ID],
    [`Report ${SHORT}`, SHORT],
    [`http://a/reports/${SHORT}`, SHORT],
    ['401 Unauthorized', undefined],
    [`${ID}a`, undefined],
    ['deadbeefdeadbeefdeadbeefdeadbeef', undefined],
    [`http://a/reports/${ID}-and-more`, undefined],
  ])('an id in %s', (text, id) => {
    expect(reportIdIn(text)).toBe(id);
  });

  test('an instance alone is of any server: no report is read from it', () => {
    expect(reportIn(JSON.stringify({ instance: ID }))).toBeUndefined();
    expect(readPasted(ID).report).toBeUndefined();
  });
});
