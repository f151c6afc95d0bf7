import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { base64NotUrlSafe } from '../../../src/core/causes/base64-not-url-safe.ts';
import { diagnose } from '../../../src/core/diagnosis/diagnose.ts';
import { kit } from '../../support/kit.ts';

const token = kit.mint();
const [header = '', payload = '', signature = ''] = token.split('.');
const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

const reportOf = (text: string) => diagnose(kit.input({ token: text }));
const rootOf = (text: string) => reportOf(text).rootCause;

describe('the algorithm', () => {
  it.each(['none', 'None', 'NONE', 'nOnE', ' none', 'none ', 'none\u0000', 'n\u043ene', ''])(
    '%j without a signature',
    (alg) => {
      for (const text of [
        `${encode({ alg })}.${payload}.`,
        `${encode({ alg })}.${payload}`,
        `${encode({ alg })}.${payload}.${signature}`,
      ])
        expect(rootOf(text)).toBe('algorithm-not-allowed');
    },
  );

  it.each([
    [null, 'wrong-type'],
    [true, 'wrong-type'],
    [0, 'wrong-type'],
    [['RS256'], 'wrong-type'],
    [{ RS256: 1 }, 'wrong-type'],
    [undefined, 'missing'],
    ['rs256', 'misspelt'],
    ['RS256 ', 'misspelt'],
    ['RS256\n', 'misspelt'],
    ['HS256', 'hmac'],
    ['RS512', 'other'],
    ['PS256', 'other'],
    ['ES256', 'other'],
    ['EdDSA', 'other'],
    ['__proto__', 'other'],
    ['constructor', 'other'],
    ['NONE', 'none'],
  ])('%j, although the signature is genuine', (alg, kind) => {
    const report = reportOf(kit.mint({ header: { alg } }));
    expect(report.rootCause).toBe('algorithm-not-allowed');
    expect(report.findings[0]?.facts).toMatchObject({ kind, accepts: ['RS256'] });
  });

  it('is proved to be a secret where one reproduces the signature', () => {
    const secrets = { 'the API secret': 'anExampleSecret1' };
    const report = diagnose(kit.input({ token: kit.mintHmac('anExampleSecret1'), secrets }));
    expect(report.rootCause).toBe('secret-in-place-of-private-key');
    expect(report.findings[0]?.explains).toContain('algorithm-not-allowed');
  });

  it('is not taken from the claims', () => {
    const report = reportOf(kit.mint({ header: { alg: undefined }, claims: { alg: 'RS256', typ: 'JWT' } }));
    expect(report.findings[0]).toMatchObject({ cause: 'algorithm-not-allowed', facts: { kind: 'in-the-payload' } });
  });

  it('is rejected for each spelling of the public key as a secret', () => {
    const pem = kit.publicKey('active');
    for (const secret of [pem, pem.trim(), pem.replace(/\n/g, '\r\n'), `\n${pem}`]) {
      const signingInput = `${encode({ alg: 'HS256', typ: 'JWT' })}.${payload}`;
      const mac = createHmac('sha256', secret).update(signingInput).digest('base64url');
      expect(rootOf(`${signingInput}.${mac}`)).toBe('algorithm-not-allowed');
    }
  });
});

