import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Outcome } from '../../actions/parts/outcome.ts';
import { accountsOf } from '../../actions/people/accounts-of.ts';
import { confirmPassword } from '../../actions/people/change-password.ts';
import { emailKey } from '../../actions/people/email-address.ts';
import type { PeopleParts } from '../../actions/people/parts.ts';
import { type Device, endSession, type NewlySignedIn, type SignedIn } from '../../actions/people/session.ts';
import type { AuditLog, Origin } from '../../ports/index.ts';
import { meToWire } from '../answers/person.ts';
import { problem, valueOrProblem } from '../problems/catalogue.ts';
import type { AttemptLimit } from './attempt-limit.ts';
import { originOf } from './origin.ts';
import type { OwnOrigin } from './same-origin.ts';
import type { SessionCookie } from './session-cookie.ts';
import { signInAttempt } from './sign-in-limit.ts';

/** What the routes about people work with. */
export interface PeopleHttp {
  readonly parts: PeopleParts;
  /** The same for whoever changes something: the audit log names them. */
  by(origin: Origin): PeopleParts;
  readonly auditLog: AuditLog;
  readonly cookie: SessionCookie;
  readonly limit: AttemptLimit;
  readonly origin: OwnOrigin;
}

export function deviceOf(request: FastifyRequest): Device {
  return { userAgent: request.headers['user-agent'], address: request.ip };
}

/** Answers with who is signed in now, under a new cookie; the session that the browser had before has ended. */
export async function answerSignedIn(
  { parts, by, cookie }: PeopleHttp,
  request: FastifyRequest,
  reply: FastifyReply,
  signedIn: NewlySignedIn,
) {
  const before = cookie.read(request);
  if (before !== undefined) await endSession(by(originOf(request, signedIn.person)), before);
  cookie.set(request, reply, signedIn.token);
  return describeMe(parts, signedIn);
}

export async function describeMe(parts: PeopleParts, signedIn: SignedIn) {
  const { id } = signedIn.person;
  const factor = await parts.secondFactors.get(id);
  const on = factor !== undefined && factor.confirmedAt !== null;
  const backupCodesLeft = on ? await parts.secondFactors.countBackupCodes(id) : 0;
  return meToWire(signedIn, await accountsOf(parts, id), { on, backupCodesLeft }, parts.profile);
}

/**
 * Does what asks for a password or a code of the person with this address, unless guesses have to wait.
 * @throws Problem 429, or that of the refusal
 */
export async function guarded<T>(
  { limit }: Pick<PeopleHttp, 'limit'>,
  request: FastifyRequest,
  email: string,
  work: () => Promise<Outcome<T>>,
): Promise<T> {
  const begun = await limit.begin(signInAttempt({ emailKey: emailKey(email), client: request.ip }));
  if (typeof begun === 'number') throw problem('rate-limited', { waitSeconds: begun });
  let outcome: Outcome<T>;
  try {
    outcome = await work();
  } catch (error) {
    begun.undecided();
    throw error;
  }
  if (outcome.ok) begun.right();
  else if (GUESSES.has(outcome.refusal.kind)) begun.wrong();
  else begun.undecided();
  return valueOrProblem(outcome);
}

/** What `requirePassword` throws. */
export const PASSWORD_PROBLEMS = ['password-needed', 'password-wrong', 'rate-limited'] as const;

/**
 * Asks who is signed in for their password once more: a browser that was left open, or a session that was stolen, may
 * not do everything. An API key and secret have proved themselves with the request. @throws Problem 400, 429
 */
export async function requirePassword(
  http: Pick<PeopleHttp, 'limit' | 'parts'>,
  request: FastifyRequest,
  password: string | undefined,
): Promise<void> {
  const person = (request.signedIn as SignedIn | undefined)?.person;
  if (person === undefined) return;
  if (password === undefined) throw problem('password-needed');
  await guarded(http, request, person.email, () => confirmPassword(http.parts, person, password, 'password'));
}

/** Refusals that count as a wrong guess. */
const GUESSES = new Set(['sign-in-refused', 'second-factor-refused', 'password-wrong', 'code-wrong']);
