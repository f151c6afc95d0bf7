import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PROFILES } from '../../../src/core/claims/profiles/index.ts';
import { diagnose } from '../../../src/core/diagnosis/diagnose.ts';
import type { Input } from '../../../src/core/evidence/input.ts';
import { PRODUCTS } from '../../../src/core/said/products/index.ts';
import { kit } from '../../support/kit.ts';
import { GOOD_TOKENS } from '../claims/tokens.ts';

const { now } = kit;
const ids = PROFILES.map(({ id }) => id);
const names = [...new Set(PROFILES.flatMap(({ claims }) => claims.map(({ name }) => name)))];
const hosts = [...new Set(PROFILES.flatMap((profile) => profile.hosts)), 'gate.example.com', ''];

const value = fc.oneof(
  fc.jsonValue({ maxDepth: 1 }),
  fc.integer({ min: now - 9000, max: now + 9000 }),
  fc.constantFrom(
    '',
    'account.docusign.com',
    'https://login.salesforce.com/',
    'AC',
    'x.y.SHA256:z',
    '.SHA256:',
    'A..SHA256:',
  ),
);
const field = fc.tuple(
  fc.constantFrom('Host', 'Origin', 'Date', 'User-Agent', 'Authorization', 'X-OPENTOK-AUTH', 'WWW-Authenticate'),
  fc.oneof(fc.constantFrom(...hosts), fc.string({ maxLength: 20 })),
);
const fields = fc.array(field, { maxLength: 4 });
const message = fc.constantFrom('', ...PRODUCTS.flatMap(({ messages }) => messages.map(({ sample }) => sample)));

const rest = fc.record(
  {
    now: fc.oneof(fc.constant(now), fc.maxSafeInteger()),
    request: fc.record({ target: fc.constantFrom('/', 'x', '/a//b'), fields, body: fc.string() }, { requiredKeys: [] }),
    response: fc.record(
      { status: fc.constantFrom(200, 302, 400, 401, 403, 429, 500, 0), body: message, fields },
      { requiredKeys: [] },
    ),
    redirects: fc.array(
      fc.record({
        url: fc.webUrl(),
        fields,
        status: fc.constantFrom(301, 307),
        location: fc.oneof(fc.webUrl(), fc.string()),
      }),
      { maxLength: 3 },
    ),
    replay: fc.record({
      firstSeenAt: fc.constantFrom(null, now - 5),
      mintedAt: fc.array(fc.oneof(fc.integer({ min: now - 9000, max: now }), fc.double())),
    }),
    keyFile: fc.record({ path: fc.string(), error: fc.constantFrom('EACCES', 'ENOENT', 'toString', '') }),
    keyInUse: fc.record({ fingerprint: fc.constantFrom(null, kit.fingerprint('draft'), 'x') }),
    failure: fc.oneof(message, fc.string()),
    key: fc.constantFrom('', 'secret', kit.privateKey('active'), `"${kit.publicKey('active')}"`),
    secrets: fc.constant({ 'the secret': 'a' }),
    publicKey: fc.constantFrom(kit.publicKey('active'), 'no key'),
  },
  { requiredKeys: [] },
);

const inputs: fc.Arbitrary<Input> = fc
  .record({
    profile: fc.constantFrom(...ids),
    claims: fc.dictionary(fc.constantFrom(...names), value, { maxKeys: 3 }),
    header: fc.record({ alg: value, kid: value, typ: value, cty: value }, { requiredKeys: [] }),
    signature: fc.uint8Array({ minLength: 1, maxLength: 80 }),
    rest,
  })
  .map(({ profile, claims, header, signature, rest: others }) => {
    const good = GOOD_TOKENS[profile];
    const parts = [
      { ...good?.header, ...header },
      { ...good?.claims, ...claims },
    ].map((part) => JSON.stringify(part));
    const token = [...parts, Buffer.from(signature)].map((part) => Buffer.from(part).toString('base64url')).join('.');
    return { profile, token, ...(others as Partial<Input>) };
  });

describe('for any evidence, under any profile', () => {
  it('no cause throws, and every finding is JSON with words', () => {
    fc.assert(
      fc.property(inputs, (input) => {
        const report = diagnose(input);
        expect(JSON.parse(JSON.stringify(report))).toEqual(report);
        for (const { title, detail, fix } of report.findings) {
          expect([title, detail, ...fix.steps].join('\n')).not.toMatch(/undefined|\[object|NaN/);
          expect(title).toMatch(/\.$/);
        }
        const isProved = report.findings.some(
          ({ severity, certainty }) => severity === 'fault' && certainty !== 'possible',
        );
        if (isProved) expect(report.verdict).toBe('rejected');
      }),
      { numRuns: 200 },
    );
  });

  it('a finding comes after the one that explains it', () => {
    fc.assert(
      fc.property(inputs, (input) => {
        const { findings } = diagnose(input);
        const faults = findings.filter(({ severity }) => severity === 'fault').map(({ cause }) => cause);
        for (const { cause, explains, severity } of findings) {
          if (severity === 'risk') continue;
          for (const id of explains)
            if (faults.includes(id)) expect(faults.indexOf(id)).toBeGreaterThan(faults.indexOf(cause));
        }
      }),
      { numRuns: 100 },
    );
  });
});
