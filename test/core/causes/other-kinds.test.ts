import { createHash, sign } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { diagnose } from '../../../src/core/diagnosis/diagnose.ts';
import type { Input } from '../../../src/core/evidence/input.ts';
import { opaqueTokenIn } from '../../../src/core/jws/opaque-tokens.ts';
import { kit } from '../../support/kit.ts';

type Members = { readonly [name: string]: unknown };

function mint(claims: Members, header: Members = {}): string {
  const own = { application_id: undefined, jti: undefined, iss: 'https://id.lamp.example/', exp: kit.now + 600 };
  return kit.mint({ claims: { ...own, ...claims }, header });
}

function judged(token: string, more: Partial<Input> = {}) {
  return diagnose({ now: kit.now, token, ...more });
}

const bearer = (token: string, scheme = 'Bearer'): Partial<Input> => ({ authorization: `${scheme} ${token}` });
const GRAPH = {
  aud: '00000003-0000-0000-c000-000000000000',
  iss: 'https://sts.windows.net/0f1e2d3c/',
  scp: 'User.Read',
};
const CUSTOM = {
  iss: 'builds@lamp.iam.gserviceaccount.com',
  sub: 'builds@lamp.iam.gserviceaccount.com',
  aud: 'https://identitytoolkit.googleapis.com/google.identity.identitytoolkit.v1.IdentityToolkit',
  uid: 'u1',
};

/** The header that is sent has the nonce, and the one that is signed its hash. */
function graphToken(nonce: string): string {
  const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');
  const header = { typ: 'JWT', nonce, alg: 'RS256', kid: 'k1' };
  const payload = encode({ ...GRAPH, exp: kit.now + 600 });
  const hashed = createHash('sha256').update(nonce).digest('base64url');
  const signature = sign(
    'sha256',
    Buffer.from(`${encode({ ...header, nonce: hashed })}.${payload}`),
    kit.privateKey('active'),
  );
  return `${encode(header)}.${payload}.${signature.toString('base64url')}`;
}

describe('a token of another kind', () => {
  it.each<[string, Members, Partial<Input>]>([
    ['refresh', { typ: 'Refresh' }, {}],
    ['refresh', { typ: 'Offline' }, {}],
    ['refresh', { token_type: 'refresh' }, {}],
    ['refresh', { type: 'refresh' }, {}],
    ['logout', { events: { 'http://schemas.openid.net/event/backchannel-logout': {} } }, {}],
    ['bound-to-certificate', { cnf: { 'x5t#S256': 'x' } }, { response: { status: 401 } }],
  ])('%s, likely', (kind, claims, more) => {
    const { findings, verdict } = judged(mint(claims), more);
    expect(findings[0]).toMatchObject({
      cause: 'token-of-other-kind',
      certainty: 'likely',
      party: 'requester',
      facts: { kind },
    });
    expect(findings[0]?.fix.command).toBeNull();
    expect(verdict).toBe('rejected');
  });

  it('of Firebase is told by its audience, which nothing else has', () => {
    const { findings, verdict } = judged(mint(CUSTOM));
    expect(findings[0]).toMatchObject({ certainty: 'proved', party: 'requester', facts: { kind: 'firebase-custom' } });
    expect(verdict).toBe('rejected');
  });

  it('bound to a key is not sent as Bearer', () => {
    const token = mint({ cnf: { jkt: 'x' } });
    expect(judged(token, bearer(token)).findings[0]?.facts).toMatchObject({ kind: 'bound-to-key' });
    expect(judged(token, bearer(token, 'DPoP')).findings).toEqual([]);
    const profile = 'vonage';
    expect(judged(token, { ...bearer(token, 'DPoP'), profile }).rootCause).toBe('scheme-not-bearer');
  });

  it('for Graph is proved by its hashed nonce', () => {
    const token = graphToken('yQ3-"é/abc');
    const proved = judged(token, { publicKey: kit.publicKey('active') });
    expect(proved.findings[0]).toMatchObject({
      cause: 'token-of-other-kind',
      certainty: 'proved',
      facts: { kind: 'graph' },
    });
    expect(judged(token, { publicKey: kit.publicKey('other') }).findings[0]).toMatchObject({ certainty: 'likely' });
    const changed = `${token.slice(0, -8)}AAAAAAAA`;
    expect(judged(changed, { publicKey: kit.publicKey('active') }).findings[0]).toMatchObject({ certainty: 'likely' });
  });

  it.each<[string, Members, Members, Partial<Input>]>([
    [
      'a Graph token on its way to Graph',
      GRAPH,
      { nonce: 'n' },
      { request: { fields: [['Host', 'graph.microsoft.com']] } },
    ],
    ['a token for Graph without a nonce, which anybody can verify', GRAPH, {}, {}],
    ['a token whose certificate nobody refused', { cnf: { 'x5t#S256': 'x' } }, {}, {}],
    ['a token of a service account for another API', { ...CUSTOM, aud: 'https://pubsub.googleapis.com/' }, {}, {}],
    ['an access token of Keycloak', { typ: 'Bearer' }, {}, {}],
    ['events of another kind', { events: { 'https://schemas.openid.net/secevent/risc': {} } }, {}, {}],
  ])('%s is none', (_, claims, header, more) => {
    const causes = judged(mint(claims, header), more).findings.map(({ cause }) => cause);
    expect(causes).not.toContain('token-of-other-kind');
  });
});

