import { createHash, createSign, generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { causeById, diagnose } from '../../../src/core/diagnosis/diagnose.ts';
import type { RegistryEvidence } from '../../../src/core/evidence/evidence.ts';
import type { Input } from '../../../src/core/evidence/input.ts';
import type { KitKey } from '../../../src/core/evidence/kit.ts';
import { kit } from '../../support/kit.ts';

const { now } = kit;
const registry = kit.input().registry as RegistryEvidence;
const application = registry.application as NonNullable<RegistryEvidence['application']>;

const signed = (key: KitKey, change: Partial<Input> = {}) => kit.input({ token: kit.mint({ key }), ...change });
const keysOf = (...names: KitKey[]) => registry.keys.filter(({ id }) => names.some((name) => id === `key-${name}`));
const causes = (input: Input) => diagnose(input).findings.map(({ cause }) => cause);
const root = (input: Input) => diagnose(input).rootCause;

describe('which key signed', () => {
  it.each<[KitKey, string]>([
    ['draft', 'key-pair-not-saved'],
    ['replaced', 'signed-by-replaced-key'],
    ['revoked', 'signed-by-replaced-key'],
    ['other', 'signed-by-other-application'],
    ['stranger', 'signed-by-unknown-key'],
  ])('%s: %s, proved', (key, cause) => {
    const report = diagnose(signed(key));
    expect(report.rootCause).toBe(cause);
    expect(report.findings[0]?.certainty).toBe('proved');
    expect(report.findings.at(-1)?.cause).toBe('signed-by-unknown-key');
    expect(report.findings.at(-1)?.facts).toEqual({ applicationId: kit.applicationId, verifierKey: null });
  });

  it('takes a replaced key until its overlap ends, the second included', () => {
    const until = (expiresAt: number) => ({
      ...registry,
      keys: registry.keys.map((key) => (key.state === 'retiring' ? { ...key, expiresAt } : key)),
    });
    expect(causes(signed('replaced', { registry: until(now) }))).toEqual([]);
    expect(root(signed('replaced', { registry: until(now - 1) }))).toBe('signed-by-replaced-key');
  });

  it('tells a revoked key without a successor as no active key', () => {
    const keys = keysOf('revoked');
    expect(causes(signed('revoked', { registry: { ...registry, keys } }))).toEqual([
      'no-active-key',
      'signed-by-unknown-key',
    ]);
    expect(root(kit.input({ registry: { ...registry, keys: [] } }))).toBe('no-active-key');
  });

  it('tells an only key that is a draft as not saved, and the rest as its outcome', () => {
    const report = diagnose(signed('draft', { registry: { ...registry, keys: keysOf('draft') } }));
    expect(report.rootCause).toBe('key-pair-not-saved');
    expect(report.findings[0]?.explains).toEqual(['no-active-key', 'signed-by-unknown-key']);
    expect(report.afterFix).toEqual({ verdict: 'accepted', remaining: [] });
  });

  it('names both fingerprints and the command that saves the pair', () => {
    const [finding] = diagnose(signed('draft')).findings;
    expect(finding?.detail).toContain(kit.fingerprint('active'));
    expect(finding?.detail).toContain(kit.fingerprint('draft'));
    expect(finding?.fix.command).toBe(`mintmark apps save-key ${kit.applicationId} SHA256:${kit.fingerprint('draft')}`);
  });

  it('names the application whose key it is, and its id as the one to claim', () => {
    const [finding] = diagnose(signed('other')).findings;
    expect(finding?.facts['signedByApplicationId']).toBe(kit.otherApplicationId);
    expect(finding?.fix.steps[0]).toContain(kit.otherApplicationId);
  });

  it('does not name an application of another account', () => {
    const otherKeys = registry.otherKeys.map((key) => ({ ...key, accountId: 'acc99f04' }));
    const report = diagnose(signed('other', { registry: { ...registry, otherKeys } }));
    expect(report.rootCause).toBe('application-of-other-account');
    expect(JSON.stringify(report)).not.toContain('Support desk');
    expect(JSON.stringify(report)).not.toContain(kit.otherApplicationId);
    expect(JSON.stringify(report)).not.toContain('acc99f04');
  });

  it('blames the privacy setting where the pair cannot be saved for it', () => {
    const unset = { ...registry, application: { ...application, improveAiUnset: true } };
    const report = diagnose(signed('draft', { registry: unset }));
    expect(report.rootCause).toBe('privacy-setting-unset');
    expect(report.afterFix).toEqual({ verdict: 'accepted', remaining: [] });
    expect(diagnose(kit.input({ registry: unset })).findings).toMatchObject([
      { cause: 'privacy-setting-unset', severity: 'risk' },
    ]);
    const saved = { ...unset, keys: keysOf('active') };
    expect(causes(kit.input({ registry: saved }))).toEqual([]);
  });
});

describe('a private key at hand, without a token', () => {
  const holding = (key: KitKey) => ({ profile: 'vonage', now, registry, key: kit.privateKey(key) });

  it.each<[KitKey, string | null]>([
    ['active', null],
    ['draft', 'key-pair-not-saved'],
    ['replaced', 'signed-by-replaced-key'],
    ['other', 'signed-by-other-application'],
    ['stranger', 'key-pair-not-saved'],
  ])('%s: %s', (key, cause) => {
    expect(root(holding(key))).toBe(cause);
  });

  it('is likely, not proved, where nobody knows the pair', () => {
    expect(diagnose(holding('stranger')).findings[0]?.certainty).toBe('likely');
    expect(diagnose(holding('draft')).findings[0]?.certainty).toBe('proved');
  });

  it('that opens the token and is registered nowhere was never saved', () => {
    const report = diagnose(signed('stranger', { key: kit.privateKey('stranger') }));
    expect(report.rootCause).toBe('key-pair-not-saved');
    expect(report.findings[0]?.certainty).toBe('likely');
  });
});

describe('the caller is told the same', () => {
  const told = (input: Input) => diagnose(input).findings.find(({ cause }) => causeById(cause)?.audience === 'caller');
  const without = { ...registry, application: null, keys: [], otherKeys: [] };
  const suspended = { ...registry, application: { ...application, suspended: true } };
  const reference = told(signed('stranger'));

  it.each<[string, Input]>([
    ['an unknown application', kit.input({ registry: without })],
    ['an unknown application whose keys are known', kit.input({ registry: { ...without, otherKeys: registry.keys } })],
    ['a suspended application', kit.input({ registry: suspended })],
    ['an unsaved pair', signed('draft')],
    ['a replaced key', signed('replaced')],
    ['a revoked key', signed('revoked')],
    ['no key', kit.input({ registry: { ...registry, keys: [] } })],
    ['the key of another application', signed('other')],
    ['changed bytes', kit.input({ token: kit.mint({ signInput: (text) => `${text}\n` }) })],
  ])('for %s', (_name, input) => {
    const { at: _, ...finding } = told(input) ?? { at: null };
    const { at: __, ...expected } = reference ?? { at: null };
    expect(finding).toEqual(expected);
  });

  it('before anything about times', () => {
    const late = { iat: now - 5000, exp: now - 4100 };
    expect(told(kit.input({ token: kit.mint({ key: 'stranger', claims: late }) }))?.cause).toBe(
      'signed-by-unknown-key',
    );
  });
});

describe('an application that is not known', () => {
  const otherKeys = [...registry.keys, ...registry.otherKeys];
  const asked = (id: string, key: KitKey, change: Partial<RegistryEvidence> = {}) =>
    diagnose(
      kit.input({
        token: kit.mint({ key, claims: { application_id: id } }),
        registry: { application: null, keys: [], otherKeys, ...change },
      }),
    ).findings[0];

  it('is told by the key that signed', () => {
    const finding = asked('00000000-7425-40de-944b-e07fc1f90ae7', 'other');
    expect(finding?.cause).toBe('application-unknown');
    expect(finding?.facts['signedByApplicationId']).toBe(kit.otherApplicationId);
    expect(finding?.fix.applicability).toBe('certain');
  });

  it('is told by a slip where no key tells it', () => {
    const slip = kit.applicationId.replace('7c9e', '7c8e');
    const finding = asked(slip, 'stranger', { siblingIds: [kit.otherApplicationId, kit.applicationId] });
    expect(finding?.facts).toMatchObject({ signedByApplicationId: null, nearestId: kit.applicationId });
    expect(finding?.fix.artefact).toBe(JSON.stringify({ application_id: kit.applicationId }));
  });
});

describe('what was signed', () => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
  const der = publicKey.export({ type: 'spki', format: 'der' });
  const fingerprint = `SHA256:${createHash('sha256').update(der).digest('base64')}`;
  const verify = (token: string) => diagnose({ profile: 'vonage', now, token, publicKey: pem });
  const input = () => kit.mint().split('.').slice(0, 2).join('.');
  const sign = (text: string, algorithm = 'RSA-SHA256') => {
    const signature = createSign(algorithm).update(text).sign(privateKey).toString('base64url');
    return `${input()}.${signature}`;
  };

  it.each<[string, string, RegExp]>([
    ['a line feed', sign(`${input()}\n`), /header.payload and a line feed/],
    ['the payload alone', sign(input().split('.')[1] ?? ''), /the payload alone/],
    ['SHA-512', sign(input(), 'RSA-SHA512'), /hashed with SHA-512; the header says RS256/],
    ['another text', sign('another text'), /was changed after it was signed/],
  ])('%s', (_name, token, title) => {
    const { rootCause, findings, afterFix } = verify(token);
    expect(rootCause).toBe('signed-bytes-differ');
    expect(findings[0]?.title).toMatch(title);
    expect(afterFix).toEqual({ verdict: 'accepted', remaining: [] });
  });

  it('is told beside a wrong key', () => {
    const token = kit.mint({ key: 'draft', signInput: (text) => `${text}\n` });
    expect(causes(kit.input({ token }))).toEqual([
      'key-pair-not-saved',
      'signed-bytes-differ',
      'signed-by-unknown-key',
    ]);
  });

  it('is not in question for a token that verifies, or that opens under no key', () => {
    expect(verify(sign(input())).findings).toEqual([]);
    expect(verify(kit.mint()).rootCause).toBe('signed-by-unknown-key');
    expect(verify(kit.mint()).findings[0]?.detail).toContain(fingerprint);
  });
});

