import { expect, test } from 'vitest';
import { standInFor } from '../../../src/core/keys/stand-in.ts';

const what = (text: string) => standInFor(text)?.what;

/** By what they look like: texts that are it, whole. */
const REFERENCES: readonly (readonly [what: RegExp, ...texts: string[]])[] = [
  [/expression of a workflow/, '${{ secrets.NAME }}', '${{}}'],
  [/placeholder of a template/, '${A.b:-c}', '$(a b)', '%A%', '%PATH_1%', '{{ a }}', '<%= a %>', '<% a %>', '<%%>'],
  [/^the ARN/, 'arn:aws:secretsmanager:eu-west-1:1:secret:x', 'arn:aws-cn:s3:::x', 'arn:aws:ssm:::parameter'],
  [/Google Secret Manager/, 'projects/a-1/secrets/b'],
  [/Key Vault/, '@Microsoft.KeyVault(SecretUri=x)', '@microsoft.keyvault()'],
  [/secret manager/, 'op://a/b', 'vault:a', 'SOPS:/a', 'ref+awsssm://a', 'secretref:a'],
  [/hidden \(masked\)/, '***', 'xxxx', '•••', '...', '[REDACTED]', 'redacted', '[MASKED', 'HIDDEN]', 'secret'],
  [/reads an environment variable/, 'process.env.KEY', 'os.environ["KEY"]', 'env', "os.getenv('KEY')"],
  [/placeholder from an example/, 'changeme', 'CHANGE-ME', 'change_me', 'todo', '(empty)', 'empty', 'empty)'],
  [/placeholder from an example/, 'my-private-key', 'MY_SECRET_KEY', 'mypublickey', 'my-private key'],
  [/^the address of a secret/, 'ssm:a', 'ssm:/a', 'https://a-1.vault.azure.net/keys/x', 'secret://x', 'SECRETS://x'],
  [/ciphertext of AWS KMS/, `AQICAH${'aB3+/='.repeat(7)}`],
  [/name of an environment variable/, 'APP_KEY', 'A_B', 'A1_B2_C3'],
];

test.each(REFERENCES.map(([is, ...texts]) => ({ is, texts })))('$is', ({ is, texts }) => {
  for (const text of texts) {
    expect(what(text), text).toMatch(is);
    for (const around of [`"${text}"`, `'${text}'`, `\`${text}\``, ` ${text}\n`, `\ufeff${text}`, `" ${text} "`]) {
      expect(what(around), around).toMatch(is);
    }
    // It is the whole text, of one line.
    for (const other of [`?${text}`, `? ${text}`, `${text} ?`, `${text}\n?`, `${text}\r?`, `"${text}'`]) {
      expect(what(other) ?? '', other).not.toMatch(is);
    }
  }
});

test.each([
  ...['replaceme', 'replace-this', 'replace thisX', 'replace me with a key', 'replace_me'],
  ...['your-key', 'PASTE YOUR KEY', 'put_', 'insert it', 'add-one', 'key-here', '_here', 'the key here'],
])('%j is a placeholder, whatever else it says', (text) => {
  expect(what(text)).toBe('a placeholder from an example');
  expect(what(`${text}\n?`)).toBeUndefined();
});

test.each([
  'please replaceme',
  'not your-key',
  'key-here is it',
  'arn:aws::a:1:x',
  'arn:aws:a:b:1:',
  'projects//secrets/b',
  'projects/a/secrets/',
  'ref+://a',
  'op:// a b',
  'op:',
  'ssm:',
  'https://.vault.azure.net/keys/x',
  `AQICAH${'a'.repeat(39)}`,
  'APP',
  'APP_',
  'app_key',
  '${}',
  '$()',
  '{{}}',
  '%1%',
  '**',
  'here',
  'your',
  '',
])('%j stands for nothing', (text) => {
  expect(standInFor(text)).toBeUndefined();
});

/** By their beginning, whatever follows. */
test.each([
  ['a file that openssl enc encrypted', 'Salted__'],
  ['a file that openssl enc encrypted, in base64', 'U2FsdGVkX1'],
  ['a file that age encrypted', 'age-encryption.org/v1'],
  ['a file that age encrypted', '-----BEGIN AGE ENCRYPTED FILE-----'],
  ['a file that ansible-vault encrypted', '$ANSIBLE_VAULT;1.1'],
  ['a file that git-crypt encrypted', '\0GITCRYPT'],
  ['a file that git-crypt encrypted', 'GITCRYPT'],
  ['a pointer of Git LFS, not the file', 'version https://git-lfs.github.com/spec/v1'],
  ['a message that PGP encrypted', '-----BEGIN PGP MESSAGE-----'],
  ['a value that sops encrypted', 'ENC[AES256_GCM,'],
])('%s begins with %j', (is, start) => {
  expect(what(`${start}\nmore`)).toBe(is);
  expect(what(` \n${start}`)).toBe(is);
  expect(what(`\ufeff${start}`)).toBe(is);
  expect(what(`x${start}`)).not.toBe(is);
  expect(what(`x\n${start}`)).not.toBe(is);
});

