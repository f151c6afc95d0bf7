import { RSA_ALONE } from '../core/keys/key-kind.ts';
import type { StoredKey } from '../ports/index.ts';
import { done, type Outcome, refused } from './parts/outcome.ts';
import type { Parts } from './parts/parts.ts';
import { type ReadKey, readPublicKey } from './read-public-key.ts';

/** A key pair on its way into an application. `privateKey` only where the server made the pair: it is stored nowhere. */
export interface IncomingKey extends ReadKey {
  readonly privateKey?: string;
}

/** A posted public key, read and checked, or a new pair where none was posted. `parameter` names it in a refusal. */
export async function receiveKey(
  { keyPairs, keyKinds = RSA_ALONE }: Pick<Parts, 'keyPairs' | 'keyKinds'>,
  posted: string | undefined,
  parameter: string,
): Promise<Outcome<IncomingKey>> {
  if (posted !== undefined) return readPublicKey(posted, parameter, keyKinds);
  const pair = await keyPairs.generate(keyKinds[0]);
  const read = readPublicKey(pair.publicKey, parameter, keyKinds);
  return read.ok ? done({ ...read.value, privateKey: pair.privateKey }) : read;
}

/**
 * Refuses a public key that an application of another account holds: whoever has its private half could sign for both.
 * Applications of one account may share a key, as Vonage's API allows; a token is of the one that it claims. A pair that
 * was just made and is there already was not made at random, and is refused in any case.
 */
export async function refuseForeignKey(
  parts: Pick<Parts, 'applications'>,
  owner: { readonly accountId: string; readonly applicationId: string | null },
  key: IncomingKey,
  parameter: string,
): Promise<Outcome<void>> {
  const holders = await parts.applications.findByFingerprint(key.fingerprint);
  const holder = holders.find((one) => one.applicationId !== owner.applicationId);
  if (!holder) return done(undefined);
  const application = await parts.applications.get(holder.applicationId);
  const isOwn = application?.accountId === owner.accountId;
  if (isOwn && key.privateKey === undefined) return done(undefined);
  return refused({ kind: 'key-registered-elsewhere', parameter });
}

export function newKey(
  parts: Pick<Parts, 'entropy'>,
  applicationId: string,
  key: IncomingKey,
  state: 'draft' | 'active',
  now: number,
): StoredKey {
  return {
    id: parts.entropy.uuid(),
    applicationId,
    fingerprint: key.fingerprint,
    publicKey: key.publicKey,
    state,
    createdAt: now,
    activatedAt: state === 'active' ? now : null,
    endedAt: null,
    expiresAt: null,
    lastUsedAt: null,
    note: '',
    environment: '',
  };
}
