import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parseKey } from '../../../src/core/keys/parse-key.ts';
import { readConfig } from '../../../src/core/request/captures/config.ts';

const PEM = readFileSync(new URL('../../../vectors/keys/test-active.pem', import.meta.url), 'utf8').trimEnd();
const ESCAPED = PEM.replaceAll('\n', '\\n');

describe('the private key of a configuration', () => {
  test.each([
    ['a value over lines', `A=1\nVONAGE_PRIVATE_KEY="${PEM}"\nB=2`, 2],
    ['escaped line breaks', `export VONAGE_PRIVATE_KEY="${ESCAPED}"`, 1],
    ['single quotes', `VONAGE_PRIVATE_KEY='${PEM}'`, 1],
    ['no quotes, over lines', `# key\nVONAGE_PRIVATE_KEY=${PEM}\n`, 2],
    ['.vonagerc', JSON.stringify({ 'api-key': 'abcd1234', 'private-key': PEM }, null, 2), 3],
    ['vonage_app.json', JSON.stringify({ application_id: 'x', private_key: PEM }), 1],
    ['under a name', JSON.stringify({ credentials: { privateKey: PEM } }), 1],
    ['a Windows file', `VONAGE_PRIVATE_KEY="${PEM}"`.replaceAll('\n', '\r\n'), 1],
  ])('%s', (_, text, line) => {
    const key = readConfig(text)?.privateKey;
    expect(key?.line).toBe(line);
    expect(parseKey(key?.value ?? '')).toMatchObject({ ok: true, key: { type: 'private' } });
  });

  test('escapes within single quotes stay, and the key reader names them', () => {
    const key = readConfig(`VONAGE_PRIVATE_KEY='${ESCAPED}'`)?.privateKey;
    expect(key?.value).toBe(ESCAPED);
    expect(parseKey(key?.value ?? '').ok).toBe(false);
  });

  test('a path', () => {
    expect(readConfig('VONAGE_APPLICATION_PRIVATE_KEY_PATH=./private.key # mine')?.privateKey?.value).toBe(
      './private.key',
    );
  });
});

test('ids and keys, in whatever spelling', () => {
  expect(readConfig('NEXMO_API_KEY=abcd1234\nVONAGE_APPLICATION_ID = "x-y"')).toEqual({
    form: 'env',
    apiKey: { name: 'NEXMO_API_KEY', value: 'abcd1234', line: 1 },
    applicationId: { name: 'VONAGE_APPLICATION_ID', value: 'x-y', line: 2 },
  });
  expect(readConfig('{"app-id":"x"}')?.applicationId?.name).toBe('app-id');
});

test('a private key that is named and set nowhere is empty; one that is set counts, wherever it stands', () => {
  expect(readConfig('PORT=1\nVONAGE_PRIVATE_KEY=\n')?.privateKey).toEqual({
    name: 'VONAGE_PRIVATE_KEY',
    value: '',
    line: 2,
  });
  expect(readConfig('PRIVATE_KEY=\nVONAGE_PRIVATE_KEY=./private.key')?.privateKey?.value).toBe('./private.key');
});

test.each([PEM, '', 'POST / HTTP/1.1', '{"port":1}', '[', '{', 'VONAGE_API_KEY='])('no configuration: %j', (text) => {
  expect(readConfig(text)).toBeUndefined();
});
