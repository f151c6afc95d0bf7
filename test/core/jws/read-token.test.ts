import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readStrictToken } from '../../../src/core/jws/read-strict-token.ts';
import { readAnyToken, readToken, signingInput } from '../../../src/core/jws/read-token.ts';
import { spanOf } from '../../../src/core/jws/span.ts';
import { leastWork } from '../../support/work.ts';

const encode = (text: string | Uint8Array) => Buffer.from(text).toString('base64url');
const HEADER = '{"alg":"RS256","typ":"JWT"}';
const PAYLOAD = '{"application_id":"a","iat":1}';
const tokenOf = (header: string | Uint8Array, payload: string | Uint8Array) =>
  `${encode(header)}.${encode(payload)}.${encode('signature')}`;

describe('readToken', () => {
  test('a strict token has no fault', () => {
    const text = tokenOf(HEADER, PAYLOAD);
    const reading = readToken(text);
    expect(reading.faults).toEqual([]);
    expect(reading.header).toMatchObject({ start: 0, end: 36, text: HEADER, members: { alg: 'RS256', typ: 'JWT' } });
    expect(reading.payload).toMatchObject({ text: PAYLOAD, members: { application_id: 'a', iat: 1 } });
    expect(text.slice(reading.signature.start, reading.signature.end)).toBe(encode('signature'));
    expect(Buffer.from(reading.signature.bytes ?? []).toString()).toBe('signature');
    expect(signingInput(reading)).toBe(text.slice(0, text.lastIndexOf('.')));
  });

  test.each([
    ['', 1, ['header']],
    ['undefined', 1, []],
    ['aaaa.bbbb', 2, []],
    ['aaaa.', 2, ['payload']],
    ['.', 2, ['header', 'payload']],
    ['aaaa.bbbb.cccc.dddd', 4, []],
    ['aaaa.bbbb.cccc.', 4, []],
    ['aaaa.bbbb.cccc.dddd.eeee', 5, []],
  ])('%j has the wrong number of parts', (text, count, empty) => {
    const { faults } = readToken(text);
    expect(faults[0]).toEqual({ kind: 'part-count', count });
    expect(faults.flatMap((fault) => (fault.kind === 'part-empty' ? [fault.part] : []))).toEqual(empty);
  });

  test('three parts may be empty', () => {
    expect(readToken('..').faults).toEqual([
      { kind: 'part-empty', part: 'header' },
      { kind: 'part-empty', part: 'payload' },
      { kind: 'part-empty', part: 'signature' },
    ]);
  });

  test('reads on behind a fault of the encoding', () => {
    const text = `${encode(HEADER)}.${Buffer.from(PAYLOAD).toString('base64')}=.c2ln bmF0dXJl`;
    const reading = readToken(text);
    expect(reading.faults).toEqual([
      { kind: 'base64url', part: 'payload', reason: 'padding', at: text.indexOf('=') },
      { kind: 'base64url', part: 'signature', reason: 'whitespace', at: text.indexOf(' ') },
    ]);
    expect(reading.payload.members).toEqual({ application_id: 'a', iat: 1 });
    expect(Buffer.from(reading.signature.bytes ?? []).toString()).toBe('signature');
  });

  test('keeps what a dangling character leaves', () => {
    const reading = readToken(`${encode(HEADER)}.${encode('{"a":1')}A.c2ln`);
    expect(reading.faults.map((fault) => fault.kind)).toEqual(['base64url', 'json']);
    expect(reading.payload.text).toBe('{"a":1');
  });

  test('text that is not UTF-8', () => {
    const bom = readToken(tokenOf(HEADER, `\ufeff${PAYLOAD}`));
    expect(bom.faults).toEqual([{ kind: 'utf8', part: 'payload', byte: 0, reason: 'byte-order-mark' }]);
    const latin = readToken(tokenOf(Buffer.from('{"é":1}', 'latin1'), PAYLOAD));
    expect(latin.faults).toEqual([{ kind: 'utf8', part: 'header', byte: 2, reason: 'invalid' }]);
    expect(latin.header.bytes).toHaveLength(7);
    expect(latin.header.text).toBeUndefined();
  });

  test('JSON that is none, or no object, or says a thing twice', () => {
    expect(readToken(tokenOf(HEADER, '{"a":}')).faults).toEqual([
      { kind: 'json', part: 'payload', byte: 5, reason: 'syntax', expected: expect.any(String) as string },
    ]);
    for (const text of ['[1]', '"a"', '1', 'null', 'true']) {
      const reading = readToken(tokenOf(HEADER, text));
      expect(reading.faults).toMatchObject([{ kind: 'json', part: 'payload', byte: 0, reason: 'not-an-object' }]);
      expect(reading.payload.members).toBeUndefined();
    }
    const twice = readToken(tokenOf('{"alg":"none","alg":"RS256"}', '{"exp":1e400,"a":{"b/c":1,"b/c":2}}'));
    expect(twice.faults).toMatchObject([
      { kind: 'duplicate-member', part: 'header', member: 'alg', pointer: '/alg', byte: 14 },
      { kind: 'json', part: 'payload', reason: 'number-out-of-range', byte: 7 },
      { kind: 'duplicate-member', part: 'payload', member: 'b/c', pointer: '/a/b~1c' },
    ]);
    expect(twice.header.members).toEqual({ alg: 'RS256' });
  });

  test('lists size, parts, encoding, JSON, in this order', () => {
    const kinds = readToken(`${encode('[]')}.${encode('{')}=`).faults.map((fault) => fault.kind);
    expect(kinds).toEqual(['part-count', 'base64url', 'json', 'json']);
  });

  test('the limit is exact, and nothing over it is looked at', () => {
    expect(readToken('a'.repeat(8192)).faults.map((fault) => fault.kind)).not.toContain('too-large');
    expect(readToken('a'.repeat(8193))).toMatchObject({
      header: { start: 0, end: 0 },
      faults: [{ kind: 'too-large', length: 8193, limit: 8192 }],
    });
    expect(readToken('aaaa.bbbb', 8).faults).toEqual([{ kind: 'too-large', length: 9, limit: 8 }]);
  });

  test.each([
    ['a million dots', '.'.repeat(1_000_000)],
    ['a token and half a million dots', tokenOf(HEADER, PAYLOAD) + '.'.repeat(500_000)],
    ['a megabyte of claims', tokenOf(HEADER, `{"a":"${'b'.repeat(1_000_000)}"}`)],
    ['deep arrays', tokenOf(HEADER, `{"a":${'['.repeat(6000)}`)],
    ['8192 dots', '.'.repeat(8192)],
    ['one long number', tokenOf(HEADER, `{"a":${'9'.repeat(6000)}}`)],
    ['many numbers out of range', tokenOf(HEADER, `{"a":[${'1e400,'.repeat(990)}1e400]}`)],
    ['many duplicates', tokenOf(HEADER, `{${'"a":1,'.repeat(990)}"a":1}`)],
    ['many members', tokenOf(HEADER, `{${Array.from({ length: 900 }, (_, at) => `"${at}":1`).join()},"a":1 }`)],
  ])('%s: under 5 ms', (_, text) => {
    expect(leastWork(() => readToken(text))).toBeLessThan(5);
  });
});