describe('keys that were mistaken', () => {
  it('a public key for a private one, unless it was given to verify with', () => {
    const key = kit.publicKey('active');
    expect(root({ profile: 'vonage', now, key })).toBe('public-key-in-place-of-private');
    expect(root(kit.input({ key }))).toBeNull();
    expect(root(kit.input({ key, token: kit.mint({ key: 'stranger' }) }))).toBe('signed-by-unknown-key');
  });

  it('the two files for each other', () => {
    const input = { profile: 'vonage', now, key: kit.publicKey('active'), publicKey: kit.privateKey('active') };
    expect(diagnose(input).findings[0]?.title).toBe('The private key and the public key are swapped.');
  });

  it('a secret, by the name under which it was handed over', () => {
    const secret = 'Zx81-tape-loading-error';
    const token = kit.mintHmac(secret);
    const report = diagnose(kit.input({ token, secrets: { 'the signature secret': secret } }));
    expect(report.rootCause).toBe('secret-in-place-of-private-key');
    expect(report.findings[0]?.title).toContain('the signature secret');
    expect(JSON.stringify(report)).not.toContain(secret);
  });

  it('a verifier that holds another key, where the private key at hand made the token', () => {
    const [token, key] = [kit.mint(), kit.privateKey('active')];
    const report = diagnose({ profile: 'vonage', now, token, key, publicKey: kit.publicKey('replaced') });
    expect(report.rootCause).toBe('verifier-holds-wrong-key');
    expect(causes({ profile: 'vonage', now, token, key, publicKey: kit.publicKey('active') })).toEqual([]);
  });

  it('cannot be told from a private key alone', () => {
    const report = diagnose({ profile: 'vonage', now, token: kit.mint(), key: kit.privateKey('active') });
    expect(report.verdict).toBe('cannot-tell');
    expect(report.findings).toEqual([]);
    expect(report.checks).toContainEqual({
      cause: 'signed-by-unknown-key',
      result: 'cannot-tell',
      needs: ['registry', 'verifierKey', 'secrets'],
    });
  });
});

