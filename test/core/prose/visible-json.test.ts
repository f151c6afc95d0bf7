import fc from 'fast-check';
import { expect, test } from 'vitest';
import { visibleJson } from '../../../src/core/prose/visible.ts';

test.each([
  ['C1 CSI', '\u009b31m', '\\u009b31m'],
  ['DEL', '\u007f', '\\u007f'],
  ['right-to-left override', '\u202e', '\\u202e'],
  ['zero width space', '\u200b', '\\u200b'],
  ['line separator', '\u2028', '\\u2028'],
  ['a tag, beyond 16 bits', '\u{e0041}', '\\udb40\\udc41'],
  ['escape', '\u001b[31m', '\\u001b[31m'],
  ['what is no control', 'Zoë 日本 😀', 'Zoë 日本 😀'],
])('%s', (_, text, shown) => {
  expect(visibleJson(text)).toBe(`"${shown}"`);
  expect(visibleJson({ [text]: [text] })).toBe(`{\n  "${shown}": [\n    "${shown}"\n  ]\n}`);
});

test('reads back as the same value, and shows nothing that a terminal obeys', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const text = visibleJson(value);
      expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
      expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
    }),
  );
});
