import { describe, expect, it } from 'vitest';
import { keyInYaml, keyInYamlText } from '../../src/cli/input/yaml-key.ts';
import { parseKey } from '../../src/core/keys/parse-key.ts';
import { kit } from '../support/kit.ts';

const KEY = kit.privateKey('active');
const indented = KEY.trimEnd().replaceAll('\n', '\n    ');
const faultsOf = (text: string) => {
  const found = keyInYaml(text);
  const reading = parseKey(found?.value ?? '');
  return reading.ok ? [] : reading.faults.map(({ kind }) => kind);
};

describe('a key in a YAML file is what YAML makes of it', () => {
  it.each<[string, string, readonly string[]]>([
    ['a block scalar', `app:\n  key: |\n    ${indented}\n`, []],
    ['a block scalar without its last line end', `app:\n  key: |-\n    ${indented}\n`, []],
    ['double quotes', `key: "${KEY.replaceAll('\n', '\\n')}"\n`, []],
    ['single quotes', `key: '${KEY.trimEnd().replaceAll('\n', '\\n')}'\n`, ['newlines-escaped']],
    ['a folded scalar', `key: >\n    ${indented}\n`, ['line-breaks-lost']],
    ['a plain scalar', `key: ${indented}\n`, ['line-breaks-lost']],
    ['an item of a list', `- name: a\n- |\n    ${indented}\n`, []],
  ])('%s', (_, text, faults) => {
    expect(faultsOf(text)).toEqual(faults);
  });

  it('of a Secret of Kubernetes and of NAME=value in a list', () => {
    const secret = `kind: Secret\ndata:\n  private.key: ${Buffer.from(KEY).toString('base64')}\n`;
    expect(keyInYaml(secret)?.value).toBe(KEY);
    expect(keyInYaml(secret.replace('Secret', 'ConfigMap'))).toBeUndefined();
    const listed = `environment:\n  - "KEY=${KEY.replaceAll('\n', '\\n')}"\n`;
    expect(keyInYaml(listed)?.value).toBe(KEY);
  });

  it('in a text of unknown form, where it begins as YAML does', () => {
    expect(keyInYamlText(`# mine\nkey: >\n    ${indented}\n`)?.value).toContain('PRIVATE KEY');
    for (const text of [KEY, `const a = { key: "${KEY}" };`, `key: '${KEY}',\n`])
      expect(keyInYamlText(text)).toBeUndefined();
  });

  it('takes the private key before another', () => {
    const text = `public: |\n    ${kit.publicKey('active').trimEnd().replaceAll('\n', '\n    ')}\nprivate: |\n    ${indented}\n`;
    expect(keyInYaml(text)?.value).toContain('PRIVATE KEY');
    expect(keyInYaml(text)?.line).toBeGreaterThan(2);
  });

  it.each(['', 'key: 1\n', KEY, `key: "${KEY}`, `a: &a [*a, *a]\nb: "-----BEGIN "`, '{'.repeat(100_000)])(
    'never throws: %.20s',
    (text) => {
      expect(() => keyInYaml(text)).not.toThrow();
    },
  );
});
