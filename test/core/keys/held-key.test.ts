import { describe, expect, test } from 'vitest';
import { heldKey } from '../../../src/core/keys/held-key.ts';
import { readPasted } from '../../../src/core/observe/read-pasted.ts';
import { kit } from '../../support/kit.ts';

const pem = kit.privateKey('active').trim();
const lines = pem.split('\n');
const escaped = pem.replaceAll('\n', '\\n');
const each = (mark: string, join: string) => lines.map((line) => `${mark}${line}\\n${mark}`).join(join);

describe('is what the program has', () => {
  test.each([
    ['Python, implicitly joined', `KEY = (\n    ${each('"', '\n    ')}\n)`],
    ['Python, continued', `key = ${each('"', ' + \\\n    ')}`],
    ['Python, one line', `import os\nkey = '${escaped}'`],
    ['JavaScript, an array', `const key = [\n${lines.map((line) => `  '${line}',`).join('\n')}\n].join('\\n');`],
    ['JavaScript, a member', `module.exports = {\n  privateKey: "${escaped}",\n};`],
    ['JavaScript, an argument', `jwt.sign(claims, "${escaped}", { algorithm: 'RS256' })`],
    ['TypeScript', `export const KEY: string = "${escaped}";`],
    ['Java', `private static final String KEY = ${each('"', '\n    + ')};`],
    ['C#, a raw literal', `var key = """\n    ${lines.join('\n    ')}\n    """;`],
    ['Go', `package main\n\nvar key = ${each('"', ' +\n\t')}`],
    ['Ruby', `key = "${escaped}"`],
    ['PHP', `<?php\n$key = ${each('"', '\n . ')};`],
    ['Rust', `const KEY: &str = "${escaped}";`],
    ['JSON', JSON.stringify({ type: 'service_account', private_key: pem })],
    ['JSON, further inside', JSON.stringify({ env: [{ public: 'x' }, { KEY: pem }] })],
    ['a shell', `export KEY='${pem}'`],
    ['a shell, escaped', `KEY=$'${escaped}'`],
    ['a block of YAML', `a: b\nkey: |\n  ${lines.join('\n  ')}\nc: d\n`],
  ])('%s', (_, source) => {
    expect(heldKey(source)?.text.trim()).toBe(pem);
    const read = readPasted(source);
    expect(read.kind === 'key' && String(read.key).trim()).toBe(pem);
  });

  test('where the language keeps \\n as it is, so does the key', () => {
    for (const source of [`<?php\n$key = '${escaped}';`, `require 'jwt'\nkey = '${escaped}'`, `key = r"${escaped}"`])
      expect(heldKey(source)?.text).toBe(escaped);
  });
});

test('a key by itself has what stands around it', () => {
  for (const source of [pem, `"${pem}"`, `"${escaped}"`, `KEY=${pem}`, 'no key'])
    expect(heldKey(source)).toBeUndefined();
});

test('the body alone is a key, and no token', () => {
  const body = lines.slice(1, -1).join('');
  expect(readPasted(`String key = "${body}";`)).toMatchObject({ kind: 'key', key: body });
});
