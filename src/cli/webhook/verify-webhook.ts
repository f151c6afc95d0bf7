import { describeDuration, formatUtc } from '../../core/claims/numeric-date.ts';
import { decodeBase64url } from '../../core/encoding/base64url.ts';
import type { JsonObject, JsonValue } from '../../core/encoding/json.ts';
import { encodeUtf8 } from '../../core/encoding/utf8.ts';
import { hmacSha256 } from '../../core/hash/hmac.ts';
import { readToken } from '../../core/jws/read-token.ts';
import type { TokenFault, TokenReading } from '../../core/jws/reading.ts';
import { readAuthorization } from '../../core/request/authorization.ts';
import { payloadCheck, type WebhookPayload } from './payload-hash.ts';
import { fault, ok, shown, type WebhookCheck, type WebhookReason } from './webhook-check.ts';

/**
 * A signed webhook, as it came in (Vonage: Signed webhooks): an HS256 token under Authorization, signed with the
 * account's signature secret, whose `payload_hash` stands for the body.
 */
export interface WebhookInput extends WebhookPayload {
  /** The value of the Authorization header; `null`: there is none. */
  readonly authorization: string | null;
  readonly secret: string;
  /** NumericDate seconds. */
  readonly now: number;
  readonly skewSeconds: number;
  /** Older than this it may be a replay; not judged where absent. */
  readonly maxAgeSeconds?: number;
  /** Whose webhooks are expected. */
  readonly apiKey?: string;
  readonly applicationId?: string;
}

export interface WebhookReport {
  readonly verdict: 'accepted' | 'rejected' | 'cannot-tell';
  readonly checks: readonly WebhookCheck[];
}

/** Checks everything and hides nothing behind the first fault. Pure; nothing secret is in the report. */
export function verifyWebhook(input: WebhookInput): WebhookReport {
  const checks = checksOf(input);
  const verdict = checks.some(({ result }) => result === 'fault')
    ? 'rejected'
    : checks.every(({ result }) => result === 'ok')
      ? 'accepted'
      : 'cannot-tell';
  return { verdict, checks };
}

function checksOf(input: WebhookInput): WebhookCheck[] {
  const { authorization } = input;
  if (authorization === null) {
    const next =
      'A webhook can be unsigned if signing is off for the application: turn signed callbacks on. Answer 5xx to get it again.';
    return [
      fault(
        'Authorization',
        'authorization-missing',
        'There is no Authorization header, so nothing says who sent it.',
        next,
      ),
    ];
  }
  const { token: text, fault: wrong } = readAuthorization(authorization);
  if (text === undefined) {
    const why = `Expected Bearer and one token; the value has another form (${wrong ?? 'no token'}).`;
    return [fault('Authorization', 'authorization-malformed', why, 'Pass the header as it came in, unchanged.')];
  }
  const token = readToken(text);
  const { members: claims } = token.payload;
  const [first] = token.faults;
  if (first !== undefined || claims === undefined) {
    const why = `The token is not well-formed: ${first === undefined ? 'its payload is not a JSON object' : faultWords(first)}.`;
    return [ok('Authorization'), fault('token', 'token-malformed', why, 'Pass the whole token as it came in.')];
  }
  return [
    ok('Authorization'),
    ok('token'),
    algorithmCheck(token),
    signatureCheck(token, input.secret, claims['api_key']),
    claims['iss'] === 'Vonage'
      ? ok('iss')
      : fault(
          'iss',
          'issuer-differs',
          `Expected iss Vonage, received ${shown(claims['iss'])}.`,
          'This token was not made for a webhook of Vonage: check which header you passed.',
        ),
    payloadCheck(input, claims['payload_hash']),
    timeCheck(input, claims['iat']),
    ...boundChecks(input, claims),
    ...expected('api_key', 'api-key-differs', input.apiKey, claims['api_key']),
    ...expected('application_id', 'application-differs', input.applicationId, claims['application_id']),
  ];
}

function algorithmCheck({ header }: TokenReading): WebhookCheck {
  const alg = header.members?.['alg'];
  if (alg === 'HS256') return ok('alg');
  return fault(
    'alg',
    'algorithm-differs',
    `Expected alg HS256, received ${shown(alg)}.`,
    'Webhooks are signed HS256 with the signature secret: accept no other algorithm.',
  );
}