test.each([
  ['a file that sops encrypted', 'a: ENC[AES256_GCM,data:x', 'a: XENC[AES256_GCM,data:x'],
  ['a file with a value that ansible-vault encrypted', 'a: $ANSIBLE_VAULT;1.1', 'a: ANSIBLE_VAULT;1.1'],
  ['a reference to a secret, in JSON', '{"secretKeyRef":{}}', '[{"secretKeyRef":{}}]'],
  ['a reference to a secret, in JSON', '{"a": 1, "valueFrom" : 1}', '{"a":{"valueFrom":1}}'],
  ['a reference to a secret, in JSON', '{"$ref":"x"}', '{"ref":"x"}'],
  ['the answer of AWS about a secret, not the secret alone', '{"ARN":"arn:aws:x"}', 'x{"ARN":"arn:aws:x"}'],
  ['the answer of AWS about a secret, not the secret alone', '{\n "ARN" : "arn:aws:x"}', '{"Name":"x"}'],
])('%s is seen inside a text: %j', (is, text, other) => {
  expect(what(text)).toBe(is);
  expect(what(other)).not.toBe(is);
});

test('how far a text is looked at', () => {
  const sops = ' ENC[AES256_GCM,data:';
  expect(what('x'.repeat(8192 - sops.length) + sops)).toBe('a file that sops encrypted');
  expect(what('x'.repeat(8193 - sops.length) + sops)).toBeUndefined();
  expect(what(`op://${'a'.repeat(507)}`)).toBeDefined();
  expect(what(`op://${'a'.repeat(508)}`)).toBeUndefined();
  const pem = (inside: string) => `-----BEGIN KEY-----\n${inside}\n-----END KEY-----`;
  expect(what(pem(`<${'a'.repeat(198)}>`))).toMatch(/^an example/);
  expect(what(pem(`<${'a'.repeat(199)}>`))).toBeUndefined();
});

const begin = '-----BEGIN PRIVATE KEY-----';
const end = '-----END PRIVATE KEY-----';
const EXAMPLE = 'an example: between its BEGIN and END lines there is no key';

test.each([
  '..',
  '…',
  '[...]',
  '[...',
  '...]',
  'xXx',
  '***',
  '<your key>',
  '<>',
  '$KEY',
  '${KEY}',
  '${a.b}',
  'YOUR_KEY',
  'paste here',
  'my-',
  'MIIEvQ...',
  'MIIEvQ …',
  'MIIEvQ\n...\nAAAA',
  `${'A'.repeat(80)}...`,
])('a body of %j was left out', (body) => {
  expect(what(`${begin}\n${body}\n${end}`)).toBe(EXAMPLE);
  expect(what(`${begin}${body}${end}`)).toBe(EXAMPLE);
  expect(what(`${begin}\\r\\n${body}\\r\\n${end}`)).toBe(EXAMPLE);
  expect(what(`x${begin}\n${body}\n${end}`)).toBeUndefined();
});

test.each(['MIIEvQ', '.', 'XX', '$', '<a>b', '${KEY}x', '?YOUR_KEY', `${'A'.repeat(81)}...`, 'x '])(
  'a body of %j was not',
  (body) => {
    expect(what(`${begin}\n${body}\n${end}`)).toBeUndefined();
  },
);

test('markers without a label are none', () => {
  expect(what(`-----BEGIN -----\n...\n${end}`)).toBeUndefined();
  expect(what(`${begin}\n...\n-----END -----`)).toBeUndefined();
});

test('what to do next is said, and nothing of the text is repeated', () => {
  expect(standInFor('op://a/b')).toEqual({
    what: 'a reference to a secret manager that was not resolved',
    next: 'Start the program through the tool that resolves it, such as: op run -- COMMAND.',
  });
  expect(standInFor(`${begin}\n...\n${end}`)).toEqual({
    what: EXAMPLE,
    next: 'Put the key itself there: some twenty lines of base64, from where the key was generated.',
  });
});
