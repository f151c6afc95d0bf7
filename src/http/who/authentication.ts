import type { FastifyRequest, RouteOptions } from 'fastify';
import { findAccountOf } from '../../actions/people/accounts-of.ts';
import type { PeopleParts } from '../../actions/people/parts.ts';
import { findSignedIn, type SignedIn } from '../../actions/people/session.ts';
import { isAtLeast, type Role } from '../../ports/role.ts';
import { type ProblemId, problem } from '../problems/catalogue.ts';
import { prefersHtml } from '../server/accept.ts';
import { type BasicAuthentication, requireBasic } from './basic-authentication.ts';
import { isSafe, type OwnOrigin, originProblems, refuseCrossSite, requireSameOrigin } from './same-origin.ts';
import type { SessionCookie } from './session-cookie.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** What the one who asks may do in `request.account`, behind `requireAccount`. */
    role: Role;
    /** Who is signed in, behind `requirePerson`, or `requireAccount` where the request has a session. */
    signedIn: SignedIn;
  }
  interface FastifyContextConfig {
    /** The role that the route takes, where it is not that of its group. */
    role?: Role;
  }
}

export interface SessionAuthentication {
  readonly parts: Pick<PeopleParts, 'accounts' | 'clock' | 'people' | 'sessions'>;
  readonly cookie: SessionCookie;
  readonly origin: OwnOrigin;
}

export interface Authentication {
  readonly basic: BasicAuthentication;
  readonly session: SessionAuthentication;
}

/**
 * An `onRequest` hook: sets `request.account` and `request.role`. The API key and secret of an account may do all that
 * its owners may; the dashboard sends the cookie of a session instead, and says which account it means.
 */
export function requireAccount({ basic, session }: Authentication) {
  const byBasic = requireBasic(basic);
  const bySession = requirePerson(session);
  return async (request: FastifyRequest): Promise<void> => {
    if (request.headers.authorization !== undefined || !isFromBrowser(request, session)) {
      refuseCrossSite(request);
      await byBasic(request);
      request.role = 'owner';
      return;
    }
    await bySession(request);
    await chooseAccount(session, request);
  };
}

/** What `requirePerson` throws in a route. */
export function sessionProblems(route: RouteOptions): readonly ProblemId[] {
  return ['signed-out', ...originProblems(route)];
}

/** An `onRequest` hook: sets `request.signedIn`, or answers 401, or 403 for a change that another site asks for. */
export function requirePerson({ parts, cookie, origin }: SessionAuthentication) {
  return async (request: FastifyRequest): Promise<void> => {
    const token = cookie.read(request);
    const signedIn = token === undefined ? undefined : await findSignedIn(parts, token);
    if (!signedIn) throw problem('signed-out');
    requireSameOrigin(request, origin);
    request.signedIn = signedIn;
  };
}

/** What `chooseAccount` throws. */
export const ACCOUNT_CHOICE_PROBLEMS = ['account-not-chosen', 'account-unknown', 'account-suspended'] as const;

/** Sets `request.account` and `request.role` from X-Mintmark-Account-Id, or from the only account of the person. */
export async function chooseAccount({ parts }: SessionAuthentication, request: FastifyRequest): Promise<void> {
  const personId = request.signedIn.person.id;
  const accountId = chosenAccount(request) ?? (await onlyAccount(parts, personId));
  const found = await findAccountOf(parts, personId, accountId);
  if (!found) throw problem('account-unknown');
  if (found.account.suspended) throw problem('account-suspended');
  request.account = found.account;
  request.role = found.role;
}

/** The roles that a group takes. */
export interface NeededRoles {
  readonly read: Role;
  readonly write: Role;
}

/** An `onRequest` hook behind those: 403 where the role is not enough. A route may ask for another one in its `config`. */
export function requireRole(needed: NeededRoles) {
  return async (request: FastifyRequest): Promise<void> => {
    const role = roleFor(needed, request.routeOptions.config.role, request);
    if (!isAtLeast(request.role, role)) throw problem('role-too-low', { role: request.role, needed: role });
  };
}

/** What `requireRole` throws in a route: nothing where every member may. */
export function roleProblems(needed: NeededRoles, route: RouteOptions): readonly ProblemId[] {
  return roleFor(needed, route.config?.role, route) === 'viewer' ? [] : ['role-too-low'];
}

function roleFor(needed: NeededRoles, own: Role | undefined, asked: { readonly method: string | string[] }): Role {
  return own ?? (isSafe(asked) ? needed.read : needed.write);
}

/** A browser gets no Basic challenge: it would ask for a user name by itself. Programs of Node say `cors` and no site. */
function isFromBrowser(request: FastifyRequest, { cookie }: SessionAuthentication): boolean {
  const { 'sec-fetch-site': site, 'sec-fetch-mode': mode, accept } = request.headers;
  if (site === 'same-origin' || mode === 'navigate' || prefersHtml(accept)) return true;
  return cookie.read(request) !== undefined || chosenAccount(request) !== undefined;
}

function chosenAccount(request: FastifyRequest): string | undefined {
  return request.headers['x-mintmark-account-id']?.toString() || undefined;
}

async function onlyAccount({ people }: Pick<PeopleParts, 'people'>, personId: string): Promise<string> {
  const [first, ...more] = await people.memberships(personId);
  if (!first || more.length > 0) throw problem('account-not-chosen');
  return first.accountId;
}
