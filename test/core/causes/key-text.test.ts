import { readFileSync } from 'node:fs';
import { describe, expect, it, test } from 'vitest';
import { diagnose } from '../../../src/core/diagnosis/diagnose.ts';
import type { Input } from '../../../src/core/evidence/input.ts';
import { parseKey } from '../../../src/core/keys/parse-key.ts';
import type { KeyFault } from '../../../src/core/keys/reading.ts';
import { kit } from '../../support/kit.ts';
import { MANGLINGS, readPemText } from '../keys/manglings.ts';

const CAUSE_OF: { readonly [kind in KeyFault['kind']]?: string } = {
  path: 'key-path-in-place-of-key',
  'newlines-escaped': 'key-newlines-escaped',
  quoted: 'key-in-quotes',
  'line-breaks-lost': 'key-line-breaks-lost',
  encoding: 'key-file-encoding',
  'wrapped-in-base64': 'key-wrapped-in-base64',
  encrypted: 'key-passphrase-wrong',
  'container-unsupported': 'key-container-unsupported',
  'label-mismatch': 'key-container-unsupported',
  damaged: 'key-text-damaged',
  unrecognised: 'key-text-damaged',
  inconsistent: 'private-key-damaged',
  secret: 'secret-in-place-of-private-key',
  empty: 'stale-key-in-process',
};

const PRIVATE = kit.privateKey('active');
const PUBLIC = kit.publicKey('active');
const BODY_LINE = PRIVATE.split('\n')[5] ?? '';

function look(key: NonNullable<Input['key']>) {
  return diagnose({ profile: 'vonage', now: kit.now, key });
}

describe.each(MANGLINGS.filter(({ fault }) => fault !== 'fine'))('$name', ({ mangle }) => {
  const text = mangle(readPemText(PRIVATE));
  const reading = parseKey(text);
  const faults = reading.ok ? [] : reading.faults;

  it('is named, and so is all else that is on the key', () => {
    const report = look(text);
    const found = report.findings.map(({ cause }) => cause);
    expect(found).toEqual(expect.arrayContaining([...new Set(faults.map(({ kind }) => CAUSE_OF[kind]))]));
    expect(report.verdict).toBe('rejected');
    for (const { facts } of report.findings) {
      if (faults.length > 1 && 'faults' in facts) expect(facts['faults']).toHaveLength(faults.length);
    }
  });

  it('keeps the private key out of the report, and is gone after the fix', () => {
    const report = look(text);
    expect(JSON.stringify(report)).not.toContain(BODY_LINE);
    expect(report.findings[0]?.fix.artefact ?? null).toBeNull();
    expect(report.findings[0]?.fix.command).toContain('mintmark keys repair');
    expect(report.afterFix?.remaining).toEqual([]);
  });

  it('gives a public key back, mended', () => {
    const report = look(mangle(readPemText(PUBLIC)));
    const mended = report.findings.find(({ facts }) => 'mended' in facts);
    if (mended) expect(mended.fix.artefact).toBe(PUBLIC);
  });
});

test.each([
  ['quotes before escapes', `"${PRIVATE.replaceAll('\n', '\\n')}"`, 'key-in-quotes'],
  ['base64 of quotes and escapes', wrap(`"${PRIVATE.replaceAll('\n', '\\n')}"`), 'key-wrapped-in-base64'],
  ['quotes round base64', `"${wrap(PRIVATE)}"`, 'key-in-quotes'],
  ['a path', 'C:\\keys\\private.key', 'key-path-in-place-of-key'],
  ['nothing', '', 'stale-key-in-process'],
  ['a secret', 'Tq8vLw2nRb5xZk1P', 'secret-in-place-of-private-key'],
])('%s: the outermost fault is the root', (_, key, root) => {
  expect(look(key).rootCause).toBe(root);
});

test.each(['rsa-2048', 'p-256', 'ed25519'])('a good key file is left alone: %s', (name) => {
  const text = readFileSync(new URL(`../../../vectors/pem/${name}.pem`, import.meta.url), 'utf8');
  const found = look(text).findings.map(({ cause }) => cause);
  expect(found.filter((cause) => cause !== 'algorithm-key-mismatch')).toEqual([]);
});

test('CR LF and a byte order mark are risks: OpenSSL reads them', () => {
  for (const text of [PRIVATE.replaceAll('\n', '\r\n'), `\ufeff${PRIVATE}`]) {
    expect(look(text).findings.map(({ cause, severity }) => [cause, severity])).toEqual([
      ['key-file-encoding', 'risk'],
    ]);
  }
});

describe('a stale key', () => {
  it('is likely where the token opens under another key than the right one at hand', () => {
    const report = diagnose(kit.input({ token: kit.mint({ key: 'replaced' }), key: PRIVATE }));
    expect(report.rootCause).toBe('signed-by-replaced-key');
    expect(report.findings.find(({ cause }) => cause === 'stale-key-in-process')?.certainty).toBe('likely');
  });

  it('is likely where nobody but the key at hand can be asked, and the token does not open under it', () => {
    const input = { profile: 'vonage', now: kit.now, key: PRIVATE };
    const findings = (token: string) => diagnose({ ...input, token }).findings.map(({ cause }) => cause);
    expect(findings(kit.mint({ key: 'stranger' }))).toEqual(['stale-key-in-process']);
    expect(findings(kit.mint({}))).toEqual([]);
    expect(findings(kit.mint({}).slice(0, -3))).not.toContain('stale-key-in-process');
    expect(
      diagnose({ ...input, token: kit.mint({ key: 'stranger' }), publicKey: kit.publicKey('active') }).rootCause,
    ).toBe('signed-by-unknown-key');
  });

  it('is not where the key at hand made the token, or where the process has it', () => {
    for (const input of [
      kit.input({ key: PRIVATE }),
      kit.input({ token: kit.mint({ key: 'replaced' }), key: kit.privateKey('replaced') }),
      kit.input({ key: PRIVATE, keyInUse: { fingerprint: kit.fingerprint('active') } }),
    ]) {
      expect(diagnose(input).findings.map(({ cause }) => cause)).not.toContain('stale-key-in-process');
    }
  });
});

function wrap(text: string): string {
  return Buffer.from(text).toString('base64');
}
