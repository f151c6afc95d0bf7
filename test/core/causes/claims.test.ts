import { describe, expect, it } from 'vitest';
import { diagnose } from '../../../src/core/diagnosis/diagnose.ts';
import { kit } from '../../support/kit.ts';

const reportOf = (claims: { readonly [name: string]: unknown }) => diagnose(kit.input({ token: kit.mint({ claims }) }));
const firstOf = (claims: { readonly [name: string]: unknown }) => reportOf(claims).findings[0];
const MENDED = { verdict: 'accepted', remaining: [] };

describe('a claim that is missing', () => {
  it.each(['application_id', 'iat', 'jti'])('%s', (name) => {
    const states = [undefined, null, false, '', '  ', 'YOUR_APP_ID', '<application id>', '$APP_ID', 'undefined'];
    for (const value of states) expect(firstOf({ [name]: value })?.cause, String(value)).toBe('claim-missing');
  });

  it('names all of them, and says so of neither iat nor exp', () => {
    const report = reportOf({ iat: undefined, exp: undefined, jti: undefined });
    expect(report.findings[0]?.facts).toMatchObject({ claims: [{ name: 'iat' }, { name: 'jti' }] });
    expect(report.findings[0]?.title).toBe('The token has no iat or jti.');
    expect(report.afterFix).toEqual(MENDED);
  });

  it('an id of zeros is a placeholder', () => {
    expect(firstOf({ application_id: '00000000-0000-0000-0000-000000000000' })).toMatchObject({
      cause: 'claim-missing',
      facts: { claims: [{ state: 'placeholder' }] },
    });
  });

  it('exp, nbf, sub and acl may be absent', () => {
    expect(reportOf({ exp: undefined }).verdict).toBe('accepted');
  });
});

describe('a claim under another name', () => {
  it.each(['applicationId', 'app_id', 'application-id', 'Application_Id', 'APPLICATION_ID', 'applicationid'])(
    '%s',
    (name) => {
      const report = reportOf({ application_id: undefined, [name]: kit.applicationId });
      expect(report.findings.map((finding) => finding.cause)).toEqual(['claim-misnamed']);
      expect(report.afterFix).toEqual(MENDED);
    },
  );

  it('is missing where the value has not the right form', () => {
    expect(firstOf({ application_id: undefined, applicationId: 'abcd1234' })?.cause).toBe('claim-missing');
    expect(firstOf({ iat: undefined, issued_at: 'yesterday' })?.cause).toBe('claim-missing');
  });

  it('is a risk where the claim is optional', () => {
    const report = reportOf({ nbf: undefined, notBefore: kit.now - 60 });
    expect(report.verdict).toBe('accepted');
    expect(report.findings[0]).toMatchObject({ cause: 'claim-misnamed', severity: 'risk' });
  });

  it('is the sender’s own where the right one is there too, or where the word is common', () => {
    const own = {
      subject: 'a',
      sub: 'a',
      user: 'b',
      id: 'c',
      paths: {},
      role: 'publisher',
      applicationId: kit.applicationId,
    };
    expect(reportOf(own).findings).toEqual([]);
    expect(reportOf({ user: 'b', username: 'c', permissions: [], nonce: 'n' }).findings).toEqual([]);
  });
});

describe('the application id', () => {
  const id = kit.applicationId;

  it.each([
    [id.toUpperCase(), 'upper-case'],
    [`{${id}}`, 'braces'],
    [`"${id}"`, 'quotes'],
    [` ${id}`, 'blanks'],
    [`${id}\n`, 'line-end'],
    [`urn:uuid:${id}`, 'urn'],
    [id.replaceAll('-', ''), 'without-hyphens'],
  ])('%j is named as %s, and never taken for the id', (value, looksLike) => {
    const report = reportOf({ application_id: value });
    expect(report.rootCause).toBe('identity-claim-mistaken');
    expect(report.findings[0]?.facts).toMatchObject({ looksLike, meant: id });
    expect(report.afterFix).toEqual(MENDED);
  });

  it.each([
    ['abcd1234', 'api-key'],
    ['447700900000', 'number'],
    ['+44 7700 900000', 'number'],
    ['dev@example.com', 'email'],
    ['https://api.nexmo.com', 'url'],
    ['SHA256:91c0', 'fingerprint'],
    ['My application', 'text'],
    [id.replace('7c9e', '7с9е'), 'damaged'],
    [`${id.slice(0, -1)}\u0000`, 'damaged'],
    [`${id}0`, 'damaged'],
    [id.slice(0, -1), 'damaged'],
  ])('%j is %s', (value, looksLike) => {
    expect(firstOf({ application_id: value })).toMatchObject({
      cause: 'identity-claim-mistaken',
      facts: { looksLike },
    });
  });

  it('is not repeated where it may be a secret', () => {
    const report = reportOf({ application_id: 'Tq8vLw2nRb5xZk1P' });
    expect(report.rootCause).toBe('identity-claim-mistaken');
    expect(JSON.stringify(report)).not.toContain('Tq8v');
  });
});

