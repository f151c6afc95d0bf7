import { verifyToken } from '../actions/verify-token.ts';
import { nodeSignatures, verifyMac } from '../adapters/node-crypto/index.ts';
import type { Profile } from '../core/claims/profile.ts';
import { profileById } from '../core/claims/profiles/index.ts';
import { diagnose, inWords } from '../core/diagnosis/diagnose.ts';
import type { JsonObject } from '../core/encoding/json.ts';
import { encodeUtf8 } from '../core/encoding/utf8.ts';
import type { ReportFinding } from '../core/evidence/report.ts';
import type { PublicKey } from '../core/keys/key.ts';
import { spkiPem } from '../core/keys/key-text.ts';
import { parseKey } from '../core/keys/parse-key.ts';
import { weaknesses } from '../core/keys/weaknesses.ts';
import { DEFAULT_SKEW_SECONDS } from '../core/observe/observe.ts';
import { readTarget } from '../core/request/target.ts';
import { recent } from './recent.ts';

/** What a token is verified with: a public key (PEM or JWK text, or parsed), or a secret for HS256. */
export type VerificationKey = string | PublicKey | { readonly secret: string | Uint8Array };

export interface VerifyOptions {
  /** Whose rules hold: `vonage` by default; `jwt` for RFC 7519 alone, and where `algorithms` is given. */
  readonly profile?: string;
  /** JWS algorithms that are accepted, out of those of the profile. */
  readonly algorithms?: readonly string[];
  /** Leeway both ways, in seconds; 30 by default. The boundary is accepted. */
  readonly skewSeconds?: number;
  /** The verifier's clock, NumericDate seconds; the system's by default. */
  readonly now?: number;
  /** Method and request target that the token is used for: the `acl` is judged only where they are given. */
  readonly method?: string;
  readonly target?: string;
}

/** Keys handed over as text that are remembered, so that `verify` with a PEM parses it once. */
const RECENT_KEYS = 8;

declare const verified: unique symbol;
/** Claims that a signature vouches for. Only `verify` makes them, so decoded claims cannot pass for them. */
export type VerifiedClaims = JsonObject & { readonly [verified]: true };

export type Verification =
  | { readonly ok: true; readonly claims: VerifiedClaims }
  /** The root first; every other fault and risk of the same token after it. */
  | { readonly ok: false; readonly findings: readonly [ReportFinding, ...ReportFinding[]] };

/**
 * Makes a verifier that parses its key once. Use it where many tokens are verified; `verify` is the same for one.
 * @throws TypeError for a key or an option that cannot be right: weak keys are refused here, by name of the weakness.
 */
export function createVerifier(key: VerificationKey, options: VerifyOptions = {}): (token: string) => Verification {
  const profile = rulesOf(options, isSecret(key));
  const { publicKey, verifier } = verifierOf(key);
  const skewSeconds = options.skewSeconds ?? DEFAULT_SKEW_SECONDS;
  const { method, target } = options;
  const request = {
    ...(method !== undefined && { method }),
    ...(target !== undefined && { target: readTarget(target) }),
  };
  const used = target !== undefined && { request };

  return (token) => {
    if (typeof token !== 'string') throw new TypeError(`token: expected a string, received ${typeof token}`);
    const now = options.now ?? Date.now() / 1000;
    const verdict = verifyToken(token, { profile, skewSeconds, now, ...used }, verifier);
    if (verdict.ok) return { ok: true, claims: verdict.claims as VerifiedClaims };
    const report = diagnose({
      profile: profile.id,
      ...(options.algorithms && { algorithms: profile.algorithms }),
      skewSeconds,
      now,
      token,
      ...(publicKey?.rsa ? { publicKey: spkiPem(publicKey) } : { signature: { verifiedBy: null } }),
      ...(target !== undefined && { request: { target, ...(method !== undefined && { method }) } }),
    });
    const [root, ...others] = report.findings;
    // With a secret there is no key to name, so the doctor cannot tell what the verifier has proved.
    const isTold = report.verdict === 'rejected' && root !== undefined;
    if (isTold) return { ok: false, findings: [root, ...others] };
    const more = report.findings.filter((finding) => finding.cause !== verdict.finding.cause);
    return { ok: false, findings: [inWords(verdict.finding, more), ...more] };
  };
}

/**
 * Verifies a JWT strictly and synchronously: one spelling, no duplicate member, the algorithm fixed by the profile and
 * the key, times with leeway. A rejected token comes back with every finding, never as an exception.
 * @throws TypeError for a key or an option that cannot be right
 */
export function verify(token: string, key: VerificationKey, options: VerifyOptions = {}): Verification {
  return createVerifier(key, options)(token);
}

const signatures = nodeSignatures();
const textVerifier = recent(RECENT_KEYS, (text) => keyVerifier(publicKeyIn(text)));

function keyVerifier(publicKey: PublicKey) {
  // A published key is refused where it is registered: here it is what the samples of the RFCs are verified with.
  const weakness = weaknesses(publicKey).find(({ name }) => name !== 'key-published');
  if (weakness) throw new TypeError(`key: ${weakness.title} (${weakness.name}); use a key without this weakness`);
  const prepared = signatures.prepare(publicKey);
  const verifier = (alg: string, input: string, signature: Uint8Array) =>
    signatures.verify(alg, prepared, input, signature) ? prepared.fingerprint : null;
  return { publicKey, verifier };
}

function verifierOf(key: VerificationKey) {
  if (typeof key === 'string') return textVerifier(key);
  return isSecret(key) ? secretVerifier(key.secret) : keyVerifier(key);
}

function secretVerifier(secret: string | Uint8Array) {
  const bytes = typeof secret === 'string' ? encodeUtf8(secret) : secret;
  if (bytes.length < 32) {
    throw new TypeError(`key: HS256 takes a secret of 32 bytes or more (RFC 7518 §3.2), received ${bytes.length}`);
  }
  const verifier = (alg: string, input: string, mac: Uint8Array) =>
    verifyMac(alg, bytes, input, mac) ? 'secret' : null;
  return { publicKey: undefined, verifier };
}

function isSecret(key: VerificationKey): key is { readonly secret: string | Uint8Array } {
  return typeof key === 'object' && 'secret' in key;
}

function publicKeyIn(text: string): PublicKey {
  const reading = parseKey(text);
  if (reading.ok && reading.key.type === 'public') return reading.key;
  if (reading.key?.type === 'private') {
    throw new TypeError('key: expected a public key, received a private one; publicKeyOf gives its public half');
  }
  throw new TypeError(
    'key: expected the text of a public key (PEM or JWK); parseKey tells what is wrong with this one',
  );
}

/** The profile, narrowed to what this key may verify: a public key never as the secret of an HMAC (RFC 8725 §2.1). */
function rulesOf({ profile: id, algorithms }: VerifyOptions, hasSecret: boolean): Profile {
  const profile = profileById(id ?? (algorithms || hasSecret ? 'jwt' : 'vonage'));
  if (!profile) throw new TypeError(`profile: expected the id of a profile, received ${JSON.stringify(id)}`);
  const asked = algorithms ?? profile.algorithms;
  const unknown = asked.find((alg) => !profile.algorithms.includes(alg));
  if (unknown !== undefined) {
    throw new TypeError(
      `algorithms: the profile ${profile.id} takes ${profile.algorithms.join(', ')}, received ${JSON.stringify(unknown)}`,
    );
  }
  return { ...profile, algorithms: asked.filter((alg) => alg.startsWith('HS') === hasSecret) };
}