describe('the header', () => {
  it.each([null, false, 0, '', [], ['exp'], ['unknown'], {}, true])('crit %j is refused', (crit) => {
    expect(rootOf(kit.mint({ header: { crit } }))).toBe('crit-unsupported');
  });

  it('b64 and zip are refused', () => {
    expect(rootOf(kit.mint({ header: { b64: false } }))).toBe('crit-unsupported');
    expect(rootOf(kit.mint({ header: { b64: true } }))).toBe('crit-unsupported');
    expect(rootOf(kit.mint({ header: { zip: 'DEF' } }))).toBe('crit-unsupported');
  });

  it.each([42, null, ['a'], { a: 1 }, false])('kid %j is refused', (kid) => {
    expect(rootOf(kit.mint({ header: { kid } }))).toBe('kid-unknown');
  });

  it.each(['../../dev/null', "' OR 1=1", 'key-active', ''])('kid %j is ignored or selects', (kid) => {
    expect(reportOf(kit.mint({ header: { kid } })).verdict).toBe('accepted');
  });

  it('keys and addresses of keys in it are never read', () => {
    const jwk = { kty: 'RSA', n: 'AQAB', e: 'AQAB' };
    expect(
      reportOf(kit.mint({ header: { jwk, jku: 'http://169.254.169.254/', x5u: 'file:///etc/passwd' } })).verdict,
    ).toBe('accepted');
    expect(reportOf(kit.mint({ header: { jwk }, key: 'stranger' })).verdict).toBe('rejected');
  });

  it('typ may be absent, which is a risk', () => {
    const report = reportOf(kit.mint({ header: { typ: undefined } }));
    expect(report).toMatchObject({ verdict: 'accepted', rootCause: null });
    expect(report.findings[0]).toMatchObject({ cause: 'header-parameter-missing', severity: 'risk' });
    expect(reportOf(kit.mint({ header: { typ: 'jwt' } })).findings).toEqual([]);
  });

  it.each([
    ['Jwt', 'misspelt'],
    ['application/jwt', 'misspelt'],
    ['at+jwt', 'access-token'],
    ['dpop+jwt', 'other'],
    ['JOSE', 'other'],
    [null, 'other'],
    [['JWT'], 'other'],
  ])('typ %j is refused', (typ, kind) => {
    expect(reportOf(kit.mint({ header: { typ } })).findings[0]).toMatchObject({
      cause: 'token-of-other-kind',
      facts: { kind },
    });
  });

  it.each([
    ['webhook', { iss: 'Vonage', payload_hash: 'a'.repeat(64), api_key: 'abcd1234' }],
    ['opentok', { application_id: undefined, iss: '46000000', ist: 'project' }],
    ['id-token', { application_id: undefined, iss: 'https://id.example', aud: 'web', sub: 'u1', nonce: 'n' }],
    ['access-token', { application_id: undefined, iss: 'https://id.example', aud: 'api', sub: 'u1', scope: 'read' }],
    ['assertion', { application_id: undefined, iss: 'client', aud: 'https://id.example/token', sub: 'client' }],
  ])('the claims of a token of another kind are known: %s', (kind, claims) => {
    expect(reportOf(kit.mint({ claims })).findings[0]).toMatchObject({ cause: 'token-of-other-kind', facts: { kind } });
  });

  it('claims of other kinds beside an application id are the sender’s own', () => {
    const claims = {
      iss: 'my-service',
      aud: 'vonage',
      sub: 'user',
      scope: 'session.connect',
      nonce: 'n',
      email: 'a@b.example',
    };
    expect(reportOf(kit.mint({ claims })).verdict).toBe('accepted');
  });
});

