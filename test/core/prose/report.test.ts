import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import type { Report, ReportFinding } from '../../../src/core/evidence/report.ts';
import { renderFinding } from '../../../src/core/prose/finding.ts';
import { renderReport } from '../../../src/core/prose/report.ts';

const header = 'eyJhbGciOiJSUzI1NiJ9';
const payload = 'eyJleHAiOiIxNTMyMTc5OTg3IiwiaWF0IjoxfQ';
const signature = `Xk3v_9QdLw0${'s'.repeat(331)}`;
const token = `${header}.${payload}.${signature}`;

const unsaved: ReportFinding = {
  cause: 'key-pair-not-saved',
  severity: 'fault',
  certainty: 'proved',
  facts: {},
  at: { in: 'token', part: 'signature', pointer: null, start: token.length - signature.length, end: token.length },
  party: 'sender',
  explains: ['signed-by-unknown-key'],
  title: 'Signed with a key pair that was generated but never saved.',
  detail: 'registered  SHA256:91c0=, active since 3 Nov\nsigned by   SHA256:7f3a=, draft, generated today, not saved',
  help: '/causes/key-pair-not-saved',
  fix: {
    applicability: 'certain',
    steps: ['save it:', 'or sign with the private key of SHA256:91c0='],
    command: 'mintmark apps save-key 7c9e6679-7425-40de-944b-e07fc1f90ae7 SHA256:7f3a=',
    artefact: null,
  },
};

const quoted: ReportFinding = {
  ...unsaved,
  cause: 'claim-type-wrong',
  explains: [],
  at: { in: 'token', part: 'payload', pointer: '/exp', start: header.length + 1 + 9, end: header.length + 1 + 25 },
  title: 'The claim exp is text.',
};

const report: Report = {
  verdict: 'rejected',
  profile: 'vonage',
  rules: { profile: 'vonage', name: 'Vonage application', chosenBy: 'user', because: 'you chose the profile vonage' },
  rootCause: 'key-pair-not-saved',
  findings: [unsaved],
  checks: [],
  afterFix: { verdict: 'accepted', remaining: [] },
};

describe('a finding on a terminal', () => {
  it('says what, where, the proof, the next step and what came of it', () => {
    expect(renderFinding(unsaved, token, { afterFix: report.afterFix })).toBe(`\
key-pair-not-saved                                                     proved

  Signed with a key pair that was generated but never saved.

  eyJhbGciOi….eyJleHAiOi….Xk3v_9QdLw0s…
                          ~~~~~~~~~~~~~ signature

  registered  SHA256:91c0=, active since 3 Nov
  signed by   SHA256:7f3a=, draft, generated today, not saved

  Next  save it:
          mintmark apps save-key 7c9e6679-7425-40de-944b-e07fc1f90ae7 SHA256:7f3a=
        or sign with the private key of SHA256:91c0=
  Then  accepted

  Why: mintmark explain key-pair-not-saved`);
  });

  it('marks a member inside a part', () => {
    const lines = renderFinding(quoted, token).split('\n');
    expect(lines[4]).toBe('  eyJhbGciOi….…HAiOiIxNTMyMTc5OTg3Iiwia….Xk3v_9QdLw…');
    expect(lines[5]?.trim()).toBe('~~~~~~~~~~~~~~~~ payload /exp');
    const column = lines[5]?.indexOf('~') ?? 0;
    expect(lines[4]?.slice(column, column + 16)).toBe(payload.slice(9, 25));
  });

  it('never shows the whole of a token, nor of a text that is none', () => {
    for (const text of [token, 'abcd1234:SECRETsecret1', 'x'.repeat(500), '']) {
      const at = { in: 'token', part: null, pointer: null, start: 0, end: text.length } as const;
      const shown = renderFinding({ ...unsaved, at }, text);
      if (text !== '') expect(shown).not.toContain(text);
      expect(shown).not.toContain('SECRET');
      expect(shown).not.toContain(signature.slice(0, 16));
    }
  });

  it('differs in colour by escape codes alone', () => {
    const coloured = renderFinding(quoted, token, { colour: true, afterFix: report.afterFix });
    expect(coloured).toContain('\u001b[');
    expect(stripVTControlCharacters(coloured)).toBe(renderFinding(quoted, token, { afterFix: report.afterFix }));
  });

  it('shows hostile words of a report from elsewhere', () => {
    const hostile = {
      ...unsaved,
      title: '\u001b[2J',
      detail: '\u202e\n- \u0007',
      fix: { ...unsaved.fix, command: '\r' },
    };
    expect(renderFinding(hostile).replace(/\n/g, '')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  });

  it('keeps silent about a fix that no program could try', () => {
    const afterFix = { verdict: 'rejected', remaining: ['key-pair-not-saved'] } as const;
    expect(renderFinding(unsaved, token, { afterFix })).not.toContain('Then');
  });

  it('breaks lines at the width', () => {
    const long = { ...unsaved, detail: `received  ${'word '.repeat(40).trim()}`, title: 'word '.repeat(40).trim() };
    const lines = renderFinding({ ...long, fix: { ...long.fix, command: null } }, token, { width: 50 }).split('\n');
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(50);
    expect(lines).toContain(`            ${'word '.repeat(7).trim()}`);
  });
});

const JUDGED = '  Judged by the profile vonage (Vonage application), because you chose the\n  profile vonage.';

describe('a report on a terminal', () => {
  it('shows the root whole and the others in a line each', () => {
    const unknown = { ...unsaved, cause: 'signed-by-unknown-key', explains: [], title: 'Opens under no key.' } as const;
    const shown = renderReport({ ...report, findings: [unsaved, unknown, quoted] }, token);
    expect(shown.startsWith(renderFinding(unsaved, token, { afterFix: report.afterFix }))).toBe(true);
    expect(
      shown.endsWith(`\

follows from it
  signed-by-unknown-key  Opens under no key.

will fail next
  claim-type-wrong  The claim exp is text.

  Judged by the profile vonage (Vonage application), because you chose the
  profile vonage.`),
    ).toBe(true);
  });

  it('says of a risk, and of what is only possible, that it may fail', () => {
    const risk = { ...quoted, severity: 'risk', title: 'Short.' } as const;
    const possible = { ...quoted, cause: 'path-not-in-acl', certainty: 'possible', title: 'Perhaps.' } as const;
    const shown = renderReport({ ...report, findings: [unsaved, risk, possible] }, token);
    expect(shown).toContain('\n\nmay fail next\n  claim-type-wrong  Short.\n  path-not-in-acl   Perhaps.\n');
    expect(shown).not.toContain('will fail next');
  });

  it('is one line where nothing was found, with the evidence that is missing', () => {
    const nothing: Report = {
      ...report,
      verdict: 'cannot-tell',
      rootCause: null,
      findings: [],
      checks: [
        { cause: 'token-replayed', result: 'cannot-tell', needs: ['replay'] },
        { cause: 'clock-ahead', result: 'clear' },
      ],
      afterFix: null,
    };
    expect(renderReport(nothing, token)).toBe(
      `Cannot tell: 1 check found no fault; 1 could not run without the replay history.\n\n${JUDGED}`,
    );
    expect(renderReport({ ...nothing, verdict: 'accepted', checks: [] })).toBe(
      `Accepted: 0 checks found no fault.\n\n${JUDGED}`,
    );
  });
});
