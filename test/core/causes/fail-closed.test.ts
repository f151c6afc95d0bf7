import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diagnose } from '../../../src/core/diagnosis/diagnose.ts';
import { judge } from '../../../src/core/diagnosis/judge.ts';
import type { CauseId } from '../../../src/core/evidence/cause-id.ts';
import type { Evidence } from '../../../src/core/evidence/evidence.ts';
import type { PartReading, TokenFault, TokenReading } from '../../../src/core/jws/reading.ts';
import { observe } from '../../../src/core/observe/observe.ts';
import type { CredentialsReading } from '../../../src/core/request/authorization.ts';
import { kit } from '../../support/kit.ts';

const good = observe(kit.input());

describe('every fault of credentials has a cause', () => {
  const CAUSE_OF: Record<NonNullable<CredentialsReading['fault']>, CauseId> = {
    empty: 'authorization-missing',
    'scheme-missing': 'bearer-scheme-malformed',
    'scheme-glued': 'bearer-scheme-malformed',
    'scheme-doubled': 'bearer-scheme-malformed',
    'token-missing': 'bearer-scheme-malformed',
    'token-quoted': 'bearer-scheme-malformed',
    'scheme-unknown': 'scheme-not-bearer',
    basic: 'basic-credentials-on-jwt-endpoint',
    'separator-not-space': 'credentials-contain-whitespace',
    'whitespace-inside': 'credentials-contain-whitespace',
    'several-values': 'multiple-credentials',
  };

  it.each(Object.entries(CAUSE_OF))('%s', (fault, cause) => {
    const credentials = {
      text: 'Bearer\ta b',
      rest: '\ta b',
      fault: fault as keyof typeof CAUSE_OF,
      tokenInside: 'a.b.c',
    };
    expect(judgeEarly(withoutToken({ credentials }))).toBe(cause);
    const { tokenInside: _, ...without } = credentials;
    expect(judgeEarly(withoutToken({ credentials: without }))).toMatch(/./);
  });

  it('no field, two lines, and no token for no reason', () => {
    expect(judgeEarly(withoutToken({ credentials: null }))).toBe('authorization-missing');
    expect(judgeEarly(withoutToken({ credentials: { text: 'x', rest: 'x' } }))).toBe('bearer-scheme-malformed');
    const two = { text: 'x', rest: 'x', token: 'x', lines: 2 };
    expect(judgeEarly({ ...good, credentials: two })).toBe('multiple-credentials');
  });
});

describe('every fault of a token has a cause', () => {
  type Sample = { readonly [kind in TokenFault['kind']]: readonly TokenFault[] };
  const SAMPLES: Sample = {
    'too-large': [{ kind: 'too-large', length: 9000, limit: 8192 }],
    'part-count': [0, 1, 2, 4, 5, 1_000_000].map((count) => ({ kind: 'part-count', count })),
    'part-empty': (['header', 'payload', 'signature'] as const).map((part) => ({ kind: 'part-empty', part })),
    base64url: (
      ['whitespace', 'padding', 'standard-alphabet', 'character', 'length', 'trailing-bits'] as const
    ).flatMap((reason) =>
      (['header', 'payload', 'signature'] as const).map(
        (part) => ({ kind: 'base64url', part, reason, at: 1 }) as const,
      ),
    ),
    utf8: (['byte-order-mark', 'invalid'] as const).flatMap((reason) =>
      (['header', 'payload'] as const).map((part) => ({ kind: 'utf8', part, reason, byte: 0 }) as const),
    ),
    json: (['syntax', 'not-an-object', 'too-deep', 'number-out-of-range'] as const).flatMap((reason) =>
      (['header', 'payload'] as const).map(
        (part) => ({ kind: 'json', part, reason, byte: 0, expected: 'a JSON object' }) as const,
      ),
    ),
    'duplicate-member': (['header', 'payload'] as const).map(
      (part) => ({ kind: 'duplicate-member', part, byte: 1, member: 'exp', pointer: '/exp' }) as const,
    ),
  };
  const token = good.token as TokenReading;
  const bare = ({ start, end }: PartReading): PartReading => ({ start, end });

  it.each(Object.values(SAMPLES).flat())('$kind $reason$count $part', (fault) => {
    const readings: TokenReading[] = [
      { ...token, faults: [fault] },
      { ...token, faults: [fault], header: bare(token.header) },
      { ...token, faults: [fault], payload: bare(token.payload), signature: bare(token.signature) },
      { text: 'x', faults: [fault], header: EMPTY, payload: EMPTY, signature: EMPTY },
      {
        text: '{"',
        faults: [fault],
        header: { ...EMPTY, bytes: new Uint8Array([0x7b]) },
        payload: EMPTY,
        signature: EMPTY,
      },
    ];
    for (const reading of readings) expect(judgeEarly({ ...good, token: reading })).toMatch(/./);
  });
});

