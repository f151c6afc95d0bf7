import { expect, test } from 'vitest';
import { readToken } from '../../../src/core/jws/read-token.ts';
import { spanOf, spanOfBytes } from '../../../src/core/jws/span.ts';

test('spanOfBytes gives the characters that carry these bytes, no fewer and no more', () => {
  const bytes = Uint8Array.from({ length: 10 }, (_, at) => at * 23);
  const encoded = Buffer.from(bytes).toString('base64url');
  const text = `..${encoded}..`;
  const part = { start: 2, end: 2 + encoded.length };
  for (let from = 0; from < 10; from++) {
    for (let to = from + 1; to <= 10; to++) {
      const expected = [...encoded].flatMap((_, at) => (at * 6 < to * 8 && (at + 1) * 6 > from * 8 ? [at] : []));
      const { start, end } = spanOfBytes(text, part, from, to);
      expect([start, end]).toEqual([2 + (expected[0] ?? 0), 3 + (expected.at(-1) ?? 0)]);
    }
  }
});

test('no bytes are the character at which they would begin', () => {
  expect(spanOfBytes('AAAAAAAA', { start: 0, end: 8 }, 3, 3)).toEqual({ start: 4, end: 5 });
});

test('bytes that the part does not reach end where it ends', () => {
  expect(spanOfBytes('AAAA....', { start: 0, end: 4 }, 1, 30)).toEqual({ start: 1, end: 4 });
  expect(spanOfBytes('AAAA....', { start: 0, end: 4 }, 9, 30)).toEqual({ start: 4, end: 4 });
});

test('blanks inside are no characters of it', () => {
  expect(spanOfBytes('A \nAA A', { start: 0, end: 7 }, 0, 3)).toEqual({ start: 0, end: 7 });
  expect(spanOfBytes('A \nAA A', { start: 0, end: 7 }, 1, 2)).toEqual({ start: 3, end: 5 });
});

test('a pointer gives a member with its name, an item without one', () => {
  const token = readToken(`${Buffer.from('{"ab":[11,22]}').toString('base64url')}.e30.AAAA`);
  const bytes = (from: number, to: number) => spanOfBytes(token.text, token.header, from, to);
  expect(spanOf(token, { part: 'header', pointer: '/ab' })).toEqual(bytes(1, 13));
  expect(spanOf(token, { part: 'header', pointer: '/ab/1' })).toEqual(bytes(10, 12));
});

test('a pointer that leads nowhere, or a part that has no text, gives the part', () => {
  const token = readToken(`${Buffer.from('{"a":1}').toString('base64url')}./w.AAAA`);
  const { start, end } = token.header;
  expect(spanOf(token, { part: 'header', pointer: '/b' })).toEqual({ start, end });
  expect(spanOf(token, { part: 'header', pointer: '' })).toEqual({ start, end });
  expect(spanOf(token, { part: 'header', pointer: null })).toEqual({ start, end });
  expect(spanOf(token, { part: 'payload', pointer: '/a' })).toEqual({
    start: token.payload.start,
    end: token.payload.end,
  });
  expect(spanOf(token, {})).toEqual({ start: 0, end: token.text.length });
});
