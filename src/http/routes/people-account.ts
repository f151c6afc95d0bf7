import { changeMember, removeMember } from '../../actions/people/change-member.ts';
import { invite } from '../../actions/people/invite.ts';
import { isAtLeast } from '../../ports/role.ts';
import { CompanyRequest, CompanyResponse } from '../../wire/company.ts';
import { CreatedInvitationResponse, InvitationRequest, InvitationsResponse } from '../../wire/invitations.ts';
import { NoContent } from '../../wire/kinds.ts';
import { ByInvitation, ByMember, MembersResponse, RoleChange } from '../../wire/people.ts';
import { companyFromWire, companyToWire } from '../answers/company.ts';
import { createdInvitationToWire, invitationToWire } from '../answers/invitation.ts';
import { memberToWire } from '../answers/person.ts';
import { problem, valueOrProblem } from '../problems/catalogue.ts';
import type { App, RouteGroup } from '../server/app.ts';
import { declareProblems } from '../server/declare-problems.ts';
import {
  ACCOUNT_CHOICE_PROBLEMS,
  chooseAccount,
  requirePerson,
  requireRole,
  roleProblems,
} from '../who/authentication.ts';
import { DASHBOARD_API, serveDashboard } from '../who/dashboard-scope.ts';
import { originOf } from '../who/origin.ts';
import { PASSWORD_PROBLEMS, type PeopleHttp, requirePassword } from '../who/people-session.ts';

const COMPANY = `${DASHBOARD_API}/company`;
const MEMBERS = `${DASHBOARD_API}/members`;
/** Every member reads, and owners write, unless a route says otherwise. */
const ROLES = { read: 'viewer', write: 'owner' } as const;
const INVITATIONS = `${DASHBOARD_API}/invitations`;

/**
 * What concerns the account that X-Mintmark-Account-Id names: its company, members and invitations. Every member reads
 * (invitations: owners), and owners write, except that whoever wants to leaves; 403 `role-too-low` for the others, 404 for who is no member.
 */
export function peopleAccountRoutes(http: PeopleHttp): RouteGroup {
  const { parts, by } = http;
  return (app: App) => {
    serveDashboard(app, [{ session: [] }]);
    app.addHook('onRequest', requirePerson(http));
    app.addHook('onRequest', (request) => chooseAccount(http, request));
    app.addHook('onRequest', requireRole(ROLES));
    declareProblems(app, (route) => [...ACCOUNT_CHOICE_PROBLEMS, ...roleProblems(ROLES, route)]);

    /** The company; every member is an empty text until it is set. */
    app.get(
      COMPANY,
      {
        schema: {
          operationId: 'getCompany',
          summary: 'Shows the company behind the account.',
          tags: ['People'],
          response: { 200: CompanyResponse },
        },
      },
      async ({ account }) => companyToWire(account.name, await parts.companies.get(account.id)),
    );

    /** The whole company: what is left out becomes empty, except the name of the account. */
    app.put(
      COMPANY,
      {
        schema: {
          operationId: 'updateCompany',
          summary: 'Changes the company behind the account, and may rename the account.',
          tags: ['People'],
          body: CompanyRequest,
          response: { 200: CompanyResponse },
        },
      },
      async (request) => {
        const { account, body } = request;
        const company = companyFromWire(body);
        const { account_name: name = account.name } = body;
        await by(originOf(request)).companies.put(account.id, company, name);
        return companyToWire(name, company);
      },
    );

    app.get(
      MEMBERS,
      {
        schema: {
          operationId: 'listMembers',
          summary: 'Lists the members of the account, oldest first.',
          tags: ['People'],
          response: { 200: MembersResponse },
        },
      },
      async ({ account }) => ({ members: (await parts.people.members(account.id)).map(memberToWire) }),
    );

    /** `{ role }`, and one's own password to make an owner; 409 `last-owner`. */
    app.patch(
      `${MEMBERS}/:person_id`,
      {
        schema: {
          operationId: 'updateMember',
          summary: 'Gives a member another role.',
          tags: ['People'],
          params: ByMember,
          body: RoleChange,
          response: { 204: NoContent },
          problems: ['not-found', 'last-owner', ...PASSWORD_PROBLEMS],
        },
      },
      async (request, reply) => {
        const { account, params, body } = request;
        if (body.role === 'owner') await requirePassword(http, request, body.password);
        valueOrProblem(await changeMember(by(originOf(request)), account.id, params.person_id, body.role));
        return reply.code(204).send(null);
      },
    );

    /** For owners; and for every member who leaves by themselves. 409 `last-owner`. */
    app.delete(
      `${MEMBERS}/:person_id`,
      {
        config: { role: 'viewer' },
        schema: {
          operationId: 'removeMember',
          summary: 'Removes a member from the account, or leaves it.',
          tags: ['People'],
          params: ByMember,
          response: { 204: NoContent },
          problems: ['role-too-low', 'not-found', 'last-owner'],
        },
      },
      async (request, reply) => {
        const { account, params, role, signedIn } = request;
        if (params.person_id !== signedIn.person.id && !isAtLeast(role, 'owner'))
          throw problem('role-too-low', { role, needed: 'owner' });
        valueOrProblem(await removeMember(by(originOf(request)), account.id, params.person_id));
        return reply.code(204).send(null);
      },
    );

    app.get(
      INVITATIONS,
      {
        config: { role: 'owner' },
        schema: {
          operationId: 'listInvitations',
          summary: 'Lists the invitations that were not used, newest first.',
          tags: ['People'],
          response: { 200: InvitationsResponse },
        },
      },
      async ({ account }) => {
        const now = parts.clock.now();
        const links = await parts.links.invitations(account.id);
        return { invitations: links.map((link) => invitationToWire(link, now)) };
      },
    );

    /** `{ email, role }`, and one's own password to invite an owner. Where no mail server took it, the answer (and the log) has the link to pass on. 409 `already-member`. */
    app.post(
      INVITATIONS,
      {
        schema: {
          operationId: 'createInvitation',
          summary: 'Invites somebody to the account; an earlier invitation of the same address is replaced.',
          tags: ['People'],
          body: InvitationRequest,
          response: { 201: CreatedInvitationResponse },
          problems: ['already-member', ...PASSWORD_PROBLEMS],
        },
      },
      async (request, reply) => {
        const { account, signedIn, body } = request;
        if (body.role === 'owner') await requirePassword(http, request, body.password);
        const invitation = valueOrProblem(await invite(by(originOf(request)), account, signedIn.person, body));
        const { delivery, link } = invitation;
        if (delivery.by === 'hand') {
          request.log.warn({ why: delivery.why, link: delivery.url, email: link.email }, 'an invitation to pass on');
        }
        return reply.code(201).send(createdInvitationToWire(invitation));
      },
    );

    app.delete(
      `${INVITATIONS}/:invitation_id`,
      {
        schema: {
          operationId: 'withdrawInvitation',
          summary: 'Withdraws an invitation that was not used.',
          tags: ['People'],
          params: ByInvitation,
          response: { 204: NoContent },
          problems: ['not-found'],
        },
      },
      async (request, reply) => {
        const { account, params } = request;
        const { invitation_id } = params;
        if (!(await by(originOf(request)).links.withdrawInvitation(account.id, invitation_id)))
          throw problem('not-found', { id: invitation_id });
        return reply.code(204).send(null);
      },
    );
  };
}
