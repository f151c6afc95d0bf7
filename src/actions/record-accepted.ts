import type { Clock } from '../ports/clock.ts';
import type { Entropy } from '../ports/entropy.ts';
import type { GateRequest, Identity } from './authenticate-request.ts';
import type { RequestLog } from './parts/judged-requests.ts';
import type { Sender } from './parts/sender.ts';
import { pathOf } from './record-rejection.ts';

export interface AcceptedParts {
  readonly log: Pick<RequestLog, 'addAccepted'>;
  readonly clock: Clock;
  readonly entropy: Pick<Entropy, 'uuid'>;
  /** SHA-256, base64url. */
  readonly hash: (text: string) => string;
}

/** Twelve characters are 72 bits: enough to tell the tokens of a log apart. */
const HASH_CHARACTERS = 12;

/** What the log has in the place of a jti. @param hash SHA-256, base64url */
export function tokenHash(hash: (text: string) => string, jti: string): string {
  return hash(jti).slice(0, HASH_CHARACTERS);
}

/**
 * Keeps that a request was let through, and with which status it was answered; nothing waits for it.
 * @param sender asked for an entry that is made, and for no other request
 */
export function recordAccepted(
  { log, clock, entropy, hash }: AcceptedParts,
  identity: Identity,
  request: Pick<GateRequest, 'method' | 'target'>,
  status: number,
  sender: () => Sender,
): void {
  const { accountId, applicationId, keyFingerprint, jti } = identity;
  const at = clock.now();
  log.addAccepted(accountId, groupOf(identity, status, Math.floor(at / 60)), () => ({
    id: timeOrdered(entropy.uuid(), at),
    at,
    accountId,
    applicationId,
    status,
    method: request.method ?? null,
    path: pathOf(request.target),
    ...sender(),
    keyFingerprint,
    tokenHash: tokenHash(hash, jti),
    standsFor: 1,
  }));
}

let last = { applicationId: '', keyFingerprint: '', status: 0, minute: 0, name: '' };

/** Requests that are counted apart; by the minute, too: counts of a minute are exact. The last one is at hand. */
function groupOf({ applicationId, keyFingerprint }: Identity, status: number, minute: number): string {
  const isLast =
    minute === last.minute &&
    status === last.status &&
    applicationId === last.applicationId &&
    keyFingerprint === last.keyFingerprint;
  if (!isLast) {
    const name = `${applicationId} ${keyFingerprint} ${status} ${minute}`;
    last = { applicationId, keyFingerprint, status, minute, name };
  }
  return last.name;
}

/** UUID version 7 (RFC 9562 §5.7): rows that come one after the other lie side by side, which makes them cheap to write. */
function timeOrdered(uuid: string, at: number): string {
  const time = Math.round(at * 1000)
    .toString(16)
    .padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${uuid.slice(15)}`;
}