/** What people do to a secret on its way into a configuration. */
const SECRET_MISTAKES: readonly [string, (secret: string) => string][] = [
  ['without the white space around it', (secret) => secret.trim()],
  ['without the quotes around it', (secret) => secret.trim().replace(/^(["'])(.*)\1$/s, '$2')],
  ['in upper case', (secret) => secret.toUpperCase()],
  ['in lower case', (secret) => secret.toLowerCase()],
];

function signatureCheck(token: TokenReading, secret: string, apiKey: unknown): WebhookCheck {
  const signed = encodeUtf8(token.text.slice(0, token.signature.start - 1));
  const signature = token.signature.bytes ?? new Uint8Array();
  const isBy = (candidate: string | Uint8Array) => {
    const key = typeof candidate === 'string' ? encodeUtf8(candidate) : candidate;
    return isEqual(hmacSha256(key, signed), signature);
  };
  if (isBy(secret)) return ok('signature');
  const mistake = SECRET_MISTAKES.find(([, change]) => change(secret) !== secret && isBy(change(secret)));
  if (mistake !== undefined) {
    return fault(
      'signature',
      'signature-differs',
      `The signature matches the secret ${mistake[0]}, not the secret as it is.`,
      'Correct the secret where it is configured.',
    );
  }
  const decoded = decodeBase64url(secret.replace(/=+$/, '').replaceAll('+', '-').replaceAll('/', '_'));
  if (decoded instanceof Uint8Array && isBy(decoded)) {
    return fault(
      'signature',
      'signature-differs',
      'The signature matches the secret decoded from base64, not the secret as it is.',
      'Decode the secret before it is used as the key.',
    );
  }
  const whose = typeof apiKey === 'string' ? `the account ${shown(apiKey)}` : 'the account';
  return fault(
    'signature',
    'signature-differs',
    'The signature was not made with this secret over this token.',
    `Take the signature secret of ${whose} (dashboard, API settings): it is not the API secret, and not a private key.`,
  );
}

function timeCheck({ now, skewSeconds, maxAgeSeconds }: WebhookInput, iat: unknown): WebhookCheck {
  if (typeof iat !== 'number')
    return { what: 'iat', result: 'cannot-tell', why: `Expected a number of seconds, received ${shown(iat)}.` };
  const ahead = iat - now;
  if (ahead > skewSeconds) {
    return fault(
      'iat',
      'issued-in-future',
      `Issued ${formatUtc(iat)}, which is ${describeDuration(ahead)} ahead of this clock; leeway ${skewSeconds} s.`,
      'Set the clock of this machine: mintmark clock shows how far off it is.',
    );
  }
  if (maxAgeSeconds !== undefined && -ahead > maxAgeSeconds + skewSeconds) {
    return fault(
      'iat',
      'too-old',
      `Issued ${formatUtc(iat)}, ${describeDuration(ahead)} ago; at most ${describeDuration(maxAgeSeconds)} are allowed.`,
      'It may be a replay: answer 2xx and do nothing if its jti was seen before.',
    );
  }
  return ok('iat');
}

/** Vonage sends neither; where one is there, it is not passed over (RFC 7519 §4.1.4, §4.1.5). */
function boundChecks({ now, skewSeconds }: WebhookInput, { exp, nbf }: JsonObject): WebhookCheck[] {
  const bound = (claim: 'exp' | 'nbf', value: JsonValue | undefined): WebhookCheck[] => {
    if (value === undefined) return [];
    const [reason, word] =
      claim === 'exp' ? (['ended', 'Expired'] as const) : (['not-begun', 'Becomes valid'] as const);
    const next = 'Do not act on it: it is meant for another time, or one of the two clocks is wrong.';
    if (typeof value !== 'number') {
      return [fault(claim, reason, `Expected a number of seconds in ${claim}, received ${shown(value)}.`, next)];
    }
    const beyond = claim === 'exp' ? now - value : value - now;
    if (beyond <= skewSeconds) return [ok(claim)];
    const side = claim === 'exp' ? 'ago' : 'from now';
    const why = `${word} ${formatUtc(value)}, ${describeDuration(beyond)} ${side}; leeway ${skewSeconds} s.`;
    return [fault(claim, reason, why, next)];
  };
  return [...bound('exp', exp), ...bound('nbf', nbf)];
}

function expected(claim: string, reason: WebhookReason, wanted: string | undefined, received: unknown): WebhookCheck[] {
  if (wanted === undefined) return [];
  if (received === wanted) return [ok(claim)];
  return [
    fault(
      claim,
      reason,
      `Expected ${claim} ${shown(wanted)}, received ${shown(received)}.`,
      'It was sent for another one: pick the secret and the handler by this claim.',
    ),
  ];
}

/** In a time that does not depend on where they differ. */
function isEqual(one: Uint8Array, other: Uint8Array): boolean {
  let difference = one.length ^ other.length;
  for (let at = 0; at < one.length; at++) difference |= (one[at] as number) ^ (other[at] ?? 0);
  return difference === 0;
}

/** What is wrong with the form of a token, to follow a colon. */
function faultWords(fault: TokenFault): string {
  switch (fault.kind) {
    case 'too-large':
      return `it has ${fault.length} characters, and at most ${fault.limit} are read`;
    case 'part-count':
      return `it has ${fault.count} ${fault.count === 1 ? 'part' : 'parts'} instead of three`;
    case 'part-empty':
      return `its ${fault.part} is empty`;
    case 'base64url':
      return `its ${fault.part} is not base64url`;
    case 'utf8':
      return `its ${fault.part} is not UTF-8`;
    case 'json':
      return `its ${fault.part} is not JSON`;
    case 'duplicate-member':
      return `its ${fault.part} has a member twice`;
  }
}
