import { DefectError } from '../actions/judge-token.ts';
import { type TokenRules, type Verifier, verifiedSignature, verifyToken } from '../actions/verify-token.ts';
import { nodeSignatures, verifyMac } from '../adapters/node-crypto/index.ts';
import type { Profile } from '../core/claims/profile.ts';
import { diagnose } from '../core/diagnosis/diagnose.ts';
import { reportOf } from '../core/diagnosis/led-by.ts';
import type { JsonObject } from '../core/encoding/json.ts';
import type { ReportFinding as AnyFinding } from '../core/evidence/report.ts';
import { readToken } from '../core/jws/read-token.ts';
import type { PublicKey } from '../core/keys/key.ts';
import { spkiPem } from '../core/keys/key-text.ts';
import { weaknesses } from '../core/keys/weaknesses.ts';
import { CANDIDATE_LIMIT } from '../core/observe/candidate-keys.ts';
import { usualSkew } from '../core/observe/observe.ts';
import { isWeighed } from '../core/observe/weigh-signature.ts';
import { readTarget } from '../core/request/target.ts';
import type { PreparedKey } from '../ports/signatures.ts';
import type { ReportFinding } from './finding.ts';
import type { RemoteKeys, Secret, VerificationKey } from './key-input.ts';
import type { ProfileInput } from './profile-input.ts';
import { type PublicKeyInUse, readPublicKeys } from './read-key.ts';
import { isSecret, secretBytes } from './read-secret.ts';
import { remoteKeys } from './remote-jwks.ts';
import { isExpected, rulesOf } from './rules.ts';

export interface VerifyOptions {
  /**
   * Whose rules hold: the id of a built-in profile, or one of your own, as its file has it. `vonage` by default; `jwt`
   * (RFC 7519 alone) where `algorithms`, `issuer` or `audience` is given.
   */
  readonly profile?: ProfileInput;
  /** JWS algorithms that are accepted, out of those of the profile. */
  readonly algorithms?: readonly string[];
  /** Who may have issued the token: `iss` has to be this, or one of these, to the letter (RFC 7519 §4.1.1). */
  readonly issuer?: string | readonly string[];
  /** Whom the token has to be for: `aud` has to name this, or one of these, to the letter (RFC 7519 §4.1.3). */
  readonly audience?: string | readonly string[];
  /** Leeway both ways, in seconds; by default the profile's own, or 30. The boundary is accepted. */
  readonly skewSeconds?: number;
  /** The verifier's clock, NumericDate seconds; the system's by default. */
  readonly now?: number;
  /**
   * Method and request target that the token is used for. Where a target is given, the `acl` has to allow it, and a
   * path that servers may read in two ways is rejected.
   */
  readonly method?: string;
  readonly target?: string;
}

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
 * @example
 * ```ts
 * import { createVerifier } from '@mintmark/jwt';
 *
 * const jwks = process.env.JWKS ?? ''; // The text of a JWK Set: the token's kid picks the key
 * const accept = createVerifier(jwks, { issuer: 'https://login.example.com/', audience: 'https://api.example.com' });
 * console.log(accept('eyJhbGciOiJSUzI1NiJ9.e30.c2ln').ok);
 * ```
 */
export function createVerifier(key: VerificationKey, options?: VerifyOptions): (token: string) => Verification;
/**
 * The same with the keys of a URL: fetched when the first token comes, kept, and fetched again for a `kid` that is new.
 * Rejects with a `RemoteJwksError` where there are no keys: a token that cannot be judged is not accepted.
 * @example
 * ```ts
 * import { createVerifier } from '@mintmark/jwt';
 *
 * const remoteJwks = 'https://login.example.com/.well-known/jwks.json';
 * const issuer = 'https://login.example.com/';
 * const accept = createVerifier({ remoteJwks }, { issuer, audience: 'https://api.example.com' });
 * export const isGood = async (token: string) => (await accept(token)).ok;
 * ```
 */
export function createVerifier(key: RemoteKeys, options?: VerifyOptions): (token: string) => Promise<Verification>;
export function createVerifier(
  key: VerificationKey | RemoteKeys,
  options: VerifyOptions = {},
): (token: string) => Verification | Promise<Verification> {
  if (isRemote(key)) return remoteVerifier(key.remoteJwks, options);
  const keys = isSecret(key) ? undefined : readPublicKeys(key, 'key');
  const verifierFor = keys === undefined ? secretVerifier(key as Secret) : keysVerifier(keys);
  return verifierWith(rulesOf(options, keys), options, verifierFor);
}

function isRemote(key: unknown): key is RemoteKeys {
  return typeof key === 'object' && key !== null && 'remoteJwks' in key;
}

/** A verifier for each set that was fetched. */
function remoteVerifier(remoteJwks: unknown, options: VerifyOptions): (token: string) => Promise<Verification> {
  const keysFor = remoteKeys(remoteJwks);
  const profile = rulesOf(options, []);
  const made = new WeakMap<object, (token: string) => Verification>();
  return async (token) => {
    checkToken(token);
    const set = await keysFor(readToken(token).header.members?.['kid']);
    let accept = made.get(set);
    if (accept === undefined) {
      const keys = set.map(({ key, ...use }) => ({ material: key, ...use }));
      accept = verifierWith(profile, options, keysVerifier(keys));
      made.set(set, accept);
    }
    return accept(token);
  };
}

function checkToken(token: unknown): void {
  if (typeof token !== 'string') throw new TypeError(`token: expected a string, received ${typeof token}`);
}

