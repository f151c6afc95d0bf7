import { generateKeyPairSync } from 'node:crypto';
import { expect, test } from 'vitest';
import { readKeyDer } from '../../../src/core/keys/key-der.ts';
import { readInput } from '../../../src/core/keys/key-input.ts';
import { mendKey } from '../../../src/core/keys/mend-key.ts';
import { mendingOf } from '../../../src/core/keys/mending.ts';
import { readKeyText } from '../../../src/core/keys/read-key-text.ts';
import type { KeyReading } from '../../../src/core/keys/reading.ts';

const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const pem = pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const der = pair.privateKey.export({ type: 'pkcs8', format: 'der' });
/** Another private number in front of the same point. */
const damaged = Uint8Array.from(der, (byte, at) => (at === 40 ? byte ^ 1 : byte));

const bytes = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));
const utf16 = (text: string) => new Uint8Array(Buffer.from(`\ufeff${text}`, 'utf16le'));

test('a key is read as it stands: its text, the bytes of its text, and its DER', () => {
  const strict = readKeyText(pem) as KeyReading;
  const read = { text: pem, strict, mending: mendingOf(strict) };
  expect(strict.ok).toBe(true);
  expect(readInput(pem)).toStrictEqual(read);
  expect(readInput(bytes(pem))).toStrictEqual(read);
  const ofDer = readKeyDer(der) as KeyReading;
  expect(ofDer.ok).toBe(true);
  expect(readInput(der)).toStrictEqual({ text: '', strict: ofDer, mending: mendingOf(ofDer) });
});

test('a text that is not well-formed is mended, as a text and as bytes', () => {
  const quoted = `"${pem.trim().replaceAll('\n', '\\n')}"`;
  const { strict, mending, text } = readInput(quoted);
  expect(text).toBe(quoted);
  expect(mending).toStrictEqual(mendKey(quoted, strict));
  expect(mending).toMatchObject({ restored: true, repairs: ['newlines-unescaped', 'quotes-removed'] });
  expect(readInput(bytes(quoted))).toStrictEqual({ strict, mending, text });
});

test('no key: nothing is read or mended', () => {
  const nothing = { text: 'hello', strict: undefined, mending: undefined };
  expect(readInput('hello')).toStrictEqual(nothing);
  expect(readInput(bytes('hello'))).toStrictEqual(nothing);
  expect(readInput(utf16('hello'))).toStrictEqual(nothing);
});

test('UTF-16 is told as the outermost fault, and decoded first', () => {
  const inner = mendKey(pem);
  expect(readInput(utf16(pem))).toStrictEqual({
    text: pem,
    strict: undefined,
    mending: {
      ...inner,
      faults: [{ kind: 'encoding', found: 'utf-16' }, ...(inner?.faults ?? [])],
      repairs: ['utf-16-decoded', ...(inner?.repairs ?? [])],
    },
  });
});

test('DER that was read as text is told, and read', () => {
  const asText = der.toString('latin1');
  const { mending, ...rest } = readInput(asText);
  expect(rest).toStrictEqual({ text: asText, strict: undefined });
  const inner = readInput(der).mending;
  const [first, ...more] = mending?.faults ?? [];
  expect(first).toStrictEqual({
    kind: 'damaged',
    what: 'the text, which is DER that was read as text',
    expected: 'the bytes of the file, or PEM',
  });
  expect({ ...mending, faults: more }).toStrictEqual({ ...inner });
  expect(readInput('0\x01\x02').mending).toMatchObject({ faults: [first, { what: 'the body' }], restored: false });
});

test('damaged DER is mended as its base64 would be', () => {
  const { text, strict, mending } = readInput(damaged);
  expect(text).toBe('');
  expect(strict).toStrictEqual(readKeyDer(damaged));
  expect(strict?.ok).toBe(false);
  expect(mending).toMatchObject({ restored: true, repairs: expect.arrayContaining(['numbers-recomputed']) });
  // Bytes that are DER and no key.
  expect(readInput(Uint8Array.of(0x30, 3, 2, 1, 5))).toMatchObject({ text: '', strict: undefined });
});

test('DER of what is no damaged key is left as it is read', () => {
  const encrypted = pair.privateKey.export({ type: 'pkcs8', format: 'der', cipher: 'aes-256-cbc', passphrase: 'x' });
  const strict = readKeyDer(encrypted) as KeyReading;
  expect(strict.ok).toBe(false);
  expect(readInput(encrypted)).toStrictEqual({ text: '', strict, mending: mendingOf(strict) });
});

test.each<[what: string, start: string, isDer: boolean]>([
  ['a control character among the first eight', '0123456\b', true],
  ['the character behind them', '01234567\b', false],
  ['a tab', '0\t', false],
  ['another first byte', '1\b', false],
])('DER begins with a 0 and a control character: %s', (_, start, isDer) => {
  expect(readInput(bytes(`${start}hello`)).text).toBe(isDer ? '' : `${start}hello`);
});
