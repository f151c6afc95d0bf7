import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diagnose } from '../../../src/core/diagnosis/diagnose.ts';
import type { Input } from '../../../src/core/evidence/input.ts';
import { SECRET_FORMS, secretForms } from '../../../src/core/keys/secret-forms.ts';
import { kit } from '../../support/kit.ts';

const SECRET = 'bGFtcHMtYW5kLWxpZ2h0LXN3aXRjaGVzLW9mLXRoZS1ob3VzZSwgYW5kIGV2ZXJ5IHdpbmRvdyBhbmQgZG9vciBvZiBpdA==';
const TEXT = 'lamps and light switches of a whole house';
const REFUSED: Partial<Input> = { response: { status: 401, body: '{"message":"invalid signature"}' } };

function token(secret: string | Buffer, alg = 'HS256'): string {
  const parts = [
    { alg, typ: 'JWT' },
    { iss: 'lamp', exp: kit.now + 600 },
  ];
  const input = parts.map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
  return `${input}.${createHmac(alg.replace('HS', 'sha'), secret).update(input).digest('base64url')}`;
}

function judged(text: string, secret: string, more: Partial<Input> = {}) {
  return diagnose({ profile: 'jwt', now: kit.now, token: text, secrets: secretForms(secret), ...more });
}

describe('the secret of both sides', () => {
  it.each<[string, string, string | Buffer]>([
    ['base64', SECRET, Buffer.from(SECRET, 'base64')],
    [
      'base64url',
      'bGFtcHMtYW5kX2xpZ2h0LXN3aXRjaGVzLW9mLXRoZS1ob3Vz_w',
      Buffer.from('bGFtcHMtYW5kX2xpZ2h0LXN3aXRjaGVzLW9mLXRoZS1ob3Vz_w', 'base64url'),
    ],
    ['hex', Buffer.from(TEXT).toString('hex'), Buffer.from(TEXT)],
    ['line-end', SECRET, `${SECRET}\n`],
    ['line-end-windows', SECRET, `${SECRET}\r\n`],
    ['trimmed', ` ${SECRET} `, SECRET],
    ['unquoted', `"${SECRET}"`, SECRET],
    ['quoted', SECRET, `"${SECRET}"`],
    ['quoted-single', SECRET, `'${SECRET}'`],
    ['prefix', `base64:${SECRET}`, Buffer.from(SECRET, 'base64')],
    ['prefix-text', `base64:${SECRET}`, SECRET],
    ['in-base64', TEXT, Buffer.from(TEXT).toString('base64')],
    ['in-hex', TEXT, Buffer.from(TEXT).toString('hex')],
    ['escapes', `lamps\\n${TEXT}`, `lamps\n${TEXT}`],
    ['comment', `${TEXT} # and light`, TEXT],
    ['variables', `la$mps-and-${TEXT}`, `la-and-${TEXT}`],
  ])('%s', (form, given, signedWith) => {
    const alone = judged(token(signedWith), given);
    expect(alone).toMatchObject({ verdict: 'accepted' });
    expect(alone.findings).toMatchObject([
      { cause: 'secret-form-mismatch', severity: 'risk', certainty: 'proved', facts: { form } },
    ]);
    const refused = judged(token(signedWith), given, REFUSED);
    expect(refused).toMatchObject({ verdict: 'rejected', rootCause: 'secret-form-mismatch' });
    expect(refused.findings[0]).toMatchObject({ certainty: 'likely', party: 'verifier', facts: { form } });
    expect(JSON.stringify(refused)).not.toContain(given.trim());
  });

  it.each(['HS256', 'HS384', 'HS512'])('is tried with %s', (alg) => {
    expect(judged(token(SECRET, alg), SECRET)).toMatchObject({ verdict: 'accepted', findings: [] });
    expect(judged(token(Buffer.from(SECRET, 'base64'), alg), SECRET).findings[0]?.facts).toMatchObject({
      form: 'base64',
    });
    expect(judged(token('another', alg), SECRET)).toMatchObject({
      verdict: 'rejected',
      rootCause: 'signed-by-unknown-key',
    });
  });

  it('may be decoded by the verifier, where it was signed with as text and its signature is refused', () => {
    const report = judged(token(SECRET), SECRET, REFUSED);
    expect(report.findings[0]).toMatchObject({
      cause: 'secret-form-mismatch',
      certainty: 'possible',
      facts: { form: 'text' },
    });
    expect(report.verdict).toBe('cannot-tell');
    expect(judged(token(`no base64 ! ${TEXT}`), `no base64 ! ${TEXT}`, REFUSED).findings).toEqual([]);
    const other = judged(token(SECRET), SECRET, { response: { status: 401, body: '{"message":"jwt expired"}' } });
    expect(other.findings.map(({ cause }) => cause)).not.toContain('secret-form-mismatch');
  });

  it('has each key once, none of them empty, and any text for it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (text) => {
        const keys = Object.values(secretForms(text)).map((bytes) => Buffer.from(bytes).toString('hex'));
        expect(new Set(keys).size).toBe(keys.length);
        expect(keys).not.toContain('');
      }),
    );
    expect(Object.keys(secretForms('a'.repeat(1_000_000)))).toContain(SECRET_FORMS.text);
  });
});
