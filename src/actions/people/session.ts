import { type Person, type Session, UnavailableError } from '../../ports/index.ts';
import { hashToken, newToken } from '../parts/one-time-token.ts';
import type { PeopleParts } from './parts.ts';

/** How long a session goes on without being used, and at most. */
const IDLE_SECONDS = 24 * 3600;
export const SESSION_SECONDS = 7 * 24 * 3600;
/** How exact the time of the last use is: a request that reads writes nothing. */
const TOUCH_SECONDS = 60;
const USER_AGENT_LIMIT = 300;

/** The browser that asks. */
export interface Device {
  readonly userAgent: string | undefined;
  readonly address: string;
}

/** A person, the session that they have, and, where it is new, the token that the browser keeps. */
export interface SignedIn {
  readonly person: Person;
  readonly session: Session;
}
export interface NewlySignedIn extends SignedIn {
  readonly token: string;
}

/** A session that is not stored yet. */
export function newSession(
  { clock, entropy }: Pick<PeopleParts, 'clock' | 'entropy'>,
  person: Person,
  device: Device,
): NewlySignedIn {
  const { token, tokenHash } = newToken(entropy);
  const now = clock.now();
  const session = {
    id: entropy.uuid(),
    tokenHash,
    personId: person.id,
    createdAt: now,
    seenAt: now,
    userAgent: device.userAgent?.slice(0, USER_AGENT_LIMIT) ?? null,
    address: device.address,
  };
  return { person, session, token };
}

/** Begins a session. @returns `undefined` where the password was changed in the meantime */
export async function beginSession(
  parts: Pick<PeopleParts, 'clock' | 'entropy' | 'sessions'>,
  person: Person,
  device: Device,
): Promise<NewlySignedIn | undefined> {
  const signedIn = newSession(parts, person, device);
  const now = signedIn.session.createdAt;
  await parts.sessions.forget(now - IDLE_SECONDS, now - SESSION_SECONDS);
  return (await parts.sessions.begin(signedIn.session, person.passwordHash)) ? signedIn : undefined;
}

/** Whose session this token opens; `undefined` where it has ended or never was. */
export async function findSignedIn(
  parts: Pick<PeopleParts, 'clock' | 'sessions' | 'people'>,
  token: string,
): Promise<SignedIn | undefined> {
  const session = await parts.sessions.find(hashToken(token));
  const now = parts.clock.now();
  if (!session || now >= endOf(session)) return undefined;
  const person = await parts.people.get(session.personId);
  if (!person) return undefined;
  if (now - session.seenAt >= TOUCH_SECONDS) await touch(parts, session, now);
  return { person, session };
}

/** Where storage takes no writes, reading goes on: the session only does not last longer for it. */
async function touch({ sessions }: Pick<PeopleParts, 'sessions'>, session: Session, now: number): Promise<void> {
  try {
    await sessions.touch(session.id, now);
  } catch (error) {
    if (!(error instanceof UnavailableError)) throw error;
  }
}

/** When the session ends if it is not used any more. NumericDate seconds. */
export function endOf(session: Session): number {
  return Math.min(session.seenAt + IDLE_SECONDS, session.createdAt + SESSION_SECONDS);
}

/** Ends the session that this token opens, where there is one. */
export async function endSession(parts: Pick<PeopleParts, 'sessions'>, token: string): Promise<void> {
  const session = await parts.sessions.find(hashToken(token));
  if (session) await parts.sessions.end(session.personId, session.id);
}