function verifierWith(
  profile: Profile,
  options: VerifyOptions,
  verifierFor: VerifierFor,
): (token: string) => Verification {
  const skewSeconds = options.skewSeconds ?? usualSkew(profile);
  const { method, target } = options;
  const request = {
    ...(method !== undefined && { method }),
    ...(target !== undefined && { target: readTarget(target) }),
  };
  const used = target !== undefined && { request };

  return (token) => {
    checkToken(token);
    const now = options.now ?? Date.now() / 1000;
    const { verifier, held, only } = verifierFor(token);
    const verdict = verifyToken(token, { profile, skewSeconds, now, ...held, ...used }, verifier);
    if (verdict.ok) {
      if (!isExpected(verdict.claims, options)) throw new DefectError('a token of another issuer or audience');
      return { ok: true, claims: verdict.claims as VerifiedClaims };
    }
    const { finding, evidence } = verdict;
    const isOpened = only !== undefined && isWeighed(evidence.token?.header.members?.['alg']);
    const signature = isOpened ? undefined : (evidence.signature ?? verifiedSignature(evidence, verifier));
    const report = diagnose({
      profile,
      skewSeconds,
      now,
      token,
      ...(only && { publicKey: spkiPem(only) }),
      ...(signature && { signature }),
      ...(target !== undefined && { request: { target, ...(method !== undefined && { method }) } }),
    });
    // With a secret or several keys there is none to name, so the doctor cannot tell all that the verifier has proved.
    const [root, ...others] = reportOf(finding, report).findings;
    if (root === undefined) throw new DefectError('a rejected token without a finding');
    return rejected(root, others);
  };
}

/**
 * Verifies a JWT strictly and synchronously: one spelling, no duplicate member, the algorithm fixed by the profile and
 * the key, times with leeway. A rejected token comes back with every finding, never as an exception.
 * @throws TypeError for a key or an option that cannot be right
 * @example
 * ```ts
 * import { verify } from '@mintmark/jwt';
 *
 * const result = verify('eyJhbGciOiJSUzI1NiJ9.e30.c2ln', process.env.PUBLIC_KEY ?? '');
 * if (result.ok) console.log(result.claims['sub']);
 * else console.log(result.findings[0].cause, result.findings[0].title);
 * ```
 */
export function verify(token: string, key: VerificationKey, options: VerifyOptions = {}): Verification {
  if (isRemote(key))
    throw new TypeError('key: keys of a URL take time: use createVerifier({ remoteJwks }), which keeps them');
  return createVerifier(key, options)(token);
}

/** Each cause gives the facts of its own: a law holds the types to the causes. */
function rejected(root: AnyFinding, others: readonly AnyFinding[]): Verification {
  return { ok: false, findings: [root, ...others] as unknown as readonly [ReportFinding, ...ReportFinding[]] };
}

const signatures = nodeSignatures();

/** The verifier for one token, with what it verifies by; `only`: the one key that comes into question. */
type VerifierFor = (token: string) => {
  readonly verifier: Verifier;
  readonly held?: Pick<TokenRules, 'verifierKey' | 'secrets'>;
  readonly only?: PublicKey;
};

/** Of several keys, the one that `kid` names; all where it names none of them. */
function keysVerifier(keys: readonly PublicKeyInUse[]): VerifierFor {
  const prepared = keys.map(({ material, kid, alg }) => ({
    kid,
    alg,
    ready: preparedKey(material),
    held: { verifierKey: { ok: true, format: 'spki-pem', key: material } as const },
  }));
  return (token) => {
    const kid = keys.length > 1 ? readToken(token).header.members?.['kid'] : undefined;
    const named = prepared.filter((one) => kid !== undefined && one.kid === kid);
    const candidates = named.length > 0 ? named : prepared.slice(0, CANDIDATE_LIMIT);
    const verifier: Verifier = (alg, input, signature) => {
      const isSigner = (one: (typeof prepared)[number]) =>
        (one.alg ?? alg) === alg && signatures.verify(alg, one.ready, input, signature);
      return candidates.find(isSigner)?.ready.fingerprint ?? null;
    };
    const [first, second] = candidates;
    return { verifier, ...(first && second === undefined && { only: first.ready.publicKey, held: first.held }) };
  };
}

/** A key that was weighed once is kept with its holder: that costs more than a signature. */
const preparedKeys = new WeakMap<PublicKey, PreparedKey>();

function preparedKey(publicKey: PublicKey): PreparedKey {
  const known = preparedKeys.get(publicKey);
  if (known !== undefined) return known;
  // A published key is refused where it is registered: here it is what the samples of the RFCs are verified with.
  const weakness = weaknesses(publicKey).find(({ name }) => name !== 'key-published');
  if (weakness) throw new TypeError(`key: ${weakness.title} (${weakness.name}); use a key without this weakness`);
  const prepared = signatures.prepare(publicKey);
  preparedKeys.set(publicKey, prepared);
  return prepared;
}

function secretVerifier({ secret }: Secret): VerifierFor {
  const bytes = secretBytes(secret);
  if (bytes.length < 32) {
    throw new TypeError(`key: HS256 takes a secret of at least 32 bytes (RFC 7518 §3.2), received ${bytes.length}`);
  }
  const verifier: Verifier = (alg, input, mac) => (verifyMac(alg, bytes, input, mac) ? 'secret' : null);
  return () => ({ verifier, held: { secrets: ['the secret given'] } });
}
