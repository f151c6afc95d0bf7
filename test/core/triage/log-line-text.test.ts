import { expect, test } from 'vitest';
import { RecordReader } from '../../../src/core/request/captures/record.ts';
import { readLogLine } from '../../../src/core/triage/log-line.ts';
import { kit } from '../../support/kit.ts';

const bearer = `Bearer ${kit.mint()}`;
const read = (text: string) => readLogLine(text, 7, new RecordReader());

test.each([
  ['Spring', `WARN o.s.BearerFilter - rejected Authorization: ${bearer} for GET /v1/calls -> 401`],
  ['.NET', `info: HttpClient[102] Request Headers: Authorization: ${bearer} Accept: application/json`],
  ['a map of Java', `Headers: {Authorization=${bearer}, Accept=*/*}`],
  ['HttpHeaders of Spring', `[Authorization:"${bearer}", Accept:"*/*"]`],
  ['a map of Go', `map[Accept:[*/*] Authorization:[${bearer}] Host:[a]]`],
  ['a dict of Python', `headers={'Authorization': '${bearer}'}`],
  ['nginx', `2026/11/24 10:00:00 [error] 7#7: *1 failed, authorization: "${bearer}", host: "a"`],
  ['a log of a container', JSON.stringify({ log: `401 Authorization: ${bearer}\n`, stream: 'stderr' })],
])('a line of %s', (_, text) => {
  expect(read(text)).toMatchObject({
    requests: [{ line: 7, fields: expect.arrayContaining([['Authorization', bearer]]) }],
  });
});

test('a remark behind the token is none of it', () => {
  expect(read(`Authorization: ${bearer} (expired)`)).toMatchObject({ requests: [{ authorization: bearer }] });
});

test('a time counts where its zone is written', () => {
  const at = (time: string) => read(`${time} WARN rejected Authorization: ${bearer} for GET /`).requests[0]?.sentAt;
  expect(at('2026-11-24T10:00:00Z')).toBe(Date.UTC(2026, 10, 24, 10) / 1000);
  expect(at('2026-11-24 10:00:00+02:00')).toBe(Date.UTC(2026, 10, 24, 8) / 1000);
  expect(at('2026-11-24 10:00:00')).toBeUndefined();
});

test('a line without a token stays unread', () => {
  expect(read('WARN nothing here')).toEqual({ requests: [], skipped: 'text' });
  expect(read('{"msg":"nothing"}')).toEqual({ requests: [], skipped: 'record' });
  expect(read('{"msg":')).toEqual({ requests: [], skipped: 'json' });
});
