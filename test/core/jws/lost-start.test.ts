import { expect, test } from 'vitest';
import { lostStart } from '../../../src/core/jws/lost-start.ts';
import { readToken } from '../../../src/core/jws/read-token.ts';

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const tokenOf = (header: object) => `${encode(header)}.${encode({ a: 1 })}.AAAA`;
const lost = (text: string) => lostStart(readToken(text));

test.each([
  [7, { alg: 'RS256', typ: 'JWT' }],
  // A seventh could have been of either.
  [6, { typ: 'JWT', alg: 'RS256' }],
])('up to %i characters that are missing are found: %j', (most, header) => {
  const token = tokenOf(header);
  for (let size = 1; size <= most; size++) expect(lost(token.slice(size))).toBe(token.slice(0, size));
  expect(lost(token)).toBeUndefined();
  expect(lost(token.slice(8))).toBeUndefined();
});

test('not where it would name no algorithm, or be no JSON', () => {
  expect(lost(tokenOf({ typ: 'JWT' }).slice(2))).toBeUndefined();
  expect(lost(`${encode({ alg: 'RS256' }).slice(2, -4)}.AAAA.AAAA`)).toBeUndefined();
  expect(lost(`${encode({ alg: 'RS256' }).slice(2)}!.AAAA.AAAA`)).toBeUndefined();
});

test('not where it is a whole header, whatever could stand before it', () => {
  // Behind `eyJ` it would be one that names an algorithm, too.
  const whole = readToken(`${encode({ a: 1 })}.AAAA.AAAA`);
  const segment = encode({ alg: 'RS256' }).slice(2);
  const odd = { ...whole, text: `${segment}.AAAA.AAAA`, header: { ...whole.header, start: 0, end: segment.length } };
  expect(lostStart(odd)).toBeUndefined();
  const { members: _members, ...unread } = odd.header;
  expect(lostStart({ ...odd, header: unread, faults: [] })).toBe('ey');
});

test('not where the text is no token of three parts, or too large', () => {
  const token = tokenOf({ alg: 'RS256', typ: 'JWT' }).slice(2);
  expect(lost(`${token}.AAAA`)).toBeUndefined();
  expect(lost(token.replace('.', ''))).toBeUndefined();
  expect(lostStart(readToken(token, 20))).toBeUndefined();
});