describe('readStrictToken', () => {
  const piece = fc.constantFrom(
    '{}',
    HEADER,
    PAYLOAD,
    '{"a":1,"a":2}',
    '{"a":[1e400]}',
    '[]',
    '{"é":"\\u00e9"}',
    '\ufeff{}',
    '{"a":',
  );
  const part = fc.oneof(
    piece.map(encode),
    piece.map((text) => Buffer.from(text).toString('base64')),
    fc.uint8Array({ maxLength: 9 }).map(encode),
    fc.string({ unit: fc.constantFrom('e', 'y', 'J', '.', '=', 'é', '\u0141'), maxLength: 6 }),
  );

  test('gives what the full reading gives where there is no fault, and nothing where there is one', () => {
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 4 }), (parts) => {
        const text = parts.join('.');
        const full = readAnyToken(text);
        expect(readStrictToken(text)).toEqual(full.faults.length === 0 ? full : undefined);
        expect(readToken(text)).toEqual(full);
      }),
      { numRuns: 5000 },
    );
  });

  test('a header that was read before is not mixed up with one that begins alike', () => {
    const [short, long] = ['{"alg":"RS256"}', '{"alg":"RS256"} '];
    for (const header of [short, long, short, HEADER, short]) {
      const reading = readToken(tokenOf(header, PAYLOAD));
      expect(reading.header.text).toBe(header);
      expect(reading.header.end).toBe(encode(header).length);
    }
  });

  test('what readings share cannot be changed', () => {
    const { members } = readToken(tokenOf('{"alg":"RS256","jwk":{"a":[1]}}', PAYLOAD)).header;
    const header = members as { alg: string; jwk: { a: number[] } };
    expect(() => Object.assign(header, { alg: 'none' })).toThrow(TypeError);
    expect(() => header.jwk.a.push(2)).toThrow(TypeError);
  });
});

