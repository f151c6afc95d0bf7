import { toHex } from '../encoding/bytes.ts';
import { encodeUtf8 } from '../encoding/utf8.ts';
import type { OpenedSignature, SignatureEvidence } from '../evidence/evidence.ts';
import type { Input } from '../evidence/input.ts';
import { hmacSha256, hmacSha384, hmacSha512 } from '../hash/hmac.ts';
import { sha256 } from '../hash/sha256.ts';
import { algorithmByName } from '../jws/algorithms.ts';
import { readEcdsa } from '../jws/ecdsa-form.ts';
import { openSignature } from '../jws/open-signature.ts';
import { signingInput } from '../jws/read-token.ts';
import type { TokenReading } from '../jws/reading.ts';
import { recogniseSignedBytes } from '../jws/signed-bytes.ts';
import type { SignedHash } from '../jws/signed-bytes-form.ts';
import { verifyP256 } from '../jws/verify-ecdsa.ts';
import { CANDIDATE_LIMIT, type Candidate, candidateKeys, keyNamedBy } from './candidate-keys.ts';

/**
 * Tries the signature under every candidate key, by arithmetic. An RSA signature is opened (RFC 8017 §5.2.2): padding
 * that is whole proves the key, and the digest inside tells what was signed. ES256 is verified too, and an HMAC where the
 * profile takes it. Whether an algorithm is accepted is for the causes. `undefined` where no key is known to try, or the
 * algorithm is not one of these.
 */
export function weighSignature(
  token: TokenReading,
  input: Pick<Input, 'registry' | 'publicKey' | 'key' | 'secrets' | 'signature'>,
  now: number | undefined,
  algorithms: readonly string[],
): SignatureEvidence | undefined {
  if (input.signature) return input.signature;
  const signature = token.signature.bytes;
  if (!signature) return undefined;
  const { alg, kid } = token.header.members ?? {};
  const name = typeof alg === 'string' ? alg : '';
  const isAccepted = algorithms.includes(name);
  if (isMac(name) && isAccepted) return weighMac(token, signature, input.secrets);
  const named = keyNamedBy(kid, input.registry, now);
  const all = candidateKeys(input, now, named);
  if (all.length === 0 && !input.registry) return undefined;
  if (name === 'ES256') return weighEcdsa(token, signature, all);
  // No other one can be checked by arithmetic: whoever can, hands the result in.
  if (HASHES[name] === undefined && (isAccepted || isAsymmetric(name))) return undefined;
  const hash = HASHES[name] ?? 'SHA-256';
  const tried = all.slice(0, CANDIDATE_LIMIT);
  const opened: OpenedSignature[] = [];
  let verifiedBy: string | null = null;
  for (const { publicKey, ...key } of tried) {
    const inside = publicKey.rsa && openSignature(signature, publicKey.rsa);
    if (!inside) continue;
    const signed = recogniseSignedBytes(token, inside.hash, inside.digest);
    opened.push({ key, hash: inside.hash, digest: inside.digest, signed });
    const verifies = signed === 'signing-input' && inside.hash === hash;
    if (key.accepted && verifies) verifiedBy ??= key.fingerprint;
  }
  const isKnown = HASHES[name] !== undefined || isMac(name);
  const reproducedBy = opened.length === 0 ? reproducingSecret(token, signature, input.secrets ?? {}) : undefined;
  // That a key opens it is a proof; that none does is none where nobody knows what the name stands for.
  if (!isKnown && !input.registry && opened.length === 0 && reproducedBy === undefined) return undefined;
  return {
    verifiedBy,
    ...(named && { namedByKid: named.fingerprint }),
    opened,
    tried: { keys: tried.length, of: all.length },
    ...(reproducedBy !== undefined && { reproducedBy }),
  };
}

/** Whether signatures of an algorithm are verified by arithmetic. Of another one, whoever can verify hands the result in. */
export function isWeighed(alg: unknown): boolean {
  return isMac(alg) || alg === 'ES256' || (typeof alg === 'string' && HASHES[alg] !== undefined);
}

/** Hashes of the algorithms whose signatures open (RFC 7518 §3.3). */
const HASHES: { readonly [alg: string]: SignedHash } = { RS256: 'SHA-256', RS384: 'SHA-384', RS512: 'SHA-512' };

/** Keyed with a secret (RFC 7518 §3.2). */
export function isMac(alg: unknown): alg is keyof typeof MACS {
  return typeof alg === 'string' && Object.hasOwn(MACS, alg);
}

const MACS = { HS256: hmacSha256, HS384: hmacSha384, HS512: hmacSha512 } as const;

/** Of a name that is no algorithm for key pairs, what an application signs with is assumed. */
function isAsymmetric(name: string): boolean {
  const algorithm = algorithmByName(name);
  return algorithm !== undefined && algorithm.kty !== 'oct';
}

/** The secret is the key here: a token that none of those given reproduces is signed with another one. */
function weighMac(token: TokenReading, mac: Uint8Array, secrets: Input['secrets']): SignatureEvidence | undefined {
  // Nothing is no secret: whatever is signed with it, anybody could have signed.
  const known = Object.fromEntries(Object.entries(secrets ?? {}).filter(([, secret]) => secret.length > 0));
  if (Object.keys(known).length === 0) return undefined;
  return { verifiedBy: reproducingSecret(token, mac, known) ?? null };
}

/** ECDSA proves a key by verifying alone. A signature in another form than JWS has proves it as well, and is refused. */
function weighEcdsa(token: TokenReading, signature: Uint8Array, all: readonly Candidate[]): SignatureEvidence {
  const tried = all.slice(0, CANDIDATE_LIMIT);
  const reading = readEcdsa(signature, 32);
  const digest = sha256(encodeUtf8(signingInput(token)));
  const opened: OpenedSignature[] = [];
  for (const { publicKey, ...key } of tried) {
    if (!reading?.signatures.some((numbers) => verifyP256(publicKey, digest, numbers))) continue;
    opened.push({ key, hash: 'SHA-256', digest: toHex(digest), signed: 'signing-input' });
  }
  const verified = reading?.form === 'raw' ? opened.find(({ key }) => key.accepted) : undefined;
  const verifiedBy = verified?.key.fingerprint ?? null;
  return { verifiedBy, opened, tried: { keys: tried.length, of: all.length } };
}

function reproducingSecret(
  token: TokenReading,
  signature: Uint8Array,
  secrets: { readonly [name: string]: string | Uint8Array },
): string | undefined {
  const input = encodeUtf8(token.text.slice(0, token.signature.start - 1));
  const alg = token.header.members?.['alg'];
  const hmac = isMac(alg) ? MACS[alg] : hmacSha256;
  return Object.keys(secrets).find((name) => {
    const secret = secrets[name] ?? '';
    const mac = hmac(typeof secret === 'string' ? encodeUtf8(secret) : secret, input);
    return mac.length === signature.length && mac.every((byte, i) => byte === signature[i]);
  });
}
