import type { CandidateKey, RegisteredKey } from '../evidence/evidence.ts';
import type { Input } from '../evidence/input.ts';
import { fingerprint } from '../keys/fingerprint.ts';
import type { PublicKey } from '../keys/key.ts';
import { parseKey } from '../keys/parse-key.ts';

/** At most this many keys are tried on one signature: each costs an exponentiation, or a multiplication on a curve. */
export const CANDIDATE_LIMIT = 64;

export type Candidate = CandidateKey & { readonly publicKey: PublicKey };

/**
 * A retiring key is accepted until its overlap ends; one whose overlap has no end is not accepted at all. Without a
 * clock, a key that retires at some time counts.
 */
export function isAccepted(key: Pick<RegisteredKey, 'state' | 'expiresAt'>, now: number | undefined): boolean {
  if (key.state === 'active') return true;
  return key.state === 'retiring' && key.expiresAt !== undefined && (now === undefined || now <= key.expiresAt);
}

/** `kid` selects among the accepted keys of the application where it names one of them, and is ignored otherwise. */
export function keyNamedBy(
  kid: unknown,
  registry: Input['registry'],
  now: number | undefined,
): RegisteredKey | undefined {
  return registry?.keys.find((key) => (key.id === kid || key.fingerprint === kid) && isAccepted(key, now));
}

/** Every key that may have signed, each once: registered ones first. */
export function candidateKeys(
  input: Pick<Input, 'registry' | 'publicKey' | 'key'>,
  now: number | undefined,
  named: RegisteredKey | undefined,
): readonly Candidate[] {
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