describe('spanOf', () => {
  const text = tokenOf(HEADER, '{"iat":1,"acl":{"paths":{"/a":{}}}}');
  const reading = readToken(text);
  const decoded = (span: { start: number; end: number }) => text.slice(span.start, span.end);

  test('a part, or the whole token', () => {
    expect(decoded(spanOf(reading, { part: 'header' }))).toBe(encode(HEADER));
    expect(decoded(spanOf(reading, {}))).toBe(text);
    expect(decoded(spanOf(reading, { part: 'payload', pointer: '/none' }))).toBe(text.split('.')[1]);
  });

  test('the characters that carry a member, name and value', () => {
    const span = spanOf(reading, { part: 'payload', pointer: '/iat' });
    // Bytes 1 to 8 of the payload: characters 1 to 11 of its part.
    expect(span).toEqual({ start: reading.payload.start + 1, end: reading.payload.start + 11 });
  });

  test('a member in the depth', () => {
    const { start, end } = spanOf(reading, { part: 'payload', pointer: '/acl/paths/~1a' });
    const from = Math.floor(((start - reading.payload.start) * 6) / 8);
    const to = Math.ceil(((end - reading.payload.start) * 6) / 8);
    expect(reading.payload.text?.slice(from, to)).toContain('"/a":{}');
  });

  test('skips blanks that the lenient reading skipped', () => {
    const spaced = readToken(`${encode(HEADER)}.eyJp YXQiOjF9.c2ln`);
    const span = spanOf(spaced, { part: 'payload', pointer: '/iat' });
    expect(spaced.text.slice(span.start, span.end)).toBe('yJp YXQiOjF');
  });
});

describe('what cannot be read', () => {
  const kindsOf = (token: string) => readToken(token).faults.map(({ kind }) => kind);

  test.each([
    ['an empty part before characters of another one', 'e3*..AA', ['part-empty', 'base64url']],
    [
      'bytes that are no text before a text that is no JSON',
      `${encode('{')}.${encode(Buffer.from('{\xff}', 'latin1'))}.AA`,
      ['utf8', 'json'],
    ],
    ['nothing of a part but its padding is no JSON fault too', '=.e30.AA', ['base64url']],
  ])('%s', (_, token, kinds) => {
    expect([...new Set(kindsOf(token))]).toEqual(kinds);
  });

  test('is absent, not undefined', () => {
    expect(readToken('.e30.AA').header).toStrictEqual({ start: 0, end: 0 });
    expect(readToken('a.e30.AA').header).not.toHaveProperty('members');
    expect(readToken(`${encode('[]')}.e30.AA`).header).not.toHaveProperty('members');
    expect(readToken('!.e30.AA').header).not.toHaveProperty('bytes');
  });
});
