import { randomBytes, randomUUID } from 'node:crypto';
import { type MintClaims, type MintOptions, mintToken } from './actions/mint-token.ts';
import { signJws } from './adapters/node-crypto/index.ts';
import { titleOf } from './core/causes/index.ts';
import { articleMarkdown } from './core/diagnosis/article.ts';
import { causeById } from './core/diagnosis/diagnose.ts';
import type { JsonObject } from './core/encoding/json.ts';
import { readToken } from './core/jws/read-token.ts';
import type { TokenFault } from './core/jws/reading.ts';
import type { PrivateKey } from './core/keys/key.ts';
import type { SigningKey } from './library/key-input.ts';
import { checkMintOptions } from './library/mint-options.ts';
import { readPrivateKey } from './library/read-key.ts';
import { isSecret, secretBytes } from './library/read-secret.ts';

export type { MintClaims, MintOptions } from './actions/mint-token.ts';
export type { FactsOf } from './core/causes/facts.ts';
export type { ProfileDocument } from './core/claims/documents/document.ts';
export type { ClaimRule, Environment, Profile, TextForm } from './core/claims/profile.ts';
export type { JsonObject, JsonValue } from './core/encoding/json.ts';
export type { Misreading } from './core/encoding/misread.ts';
export type { Applicability, Certainty, Fact, Facts, Severity } from './core/evidence/cause.ts';
export type { CauseId } from './core/evidence/cause-id.ts';
export type {
  CandidateKey,
  EvidenceName,
  ExpectedEvidence,
  KeyFileEvidence,
  KeyInUseEvidence,
  KeySetEvidence,
  MisreadEvidence,
  OpenedSignature,
  RedirectEvidence,
  RegisteredKey,
  RegistryEvidence,
  ReplayEvidence,
  SignatureEvidence,
} from './core/evidence/evidence.ts';
export type { Input } from './core/evidence/input.ts';
export type { Candidate, Check, Finding, KeysTried, Span, Verdict } from './core/evidence/report.ts';
export type { ChosenBy, Party } from './core/evidence/rules.ts';
export type { Part, TokenFault } from './core/jws/reading.ts';
export type { SignedBytes, SignedHash } from './core/jws/signed-bytes-form.ts';
export { fingerprint, publicKeyOf, thumbprint } from './core/keys/fingerprint.ts';
export type { PrivateKey, PublicKey, RsaPrivateNumbers, RsaPublicNumbers } from './core/keys/key.ts';
export type { KeyType } from './core/keys/key-kind.ts';
export type { SetMember } from './core/keys/key-set.ts';
export type { KeyState } from './core/keys/key-state.ts';
export { pkcs8Pem, spkiPem } from './core/keys/key-text.ts';
export { parseKey } from './core/keys/parse-key.ts';
export type { KeyFault, KeyFormat, KeyReading, KeyRepair, KeyRepairResult } from './core/keys/reading.ts';
export { repairKey } from './core/keys/repair-key.ts';
export { type KeyWeakness, type WeaknessName, weaknesses } from './core/keys/weaknesses.ts';
export type { HeaderField } from './core/request/field.ts';
export * from './library/diagnose.ts';
export type * from './library/finding.ts';
export type * from './library/key-input.ts';
export { generateKeyPair, type KeyPairOptions } from './library/key-pair.ts';
export type { ProfileInput } from './library/profile-input.ts';
export { type RemoteJwks, RemoteJwksError } from './library/remote-jwks.ts';
export * from './library/verifier.ts';

/**
 * Mints a JWT, synchronously. `iat`, `jti` and `exp` are filled in where absent; RS256 unless `options.alg` says else.
 * @throws TypeError for claims, options or a key that can only be a mistake
 * @example
 * ```ts
 * import { mint } from '@mintmark/jwt';
 *
 * const claims = { application_id: '7c9e6679-7425-40de-944b-e07fc1f90ae7', sub: 'ada' };
 * console.log(mint(claims, process.env.PRIVATE_KEY ?? '', { ttlSeconds: 900 }));
 * ```
 */
export function mint(claims: MintClaims, key: SigningKey, options: MintOptions = {}): string {
  checkMintOptions(options);
  const signer = signingKey(key);
  return mintToken(claims, options, {
    clock: { now: () => Date.now() / 1000 },
    entropy: { uuid: randomUUID, bytes: (count) => new Uint8Array(randomBytes(count)) },
    sign: (alg, signingInput) => signJws(alg, signer, signingInput),
  });
}

declare const unverified: unique symbol;
/** Claims that nobody vouches for: for display, never for a decision. */
export type UnverifiedClaims = JsonObject & { readonly [unverified]: true };

export interface DecodedToken {
  readonly header: JsonObject | undefined;
  readonly claims: UnverifiedClaims | undefined;
  readonly signature: Uint8Array | undefined;
  /** Why no strict verifier takes it; empty for a well-formed token, which may still be forged. */
  readonly faults: readonly TokenFault[];
}

/**
 * Decodes as much of a token as can be decoded, and verifies nothing. Never throws.
 * @example
 * ```ts
 * import { decode } from '@mintmark/jwt';
 *
 * const { header, claims, faults } = decode('eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhZGEifQ.c2ln');
 * console.log(header?.['alg'], claims?.['sub'], faults.length); // RS256 ada 0
 * ```
 */
export function decode(token: string): DecodedToken {
  const { header, payload, signature, faults } = readToken(String(token));
  const claims = payload.members as UnverifiedClaims | undefined;
  return { header: header.members, claims, signature: signature.bytes, faults };
}

/**
 * The help article of a cause, as Markdown.
 * @throws TypeError for an id that no cause has.
 * @example
 * ```ts
 * import { explain } from '@mintmark/jwt';
 *
 * console.log(explain('clock-ahead'));
 * ```
 */
export function explain(cause: string): string {
  const found = causeById(cause);
  if (!found) throw new TypeError(`cause: expected the id of a cause, received ${JSON.stringify(cause)}`);
  return articleMarkdown(found, { titleOf });
}

function signingKey(key: SigningKey): PrivateKey | Uint8Array {
  return isSecret(key) ? secretBytes(key.secret) : readPrivateKey(key, 'key');
}