describe('whatever is sent', () => {
  const whole = kit.mint();
  const { registry: _, ...unregistered } = kit.input();
  const part = fc.oneof(
    fc.constantFrom(...whole.split('.'), '', 'e30', 'bnVsbA', 'W10', 'eyJhIjoxLCJhIjoyfQ', 'eyJhbGciOiJub25lIn0'),
    fc.base64String({ maxLength: 40 }),
    fc.string({ maxLength: 20 }),
    fc.jsonValue({ maxDepth: 3 }).map((value) => Buffer.from(JSON.stringify(value)).toString('base64url')),
  );
  const text = fc.oneof(
    fc.array(part, { maxLength: 6 }).map((parts) => parts.join('.')),
    fc.tuple(fc.nat(whole.length), fc.string({ maxLength: 3 })).map(([at, change]) => {
      return whole.slice(0, at) + change + whole.slice(at + 1);
    }),
  );
  const field = fc.tuple(fc.constantFrom('Bearer ', 'bearer  ', 'Bearer', 'Basic ', 'JWT ', '', 'Bearer\t'), text);

  it('a token with a fault never passes the gate, and no cause throws', () => {
    fc.assert(
      fc.property(field, ([scheme, value]) => {
        const fields = [['Authorization', scheme + value]] as const;
        const { token: __, ...input } = { ...unregistered, request: { target: '/v1/calls', fields } };
        const evidence = observe(input);
        const strict = evidence.credentials?.token === undefined ? undefined : evidence.token;
        const gate = strict ? evidence : withoutToken(evidence);
        if (strict === undefined || strict.faults.length > 0) expect(judgeEarly(gate)).toMatch(/./);
        expect(() => JSON.stringify(diagnose(input))).not.toThrow();
      }),
      { numRuns: 1500 },
    );
  });

  it('a claim of whatever type passes, or is named', () => {
    const claims = fc.dictionary(
      fc.constantFrom('application_id', 'iat', 'exp', 'nbf', 'jti', 'sub', 'acl', 'aud', 'typ', 'alg', 'applicationId'),
      fc.oneof(fc.jsonValue({ maxDepth: 2 }), fc.constantFrom(1e308, -1, 0, '1790000000', kit.applicationId, kit.now)),
    );
    fc.assert(
      fc.property(claims, (change) => {
        const report = diagnose(kit.input({ token: kit.mint({ claims: change }) }));
        const id = change['application_id'] ?? kit.applicationId;
        const jti = change['jti'] ?? 'x';
        if (id !== kit.applicationId || typeof jti !== 'string') expect(report.verdict).toBe('rejected');
        if (report.verdict === 'rejected') expect(report.rootCause).not.toBeNull();
      }),
      { numRuns: 150 },
    );
  });
});

const EMPTY: PartReading = { start: 0, end: 0 };

/** The first cause by which the gate rejects before it looks anything up. */
function judgeEarly(evidence: Evidence): CauseId | undefined {
  for (const stage of ['transport', 'shape', 'header', 'claims'] as const) {
    const finding = judge(stage, evidence);
    if (finding) return finding.cause;
  }
  return undefined;
}

function withoutToken(change: Partial<Evidence>): Evidence {
  const { token: _, acl: __, signature: ___, ...rest } = { ...good, ...change };
  return rest;
}
