import { describe, expect, it } from 'vitest';
import { keyIdIn } from '../../../src/cli/input/key-file.ts';
import { diagnose } from '../../../src/core/diagnosis/diagnose.ts';
import { standInFor } from '../../../src/core/keys/stand-in.ts';
import { kit } from '../../support/kit.ts';

describe('what stands where the key belongs', () => {
  it.each([
    '${{ secrets.APP_PRIVATE_KEY }}',
    '${APP_PRIVATE_KEY}',
    '{{ .Values.key }}',
    'arn:aws:secretsmanager:eu-west-1:123456789012:secret:app/key-AbCdEf',
    'projects/lamp/secrets/key/versions/latest',
    '@Microsoft.KeyVault(SecretUri=https://lamp.vault.azure.net/secrets/key/)',
    'op://vault/item/private-key',
    'vault:secret/data/app#key',
    '***',
    '[REDACTED]',
    'process.env.PRIVATE_KEY',
    'os.environ["PRIVATE_KEY"]',
    'APP_PRIVATE_KEY',
    '"APP_PRIVATE_KEY"\n',
    'changeme',
    'your-private-key-here',
    'PASTE YOUR KEY HERE',
    'ssm:/app/jwt/key',
    'https://lamp.vault.azure.net/secrets/key/0123',
    `AQICAHh${'Xy9z'.repeat(20)}`,
    '{"secretKeyRef":{"name":"jwt","key":"private"}}',
    '{"ARN":"arn:aws:secretsmanager:eu-west-1:1:secret:x","Name":"x"}',
    '{"key":"ENC[AES256_GCM,data:abc,iv:def,tag:ghi,type:str]","sops":{"version":"3.8.1"}}',
    'key: ENC[AES256_GCM,data:abc,iv:def,tag:ghi,type:str]\nsops:\n    version: 3.8.1\n',
    'key: !vault |\n  $ANSIBLE_VAULT;1.1;AES256\n  6162\n',
    '-----BEGIN PRIVATE KEY-----\n...\n-----END PRIVATE KEY-----\n',
    '-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBg...\n-----END PRIVATE KEY-----\n',
    '-----BEGIN RSA PRIVATE KEY-----\nYOUR_PRIVATE_KEY\n-----END RSA PRIVATE KEY-----',
    '-----BEGIN PUBLIC KEY-----\\n…\\n-----END PUBLIC KEY-----\\n',
    '-----BEGIN PRIVATE KEY-----\n***\n-----END PRIVATE KEY-----',
    'Salted__\u0001\u0002abc',
    '$ANSIBLE_VAULT;1.1;AES256\n6162',
    'version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1\n',
    '-----BEGIN AGE ENCRYPTED FILE-----\nYWdl\n-----END AGE ENCRYPTED FILE-----\n',
    '-----BEGIN PGP MESSAGE-----\n\nhQEM\n-----END PGP MESSAGE-----\n',
  ])('%s', (key) => {
    const { findings, verdict } = diagnose({ profile: 'vonage', now: kit.now, key });
    expect(findings[0]?.cause).toBe('key-reference-unresolved');
    expect(findings[0]?.fix.steps[0]).toMatch(/\.$|: .+/);
    expect(verdict).toBe('rejected');
  });

  it.each([
    'Tq8vLw2nRb5xZk1P',
    '7c9e6679-7425-40de-944b-e07fc1f90ae7',
    './private.key',
    'A_'.repeat(100_000),
    '${{'.repeat(100_000),
    kit.privateKey('active'),
    `-----BEGIN PRIVATE KEY-----\n${'A'.repeat(200_000)}`,
    `{${'"a":'.repeat(100_000)}`,
  ])('is not %.40s', (key) => {
    expect(standInFor(key)).toBeUndefined();
  });
});

describe('the public key of the verifier', () => {
  const judged = (publicKey: string) => diagnose({ profile: 'vonage', now: kit.now, token: kit.mint(), publicKey });
  const good = kit.publicKey('active');

  it.each<[string, string]>([
    ['escaped line breaks', good.replaceAll('\n', '\\n')],
    ['quotation marks', `"${good}"`],
    ['lost line breaks', good.replaceAll('\n', '')],
    ['the text around the key', `[[${good}]]`],
    ['base64', Buffer.from(good).toString('base64')],
  ])('with %s is not silently mended', (fault, text) => {
    const { verdict, findings, afterFix } = judged(text);
    expect(verdict).toBe('rejected');
    expect(findings[0]).toMatchObject({ cause: 'verifier-key-damaged', certainty: 'likely', party: 'verifier' });
    expect(findings[0]?.detail).toContain(fault);
    expect(afterFix?.verdict).toBe('accepted');
  });

  it.each<[string, string]>([
    ['line ends of Windows', good.replaceAll('\n', '\r\n')],
    ['a byte order mark', `\ufeff${good}`],
    ['words before it', `Our key:\n${good}`],
  ])('may have %s', (_, text) => {
    expect(judged(text).verdict).toBe('accepted');
  });

  it('is no private key, which is told as a risk', () => {
    const { verdict, findings } = judged(kit.privateKey('active'));
    expect(verdict).toBe('accepted');
    expect(findings[0]).toMatchObject({ cause: 'verifier-key-damaged', severity: 'risk', facts: { kind: 'private' } });
  });
});

describe('the id in the name of the key file', () => {
  const judged = (header: { readonly [name: string]: unknown }, keyId: string) =>
    diagnose({
      profile: 'jwt',
      now: kit.now,
      token: kit.mint({ header, claims: { application_id: undefined, jti: undefined, exp: kit.now + 600 } }),
      key: kit.privateKey('active'),
      keyId,
    });

  it('is what kid has to be, where the key of the file signed', () => {
    const { findings } = judged({ kid: 'XYZ9876543' }, 'ABC1234567');
    expect(findings[0]).toMatchObject({ cause: 'kid-unknown', certainty: 'likely', facts: { fileId: 'ABC1234567' } });
    expect(findings[0]?.fix.steps[0]).toContain('Set kid to ABC1234567');
    expect(judged({ kid: 'ABC1234567' }, 'ABC1234567').findings).toEqual([]);
    expect(judged({}, 'ABC1234567').findings).toEqual([]);
  });

  it('says which kid is missing', () => {
    const { findings } = diagnose({
      profile: 'app-store-connect',
      now: kit.now,
      token: kit.mint(),
      keyId: 'ABC1234567',
    });
    expect(findings.find(({ cause }) => cause === 'kid-missing')?.fix.steps[0]).toContain('ABC1234567');
  });

  it.each([
    ['AuthKey_ABC1234567.p8', 'ABC1234567'],
    ['/home/ada/SubscriptionKey_ABC1234567 (1).p8', 'ABC1234567'],
    ['ApiKey_ABC1234567.p8', 'ABC1234567'],
    ['AuthKey_ABC123.p8', undefined],
    ['private.key', undefined],
    ['KEY', undefined],
  ])('%s', (path, id) => {
    expect(keyIdIn(path)).toBe(id);
  });
});