describe('kid', () => {
  const both = { ...registry, keys: registry.keys.map((key) => ({ ...key, ...until(key) })) };
  const named = (kid: string, key: KitKey) => kit.input({ token: kit.mint({ key, header: { kid } }), registry: both });

  it('selects among the accepted keys where it names one of them', () => {
    expect(causes(named('key-active', 'active'))).toEqual([]);
    expect(causes(named(kit.fingerprint('replaced'), 'replaced'))).toEqual([]);
    const report = diagnose(named('key-active', 'replaced'));
    expect(report.findings.map(({ cause }) => cause)).toEqual(['kid-unknown', 'signed-by-unknown-key']);
    expect(report.afterFix).toEqual({ verdict: 'accepted', remaining: [] });
  });

  it('is ignored where it names none', () => {
    expect(causes(named('key-draft', 'active'))).toEqual([]);
    expect(causes(named('of another provider', 'replaced'))).toEqual([]);
    expect(root(named('key-draft', 'draft'))).toBe('key-pair-not-saved');
  });

  function until({ state }: RegistryEvidence['keys'][number]) {
    return state === 'retiring' ? { expiresAt: now + 60 } : {};
  }
});

it('a key of another type explains that its signature verifies under no key', () => {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const key = privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
  const report = diagnose(signed('stranger', { key }));
  expect(report.rootCause).toBe('algorithm-key-mismatch');
  expect(report.findings[0]?.explains).toContain('signed-by-unknown-key');
});

it('a key of which nobody told when it was made is named without a time', () => {
  const otherKeys = registry.otherKeys.map((key) => ({ ...key, createdAt: 0 }));
  const { findings } = diagnose(signed('other', { registry: { ...registry, otherKeys } }));
  expect(findings[0]?.cause).toBe('signed-by-other-application');
  expect(findings[0]?.detail).not.toContain('1970');
});

it('a key of the application that was asked about proves nothing for a token that names another', () => {
  const other = '0d9f6bd0-7f0a-4a7e-9c39-5f1f3d1c2a44';
  const report = diagnose(kit.input({ token: kit.mint({ claims: { application_id: other } }) }));
  expect(report).toMatchObject({ verdict: 'rejected', rootCause: 'identity-claim-mistaken' });
  expect(report.findings[0]?.facts).toMatchObject({ looksLike: 'other-application', meant: kit.applicationId });
});