describe('the shape', () => {
  it.each([
    ['not-a-jwt', 'undefined'],
    ['not-a-jwt', '[object'],
    ['not-a-jwt', 'YOUR_JWT'],
    ['not-a-jwt', kit.applicationId],
    ['not-a-jwt', 'www.example.com'],
    ['not-a-jwt', `${token}.${signature}`],
    ['not-a-jwt', `${encode({ alg: 'RSA-OAEP', enc: 'A256GCM' })}.a.b.c.d`],
    ['not-a-jwt', '.'.repeat(8000)],
    ['not-a-jwt', '..'],
    ['not-a-jwt', JSON.stringify({ payload, protected: header, signature })],
    ['token-truncated', `${header}.${payload}`],
    ['token-truncated', `${header}.${payload}.`],
    ['token-truncated', header],
    ['token-truncated', `${header}..${signature}`],
    ['token-truncated', token.slice(0, 255)],
    ['token-truncated', `${header.slice(0, 12)}...${signature}`],
    ['token-encoded-twice', Buffer.from(token).toString('base64')],
    ['token-encoded-twice', Buffer.from(Buffer.from(`${token}\n`).toString('base64')).toString('base64')],
    ['token-encoded-twice', token.replaceAll('.', '%2E')],
    ['base64-not-url-safe', `${header}=.${payload}.${signature}`],
    ['base64-not-url-safe', `${header}.${payload}.${signature}==`],
    ['base64-not-url-safe', `${header}.${payload}#.${signature}`],
    ['base64-not-url-safe', `${header}A.${payload}.${signature}`],
    ['duplicate-member', kit.mint({ headerText: '{"alg":"RS256","typ":"JWT","alg":"RS256"}' })],
    ['duplicate-member', kit.mint({ headerText: '{"alg":"none","typ":"JWT","\\u0061lg":"RS256"}' })],
    ['duplicate-member', kit.mint({ payloadText: '{"exp":1,"\\u0065xp":2}' })],
    ['token-json-malformed', kit.mint({ payloadText: '[]' })],
    ['token-json-malformed', kit.mint({ payloadText: '"text"' })],
    ['token-json-malformed', kit.mint({ payloadText: 'null' })],
    ['token-json-malformed', kit.mint({ payloadText: '{"exp":1e400}' })],
    ['token-json-malformed', kit.mint({ payloadText: '{"exp":1} {}' })],
    ['token-json-malformed', kit.mint({ payloadText: `${'['.repeat(40)}${']'.repeat(40)}` })],
    ['token-json-malformed', kit.mint({ payloadText: new Uint8Array([0x7b, 0xff, 0x7d]) })],
    ['token-json-malformed', kit.mint({ payloadText: '\ufeff{}' })],
    ['token-json-malformed', kit.mint({ headerText: '["RS256"]' })],
    ['token-json-malformed', kit.mint({ headerText: '{"alg":"RS256",}' })],
    ['token-too-large', kit.mint({ claims: { pad: 'x'.repeat(8192) } })],
  ])('%s: %s', (cause, text) => {
    expect(rootOf(text)).toBe(cause);
  });

  it('a second spelling of a good token is refused, and the first one named', () => {
    const last = signature.at(-1) ?? '';
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    const twin = alphabet[alphabet.indexOf(last) + 1];
    const report = reportOf(`${token.slice(0, -1)}${twin}`);
    expect(report.findings[0]).toMatchObject({ cause: 'base64-not-url-safe', facts: { reason: 'trailing-bits' } });
    expect(report.afterFix).toEqual({ verdict: 'accepted', remaining: [] });
  });

  it('what was signed in its wrong spelling needs to be signed again, too', () => {
    const [, , other = ''] = kit.mint({ signInput: (input) => `${input}=` }).split('.');
    const padded = kit.input({ token: `${header}.${payload}=.${other}` });
    expect(diagnose(padded).rootCause).toBe('base64-not-url-safe');
    const facts = { part: 'payload', reason: 'padding', character: '=', offset: 0 } as const;
    const respelt = base64NotUrlSafe.mend?.(padded, facts);
    expect(respelt && diagnose(respelt).rootCause).toBe('signed-bytes-differ');
  });

  it('a blank after a token that stands alone is named', () => {
    const { request: _, ...alone } = kit.input({ token: `${token}\n` });
    expect(diagnose(alone).findings[0]).toMatchObject({ cause: 'base64-not-url-safe', facts: { character: 'U+000A' } });
  });

  it('a short signature is not taken for a cut one where it is whole for another key', () => {
    const short = (bytes: number) => `${header}.${payload}.${Buffer.alloc(bytes, 7).toString('base64url')}`;
    expect([64, 72, 128].map((bytes) => rootOf(short(bytes)))).not.toContain('token-truncated');
    expect(rootOf(short(255))).toBe('token-truncated');
  });
});

describe('the start of a token', () => {
  it.each([1, 2, 3, 7])('%d characters lost are named and put back', (lost) => {
    const report = reportOf(token.slice(lost));
    expect(report.rootCause).toBe('token-truncated');
    expect(report.findings[0]?.facts).toMatchObject({ missing: 'start', lost: token.slice(0, lost) });
    expect(report.findings[0]?.explains).toContain('not-a-jwt');
    expect(report.afterFix).toEqual({ verdict: 'accepted', remaining: [] });
  });

  it('is not made up for another text', () => {
    expect(rootOf(`hbGciOi.${payload}.${signature}`)).toBe('not-a-jwt');
    expect(rootOf(`x${token}`)).not.toBe('token-truncated');
  });
});

it('what is wrong inside a token that was encoded twice is told as well', () => {
  const inner = kit.mint({ claims: { exp: (kit.now + 890) * 1000, jti: undefined } });
  const report = reportOf(Buffer.from(inner).toString('base64'));
  expect(report.rootCause).toBe('token-encoded-twice');
  const found = report.findings.map(({ cause }) => cause);
  for (const cause of ['time-in-milliseconds', 'claim-missing']) expect(found).toContain(cause);
  expect(new Set(found).size).toBe(found.length);
  // Places in the inner token are no places of what was sent.
  expect(report.findings.find(({ cause }) => cause === 'claim-missing')?.at).toBeNull();
});