describe('what is no JWT', () => {
  it.each<[string, string]>([
    ['ya29.a0AfH6SMB_xyz', 'Google'],
    ['1//0gabcdefghijklmnopqrstuv', 'refresh token of Google'],
    ['gho_16C7e42F292c6912E7710c838347Ae178B4a', 'GitHub'],
    ['ghs_16C7e42F292c6912E7710c838347Ae178B4a', 'installation'],
    ['glpat-abcdefghijklmnopqrst', 'GitLab'],
    ['xoxb-17653672481-19874698323', 'Slack'],
    [`EAAC${'a1B'.repeat(20)}`, 'Facebook'],
    ['sk_live_4eC39HqLyjWDarjtT1zdp7dc', 'Stripe'],
    ['00D50000000IZ3Z!AQ0AQDpEDKYsn7ioKug2aSmgCjgrPjG9eRLza8jXWoW7uA', 'Salesforce'],
    ['shpat_0123456789abcdef0123456789abcdef', 'Shopify'],
    ['hvs.CAESIJ0x9JzQx', 'Vault'],
    ['sb_secret_0123456789', 'Supabase'],
    ['12|Qm5fGk2dWx8pLr3tVy6zBn1cHs4jKa7e', 'Sanctum'],
    ['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', 'SendGrid'],
    ['v4.public.eyJkYXRhIjoi', 'PASETO'],
    ['hK3jd8Xk2Lm9Qw4Er7Ty1Ui6Op0As5Df', 'random text'],
  ])('%s', (text, whose) => {
    const { findings } = judged(text);
    expect(findings[0]).toMatchObject({ cause: 'not-a-jwt', certainty: 'proved', party: 'requester' });
    expect(findings[0]?.title).toContain(whose);
    expect(findings[0]?.fix.command).toBeNull();
    expect(JSON.stringify(findings)).not.toContain(text);
  });

  it.each(['hello', 'undefined', 'a token', 'my-access-token-for-tests', 'x'.repeat(1_000_000), 'Aa1'.repeat(300_000)])(
    '%.20s is nobody’s',
    (text) => {
      expect(opaqueTokenIn(text)).toBeUndefined();
    },
  );

  it('tells whose encrypted token it is', () => {
    const header = Buffer.from('{"alg":"dir","enc":"A256GCM","iss":"https://lamp.eu.auth0.com/"}').toString(
      'base64url',
    );
    const { findings } = judged(`${header}..YWJj.ZGVm.Z2hp`);
    expect(findings[0]).toMatchObject({
      cause: 'not-a-jwt',
      facts: { looksLike: 'jwe', issuer: 'https://lamp.eu.auth0.com/' },
    });
    expect(findings[0]?.fix.steps[0]).toContain('audience=');
    // Its other parts are encrypted: that they are no JSON is no fault beside it.
    expect(findings.map(({ cause }) => cause)).toEqual(['not-a-jwt']);
  });
});

describe('what else an API may take amiss', () => {
  it('names the claim that makes a token too large', () => {
    const groups = Array.from({ length: 400 }, (_, at) => `11111111-2222-3333-4444-${String(at).padStart(12, '0')}`);
    const { findings } = judged(mint({ groups }));
    expect(findings[0]).toMatchObject({ cause: 'token-too-large', facts: { largest: { name: 'groups' } } });
    expect(findings[0]?.fix.steps[0]).toContain('groups');
    expect(judged(mint({}, { x5c: ['A'.repeat(12_000)] })).findings[0]?.facts).toMatchObject({
      largest: { name: 'x5c' },
    });
    expect(judged('e'.repeat(10_000)).findings[0]?.facts).toMatchObject({ largest: null });
  });

  it('finds the permissions in another claim, where the scope was missed', () => {
    const refused: Partial<Input> = { response: { status: 403, body: '{"error":"insufficient_scope"}' } };
    const claimOf = (claims: Members) => judged(mint(claims), refused).findings[0]?.facts;
    expect(claimOf({ scp: ['orders.read'] })).toMatchObject({ by: 'elsewhere', claim: 'scp' });
    expect(claimOf({ permissions: ['read:orders'] })).toMatchObject({ by: 'elsewhere', claim: 'permissions' });
    expect(claimOf({ scope: ['orders'] })).toMatchObject({ by: 'elsewhere', claim: 'scope' });
    expect(claimOf({ scope: 'orders', scp: ['x'] })).toMatchObject({ by: 'answer' });
  });
});
