import { createHash, createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { verifyWebhook, type WebhookInput } from '../../../src/cli/webhook/verify-webhook.ts';
import type { WebhookReason } from '../../../src/cli/webhook/webhook-check.ts';

const NOW = 1_790_000_000;
const SECRET = 'ZYv0DVPlzGnTm7ISeBpY2S5r';
const BODY = '{"from":"447700900001", "text":"Grüße"}\n';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

function signed(
  change: { readonly [claim: string]: unknown } = {},
  secret: string | Buffer = SECRET,
  header: object = {},
): string {
  const claims = {
    iat: NOW - 5,
    jti: 'c5ba8f24-1a14-4c10-bfdf-3fbe8ce511b5',
    iss: 'Vonage',
    payload_hash: sha256(BODY),
    api_key: 'a1b2c3d',
    application_id: 'aaaaaaaa-bbbb-cccc-dddd-0123456789ab',
    ...change,
  };
  const input = [{ alg: 'HS256', typ: 'JWT', ...header }, claims]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.');
  return `Bearer ${input}.${createHmac('sha256', secret).update(input).digest('base64url')}`;
}

function verify(change: Partial<WebhookInput> = {}) {
  return verifyWebhook({
    authorization: signed(),
    secret: SECRET,
    now: NOW,
    skewSeconds: 30,
    body: Buffer.from(BODY),
    ...change,
  });
}

test('a webhook as it was sent is accepted', () => {
  expect(
    verify({ apiKey: 'a1b2c3d', applicationId: 'aaaaaaaa-bbbb-cccc-dddd-0123456789ab', maxAgeSeconds: 60 }).verdict,
  ).toBe('accepted');
});

test.each<[claims: object, reason: WebhookReason | undefined]>([
  [{ exp: NOW - 31 }, 'ended'],
  [{ exp: NOW - 30 }, undefined],
  [{ exp: String(NOW + 60) }, 'ended'],
  [{ nbf: NOW + 31 }, 'not-begun'],
  [{ nbf: NOW + 30, exp: NOW + 60 }, undefined],
])('%j is not passed over, and the leeway holds', (claims, reason) => {
  const report = verify({ authorization: signed({ ...claims }) });
  expect(report.checks.find(({ result }) => result === 'fault')?.reason).toBe(reason);
  expect(report.verdict).toBe(reason === undefined ? 'accepted' : 'rejected');
});

test('a GET is hashed as the JSON of its parameters, in order', () => {
  const payload_hash = sha256('{"to":"14155550100","from":"14155550101","name":"A B"}');
  const { body: _, ...rest } = { ...verifyInput(), authorization: signed({ payload_hash }) };
  expect(verifyWebhook({ ...rest, query: 'to=14155550100&from=14155550101&name=A+B' }).verdict).toBe('accepted');
  expect(verifyWebhook({ ...rest, query: 'from=14155550101&to=14155550100&name=A+B' }).verdict).toBe('rejected');
});

function verifyInput(): WebhookInput {
  return { authorization: signed(), secret: SECRET, now: NOW, skewSeconds: 30, body: Buffer.from(BODY) };
}

describe('each fault is named, beside whatever else is wrong', () => {
  test.each<[WebhookReason, Partial<WebhookInput>, RegExp]>([
    ['authorization-missing', { authorization: null }, /no Authorization/],
    ['authorization-malformed', { authorization: signed().slice(7) }, /another form/],
    ['token-malformed', { authorization: `${signed()}=` }, /well-formed: its signature is not base64url/],
    ['token-malformed', { authorization: 'Bearer hello' }, /it has 1 part instead of three/],
    ['algorithm-differs', { authorization: signed({}, SECRET, { alg: 'none' }) }, /"none"/],
    ['signature-differs', { secret: 'anotherSecret' }, /not made with this secret/],
    ['signature-differs', { secret: `${SECRET}\n` }, /without the white space/],
    ['signature-differs', { secret: `"${SECRET}"` }, /without the quotes/],
    ['signature-differs', { authorization: signed({}, Buffer.from(SECRET, 'base64')) }, /decoded from base64/],
    ['issuer-differs', { authorization: signed({ iss: 'vonage' }) }, /received "vonage"/],
    ['payload-hash-missing', { authorization: signed({ payload_hash: undefined }) }, /no payload_hash/],
    ['payload-hash-differs', { body: Buffer.from('{}') }, /of 2 bytes/],
    ['payload-hash-differs', { body: Buffer.from(BODY.trimEnd()) }, /with a trailing line break/],
    [
      'payload-hash-differs',
      { authorization: signed({ payload_hash: sha256('{"from":"447700900001","text":"Grüße"}') }) },
      /compact form/,
    ],
    ['payload-hash-differs', { authorization: signed({ payload_hash: sha256(BODY).toUpperCase() }) }, /upper-case/],
    ['issued-in-future', { now: NOW - 40 }, /35 s ahead/],
    ['too-old', { now: NOW + 400, maxAgeSeconds: 300 }, /6 min 45 s ago/],
    ['api-key-differs', { apiKey: 'other' }, /Expected api_key "other", received "a1b2c3d"/],
    ['application-differs', { applicationId: 'x' }, /Expected application_id "x"/],
  ])('%s %#', (reason, change, why) => {
    const { verdict, checks } = verify(change);
    const faults = checks.filter((check) => check.result === 'fault');
    expect(verdict).toBe('rejected');
    expect(faults.map((check) => check.reason)).toEqual([reason]);
    expect(faults[0]?.why).toMatch(why);
    expect(faults[0]?.next).toMatch(/\.$/);
    expect(JSON.stringify(checks)).not.toContain(SECRET);
  });

  test('several at once', () => {
    const { checks } = verify({ secret: 'x', body: Buffer.from('y'), apiKey: 'z', now: 0 });
    expect(checks.filter(({ result }) => result === 'fault')).toHaveLength(4);
  });
});

test('without the body the hash cannot be told', () => {
  const { body: _, ...rest } = verifyInput();
  expect(verifyWebhook(rest).verdict).toBe('cannot-tell');
});
