import { readAcl } from '../core/claims/acl.ts';
import { describeDuration, formatUtc, readNumericDate } from '../core/claims/numeric-date.ts';
import { encodeBase64url } from '../core/encoding/base64url.ts';
import { describeJson, isJsonObject } from '../core/encoding/json.ts';
import { encodeUtf8 } from '../core/encoding/utf8.ts';
import type { Clock } from '../ports/clock.ts';
import type { Entropy } from '../ports/entropy.ts';

/** Claims of a token. `iat`, `jti` and `exp` are filled in where they are absent; the others go in as they are. */
export interface MintClaims {
  readonly application_id?: string;
  /** NumericDate seconds, as are `exp` and `nbf`. */
  readonly iat?: number;
  readonly exp?: number;
  readonly nbf?: number;
  readonly jti?: string;
  readonly sub?: string;
  readonly acl?: unknown;
  readonly [claim: string]: unknown;
}

export interface MintOptions {
  /** Seconds from `iat` to `exp`; 900 by default, 86400 (24 hours) at most. */
  readonly ttlSeconds?: number;
  /** Header Parameter `alg`; RS256 by default. */
  readonly alg?: string;
  /** Header Parameter `kid`; absent by default. */
  readonly kid?: string;
  /** Header Parameter `typ`; JWT by default. */
  readonly typ?: string;
}

export interface MintParts {
  readonly clock: Clock;
  readonly entropy: Entropy;
  /** Signs the JWS Signing Input by `alg`. */
  sign(alg: string, signingInput: string): Uint8Array;
}

const DEFAULT_TTL_SECONDS = 900;
const LONGEST_TTL_SECONDS = 86_400;

/**
 * Mints a JWT (RFC 7519 §7.1). @throws TypeError where a claim or an option can only be a mistake: it names the thing,
 * what was expected and what was received.
 */
export function mintToken(claims: MintClaims, options: MintOptions, parts: MintParts): string {
  if (!isJsonObject(claims as unknown)) throw expected('claims', 'an object', describeJson(claims));
  checkTexts(claims);
  for (const name of ['iat', 'exp', 'nbf']) if (claims[name] !== undefined) checkTime(name, claims[name]);
  checkAcl(claims['acl']);
  if (claims.exp !== undefined && options.ttlSeconds !== undefined) {
    throw expected('ttlSeconds', 'either this option or the claim exp', 'both');
  }
  const iat = claims.iat ?? Math.floor(parts.clock.now());
  const exp = claims.exp ?? iat + checkedTtl(options.ttlSeconds);
  if (exp <= iat) throw expected('exp', `a time after iat (${formatUtc(iat)})`, formatUtc(exp));
  const { alg = 'RS256', kid, typ = 'JWT' } = options;
  const header = kid === undefined ? { alg, typ } : { alg, typ, kid };
  const signingInput = `${segment(header)}.${segment({ ...claims, iat, jti: claims.jti ?? parts.entropy.uuid(), exp })}`;
  return `${signingInput}.${encodeBase64url(parts.sign(alg, signingInput))}`;
}

function segment(members: object): string {
  return encodeBase64url(encodeUtf8(JSON.stringify(members)));
}

function checkTexts(claims: MintClaims): void {
  // A member that is there without a value is an environment variable that was never set.
  if ('application_id' in claims) checkText('application_id', claims.application_id);
  for (const name of ['jti', 'sub', 'iss'] as const) if (claims[name] !== undefined) checkText(name, claims[name]);
}

function checkText(name: string, value: unknown): void {
  if (typeof value !== 'string') throw expected(name, 'a string', describeJson(value));
  if (value.trim() === '') throw expected(name, 'a string that says something', 'an empty one');
  if (value !== value.trim()) throw expected(name, 'no spaces or line breaks around it', JSON.stringify(value));
}

function checkTime(name: string, value: unknown): void {
  const reading = readNumericDate(value);
  if (reading.kind === 'seconds') return;
  const what = 'a number of seconds since 1970-01-01 UTC';
  if (reading.kind === 'wrong-type') throw expected(name, what, reading.received);
  if (reading.kind === 'out-of-range') throw expected(name, what, `${value}, which is out of range`);
  if (reading.kind === 'duration') {
    throw expected(
      name,
      what,
      `${value}, which is a duration (${describeDuration(reading.seconds)}): add it to the time`,
    );
  }
  throw expected(name, what, `${value}, which is ${reading.kind}: divide it, and round it down to ${reading.meant}`);
}

function checkedTtl(ttlSeconds: unknown = DEFAULT_TTL_SECONDS): number {
  const what = `a number of seconds from 1 to ${LONGEST_TTL_SECONDS} (24 hours)`;
  if (typeof ttlSeconds !== 'number') throw expected('ttlSeconds', what, describeJson(ttlSeconds));
  if (ttlSeconds > LONGEST_TTL_SECONDS && ttlSeconds % 1000 === 0) {
    throw expected('ttlSeconds', what, `${ttlSeconds}; if that is milliseconds, ${ttlSeconds / 1000} is meant`);
  }
  if (!(ttlSeconds >= 1 && ttlSeconds <= LONGEST_TTL_SECONDS)) throw expected('ttlSeconds', what, String(ttlSeconds));
  return Math.floor(ttlSeconds);
}

function checkAcl(claim: unknown): void {
  const acl = readAcl(claim);
  if (acl.kind === 'malformed') throw expected(`${acl.pointer.slice(1)}`, acl.expected, acl.received);
}

function expected(name: string, what: string, received: string): TypeError {
  return new TypeError(`${name}: expected ${what}, received ${received}`);
}
