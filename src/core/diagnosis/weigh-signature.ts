import { hmacSha256 } from '../hash/hmac.ts';
import { openSignature } from '../jws/open-signature.ts';
import type { TokenReading } from '../jws/reading.ts';
import { recogniseSignedBytes } from '../jws/signed-bytes.ts';
import { fingerprint } from '../keys/fingerprint.ts';
import type { PublicKey } from '../keys/key.ts';
import { parseKey } from '../keys/parse-key.ts';
import type { CandidateKey, OpenedSignature, RegisteredKey, SignatureEvidence } from './evidence.ts';
import type { Input } from './input.ts';

/** At most this many keys are tried on one signature: each costs a modular exponentiation. */
export const CANDIDATE_LIMIT = 64;

type Candidate = CandidateKey & { readonly publicKey: PublicKey };

/**
 * Tries the signature under every candidate key. An RS256 signature is opened (RFC 8017 §5.2.2): padding that is whole
 * proves the key, and the digest inside tells what was signed. `undefined` where no key is known to try.
 */
export function weighSignature(
  token: TokenReading,
  input: Pick<Input, 'registry' | 'publicKey' | 'key' | 'secrets' | 'signature'>,
  now: number | undefined,
): SignatureEvidence | undefined {
  if (input.signature) return input.signature;
  const signature = token.signature.bytes;
  const named = keyNamedBy(token.header.members?.['kid'], input.registry, now);
  const all = candidates(input, now, named);
  if (!signature || (all.length === 0 && !input.registry)) return undefined;
  const tried = all.slice(0, CANDIDATE_LIMIT);
  const opened: OpenedSignature[] = [];
  let verifiedBy: string | null = null;
  for (const { publicKey, ...key } of tried) {
    const inside = publicKey.rsa && openSignature(signature, publicKey.rsa);
    if (!inside) continue;
    const signed = recogniseSignedBytes(token, inside.hash, inside.digest);
    opened.push({ key, hash: inside.hash, digest: inside.digest, signed });
    const verifies = signed === 'signing-input' && inside.hash === 'SHA-256';
    if (key.accepted && verifies) verifiedBy ??= key.fingerprint;
  }
  const reproducedBy = opened.length === 0 ? reproducingSecret(token, signature, input.secrets ?? {}) : undefined;
  return {
    verifiedBy,
    ...(named && { namedByKid: named.fingerprint }),
    opened,
    tried: { keys: tried.length, of: all.length },
    ...(reproducedBy !== undefined && { reproducedBy }),
  };
}

/** A retiring key is accepted until its overlap ends; without a clock, its state alone decides. */
export function isAccepted(key: Pick<RegisteredKey, 'state' | 'expiresAt'>, now: number | undefined): boolean {
  if (key.state === 'active') return true;
  return key.state === 'retiring' && (key.expiresAt === undefined || now === undefined || now <= key.expiresAt);
}

/** `kid` selects among the accepted keys of the application where it names one of them, and is ignored otherwise. */
function keyNamedBy(kid: unknown, registry: Input['registry'], now: number | undefined): RegisteredKey | undefined {
  return registry?.keys.find((key) => (key.id === kid || key.fingerprint === kid) && isAccepted(key, now));
}

function candidates(
  input: Pick<Input, 'registry' | 'publicKey' | 'key'>,
  now: number | undefined,
  named: RegisteredKey | undefined,
): Candidate[] {
  const all: Candidate[] = [];
  const add = (text: string | Uint8Array, accepted: boolean, registered?: RegisteredKey) => {
    const publicKey = publicKeyIn(text);
    if (!publicKey) return;
    const print = registered?.fingerprint ?? fingerprint(publicKey);
    const known = all.find((candidate) => candidate.fingerprint === print);
    if (known && (registered === undefined || known.registered?.applicationId === registered.applicationId)) return;
    const source = registered ? ('registered' as const) : ('given' as const);
    all.push({ source, fingerprint: print, publicKey, accepted, ...(registered && { registered }) });
  };
  for (const key of input.registry?.keys ?? []) {
    add(key.publicKey, isAccepted(key, now) && (named === undefined || named.id === key.id), key);
  }
  if (input.publicKey !== undefined) add(input.publicKey, input.registry === undefined);
  for (const key of input.registry?.otherKeys ?? []) add(key.publicKey, false, key);
  // A private key in hand is a candidate too: "was this token made with this file?"
  if (input.key !== undefined) add(input.key, false);
  return all;
}

function publicKeyIn(text: string | Uint8Array): PublicKey | undefined {
  const reading = parseKey(text);
  const key = reading.key;
  return key?.type === 'private' ? key.publicKey : key;
}

function reproducingSecret(
  token: TokenReading,
  signature: Uint8Array,
  secrets: { readonly [name: string]: string },
): string | undefined {
  const input = new TextEncoder().encode(token.text.slice(0, token.signature.start - 1));
  return Object.keys(secrets).find((name) => {
    const mac = hmacSha256(new TextEncoder().encode(secrets[name]), input);
    return mac.length === signature.length && mac.every((byte, i) => byte === signature[i]);
  });
}
