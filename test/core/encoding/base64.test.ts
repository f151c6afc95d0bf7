import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeBase64, encodeBase64 } from '../../../src/core/encoding/base64.ts';

test('encodes as Buffer does, and decodes it back', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      const text = encodeBase64(bytes);
      expect(text).toBe(Buffer.from(bytes).toString('base64'));
      expect(decodeBase64(text)).toEqual({ ok: true, bytes });
    }),
  );
});

test.each([
  ['QUJ', 'length', 0],
  ['QUJDRA', 'length', 4],
  ['Q', 'length', 0],
  ['QU=D', 'padding', 2],
  ['Q===', 'padding', 1],
  ['====', 'padding', 0],
  ['QU-D', 'character', 2],
  ['QU_D', 'character', 2],
  ['QU\nD', 'character', 2],
  ['QUJ\u00e9', 'character', 3],
  ['QR==', 'trailing-bits', 1],
  ['QUJDQUF=', 'trailing-bits', 6],
] as const)('refuses %j: %s at %i', (text, reason, at) => {
  expect(decodeBase64(text)).toMatchObject({ ok: false, reason, at });
});

test('a text that it takes has no second spelling', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'ABwx09+/=') }), (text) => {
      const read = decodeBase64(text);
      if (read.ok) expect(encodeBase64(read.bytes)).toBe(text);
    }),
    { numRuns: 2000 },
  );
});
