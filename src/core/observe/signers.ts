import { formatUtc } from '../claims/numeric-date.ts';
import type { Facts } from '../evidence/cause.ts';
import type { Evidence, RegisteredKey } from '../evidence/evidence.ts';
import { fingerprint } from '../keys/fingerprint.ts';
import type { KeyState } from '../keys/key-state.ts';
import { isAccepted } from './candidate-keys.ts';

/** A key that signed the token, or would sign one, and that the verifier does not accept. */
export interface Signer {
  readonly fingerprint: string;
  /** `signature`: the token opens under it, which proves it. `key`: without a token, it is the private key at hand. */
  readonly by: 'signature' | 'key';
  /** Absent: the registry does not know this key. */
  readonly registered?: RegisteredKey;
}

const NOBODY: readonly Signer[] = [];

/** Empty where the token verifies, where no candidate opens it, and where there is no registry to ask. */
export function signersOf(evidence: Evidence): readonly Signer[] {
  const { registry, signature, token } = evidence;
  if (!registry || signature?.verifiedBy) return NOBODY;
  return token ? signersByToken(evidence) : signersByKey(evidence);
}

function signersByToken({ signature, registry, now }: Evidence): readonly Signer[] {
  // An accepted key that `kid` passed over is not wrong: `kid` is.
  const isRight = (key: RegisteredKey) => registry?.keys.includes(key) && isAccepted(key, now);
  return (signature?.opened ?? []).flatMap(({ key: { fingerprint, accepted, registered } }): Signer[] =>
    accepted || (registered && isRight(registered))
      ? []
      : [{ fingerprint, by: 'signature', ...(registered && { registered }) }],
  );
}

function signersByKey({ key, registry, now }: Evidence): readonly Signer[] {
  if (key?.key?.type !== 'private' || !registry) return NOBODY;
  const print = fingerprint(key.key.publicKey);
  const isIt = (one: RegisteredKey) => one.fingerprint === print;
  if (registry.keys.some((one) => isIt(one) && isAccepted(one, now))) return NOBODY;
  const holders = [...registry.keys, ...registry.otherKeys].filter(isIt);
  if (holders.length === 0) return [{ fingerprint: print, by: 'key' }];
  return holders.map((registered): Signer => ({ fingerprint: print, by: 'key', registered }));
}

/** A registered key as a finding tells it. */
export interface KeyFacts extends Facts {
  readonly fingerprint: string;
  readonly state: KeyState;
  readonly createdAt: number;
  readonly endedAt: number | null;
  readonly expiresAt: number | null;
}

export function keyFacts(key: RegisteredKey): KeyFacts {
  const { fingerprint, state, createdAt = 0, endedAt = null, expiresAt = null } = key;
  return { fingerprint, state, createdAt, endedAt, expiresAt };
}

/** The keys of the application that the verifier accepts now, newest first. */
export function acceptedKeys({ registry, now }: Evidence): readonly RegisteredKey[] {
  return (registry?.keys ?? []).filter((key) => isAccepted(key, now));
}

/** `SHA256:7f3a…Q=, draft, generated 2026-11-24 10:02:33 UTC, not saved`. A time of 0 is one that nobody told. */
export function describeKey({ fingerprint, state, createdAt, endedAt, expiresAt }: KeyFacts): string {
  const made = (how: string) => (createdAt === 0 ? '' : `, ${how} ${formatUtc(createdAt)}`);
  const ended = endedAt === null ? '' : ` ${formatUtc(endedAt)}`;
  const life = {
    draft: `draft${made('generated')}, not saved`,
    active: `active${made('created')}`,
    retiring: `replaced${ended}${expiresAt === null ? '' : `, accepted until ${formatUtc(expiresAt)}`}`,
    revoked: `revoked${ended}${made('created')}`,
  }[state];
  return `SHA256:${fingerprint}, ${life}`;
}

/** The value of the claim that names the application, cut at 80 characters; `null` where it is not text. */
export function claimedId({ token, profile }: Evidence): string | null {
  const id = token?.payload.members?.[profile.identityClaim];
  return typeof id === 'string' ? id.slice(0, 80) : null;
}

/** The key is one of another account, whose applications are not this owner's to know. */
export function isOtherAccount({ accountId }: RegisteredKey, { registry }: Evidence): boolean {
  const own = registry?.application?.accountId ?? registry?.accountId;
  return accountId !== undefined && own !== undefined && accountId !== own;
}