describe('the type of a claim', () => {
  it.each(['exp', 'nbf', 'iat'])('%s of another type than a number is refused', (name) => {
    for (const value of ['1532179987', 'tomorrow', '2026-11-24T10:00:00Z', true, [1], { a: 1 }, 1e300])
      expect(firstOf({ [name]: value })?.cause, JSON.stringify(value)).toBe('claim-type-wrong');
  });

  it('null is refused even where the claim is optional', () => {
    for (const name of ['exp', 'nbf', 'sub']) expect(firstOf({ [name]: null })?.cause, name).toBe('claim-type-wrong');
  });

  it('a time as text is mended where it is plain which time is meant', () => {
    const report = reportOf({ exp: String(kit.now + 600), iat: String(kit.now) });
    expect(report.findings[0]?.facts).toMatchObject({
      claims: [{ name: 'iat' }, { name: 'exp', meant: kit.now + 600 }],
    });
    expect(report.afterFix).toEqual(MENDED);
  });

  it.each([
    ['2026-11-24T10:12:33Z', 'a date in a string, not a number', 'certain'],
    ['2026-11-24T12:12:33.25+02:00', 'a date in a string, not a number', 'certain'],
    ['2026-11-24 10:12:33', 'a date in a string, without a time zone, not a number', 'likely'],
  ])('the date %s is named, and judged again as the number that was meant', (exp, words, applicability) => {
    const meant = Date.parse('2026-11-24T10:12:33Z') / 1000;
    for (const [now, isPast] of [
      [meant - 300, false],
      [meant + 300, true],
    ] as const) {
      const { findings, afterFix } = diagnose(
        kit.input({ now, token: kit.mint({ claims: { iat: meant - 600, exp } }) }),
      );
      const [step] = findings[0]?.fix.steps ?? [];
      expect(findings[0]).toMatchObject({
        cause: 'claim-type-wrong',
        title: `The claim exp is ${words}.`,
        facts: { claims: [{ name: 'exp', meant }] },
      });
      expect(findings[0]?.fix.applicability).toBe(applicability);
      expect(step).toContain(`Write "exp": ${meant} where the token is made: a number`);
      expect(step?.endsWith('That time has passed: mint a new token.')).toBe(isPast);
      expect(afterFix).toEqual(MENDED);
    }
  });

  it('is told in a sentence', () => {
    expect(firstOf({ exp: '1' })?.title).toBe('The claim exp is a string, not a number.');
    expect(firstOf({ exp: 1e300 })?.title).toBe('The claim exp is a number too large for any time.');
    expect(firstOf({ exp: '1', nbf: true })?.title).toBe('The claims exp, nbf have the wrong type.');
  });

  it('a fraction of a second is a time', () => {
    expect(reportOf({ iat: kit.now - 0.5, exp: kit.now + 600.25 }).findings).toEqual([]);
  });

  it('ids are strings', () => {
    expect(firstOf({ application_id: 17 })?.cause).toBe('claim-type-wrong');
    expect(firstOf({ jti: 17 })?.cause).toBe('claim-type-wrong');
    expect(reportOf({ jti: 17 }).afterFix).toEqual(MENDED);
    expect(firstOf({ sub: ['a'] })?.cause).toBe('claim-type-wrong');
  });

  it('claims of one product only are a risk', () => {
    const report = reportOf({ scope: ['session.connect'] });
    expect(report.verdict).toBe('accepted');
    expect(report.findings[0]).toMatchObject({ cause: 'claim-type-wrong', severity: 'risk' });
  });
});

describe('the subject', () => {
  it.each(['', ' ', 'a\nb', 'a\u0000'])('%j is refused', (sub) => {
    expect(firstOf({ sub })?.cause).toBe('subject-invalid');
  });

  it.each(['Zoë', '王', 'user@example.com', 'a b'])('%j is a name', (sub) => {
    expect(reportOf({ sub }).findings).toEqual([]);
  });

  it('a placeholder is a risk only', () => {
    expect(reportOf({ sub: 'undefined' })).toMatchObject({ verdict: 'accepted', rootCause: null });
  });
});
