import type { FastifyReply, FastifyRequest } from 'fastify';
import { emailKey } from '../../actions/people/email-address.ts';
import { joinFirst, joinInvited } from '../../actions/people/join.ts';
import { findLink } from '../../actions/people/one-time-link.ts';
import { findSignedIn } from '../../actions/people/session.ts';
import { signIn } from '../../actions/people/sign-in.ts';
import type { Person } from '../../ports/index.ts';
import { FirstStartRequest, JoinRequest, LinkRequest, SignInRequest } from '../../wire/entrance.ts';
import { LinkResponse, MeResponse, SessionResponse } from '../../wire/people.ts';
import { linkToWire } from '../answers/person.ts';
import { valueOrProblem } from '../problems/catalogue.ts';
import { LINK_PROBLEMS } from '../problems/people-problems.ts';
import type { App, RouteGroup } from '../server/app.ts';
import { DASHBOARD_API, serveDashboard } from '../who/dashboard-scope.ts';
import { originOf } from '../who/origin.ts';
import { answerSignedIn, describeMe, deviceOf, guarded, type PeopleHttp } from '../who/people-session.ts';
import { requireSameOrigin } from '../who/same-origin.ts';

/**
 * The way in, for who is not signed in: by a link (of the first start, or of an invitation), or by e-mail address and
 * password. Each answer of a sign-in sets the session cookie and says who that is. There is no open registration.
 */
export function peopleEntranceRoutes(http: PeopleHttp): RouteGroup {
  const { parts, by, cookie, origin } = http;
  return (app: App) => {
    serveDashboard(app, []);
    app.addHook('onRequest', async (request) => requireSameOrigin(request, origin));

    /** What a page asks first. Nobody is no error: a refusal would stand in the console of every sign-in page. */
    app.get(
      `${DASHBOARD_API}/session`,
      {
        schema: {
          operationId: 'getSession',
          summary: 'Says who is signed in, if anybody.',
          tags: ['People'],
          response: { 200: SessionResponse },
        },
      },
      async (request) => {
        const token = cookie.read(request);
        const signedIn = token === undefined ? undefined : await findSignedIn(parts, token);
        return { me: signedIn ? await describeMe(parts, signedIn) : null };
      },
    );

    /** `{ link }`: what a link is for, so that its page can say it. 404, 409 or 410 where it is of no use. */
    app.post(
      `${DASHBOARD_API}/link`,
      {
        schema: {
          operationId: 'showLink',
          summary: 'Says what a link is for, without using it.',
          tags: ['People'],
          body: LinkRequest,
          response: { 200: LinkResponse },
          problems: [...LINK_PROBLEMS],
        },
      },
      async (request) => {
        const { link, account } = valueOrProblem(await findLink(parts, request.body.link));
        const isKnown = link.email !== null && (await parts.people.findByEmail(emailKey(link.email))) !== undefined;
        return linkToWire(link, account, isKnown);
      },
    );

    /** `{ link, email, name, password }`: the first person, who becomes an owner of the first account. 409 for a second one. */
    app.post(
      `${DASHBOARD_API}/first-start`,
      {
        schema: {
          operationId: 'joinFirst',
          summary: 'Creates the first person, with the link that the first start printed, and signs them in.',
          tags: ['People'],
          body: FirstStartRequest,
          response: { 201: MeResponse },
          problems: [...LINK_PROBLEMS, 'email-taken', 'sign-in-refused'],
        },
      },
      async (request, reply) => {
        const joined = valueOrProblem(
          await joinFirst(by(originOf(request)), request.body.link, request.body, deviceOf(request)),
        );
        return reply.code(201).send(await answerSignedIn(http, request, reply, joined));
      },
    );

    /** `{ link, name, password }`: accepts an invitation as somebody new. 409 `sign-in-to-accept` where the address is known. */
    app.post(
      `${DASHBOARD_API}/join`,
      {
        schema: {
          operationId: 'joinInvited',
          summary: 'Accepts an invitation as a new person, and signs them in.',
          tags: ['People'],
          body: JoinRequest,
          response: { 201: MeResponse },
          problems: [...LINK_PROBLEMS, 'sign-in-to-accept', 'email-taken', 'sign-in-refused'],
        },
      },
      async (request, reply) => {
        const joined = valueOrProblem(
          await joinInvited(by(originOf(request)), request.body.link, request.body, deviceOf(request)),
        );
        return reply.code(201).send(await answerSignedIn(http, request, reply, joined));
      },
    );

    /**
     * `{ email, password, code? }`. 401 `sign-in-refused`; 401 `second-factor-required` where the same request is to come
     * again with `code`; 401 `second-factor-refused`; 429 with Retry-After after several failures.
     */
    app.post(
      `${DASHBOARD_API}/sign-in`,
      {
        schema: {
          operationId: 'signIn',
          summary: 'Signs a person in.',
          tags: ['People'],
          body: SignInRequest,
          response: { 200: MeResponse },
          problems: [
            'sign-in-refused',
            'second-factor-required',
            'second-factor-refused',
            'second-factor-unreadable',
            'rate-limited',
          ],
        },
      },
      async (request, reply) => {
        const { email } = request.body;
        const own = by(originOf(request));
        const signedIn = await guarded(http, request, email, () =>
          signIn(own, request.body, deviceOf(request), (person, wrong) =>
            tellWrong(http, request, reply, person, wrong),
          ),
        );
        return answerSignedIn(http, request, reply, signedIn);
      },
    );
  };
}

const WRONG = { password: 'session.refused', code: 'second-factor.refused' } as const;

/**
 * Writes a wrong guess for somebody who is known into the audit log, behind the answer: time does not tell whether anybody
 * has the address. How many there can be is bounded by the waits between them.
 */
function tellWrong(
  { parts, auditLog }: PeopleHttp,
  request: FastifyRequest,
  reply: FastifyReply,
  person: Person,
  wrong: keyof typeof WRONG,
): void {
  const tell = async () => {
    const accountIds = (await parts.people.memberships(person.id)).map(({ accountId }) => accountId);
    const subject = { kind: 'person', id: person.id, name: person.name } as const;
    await auditLog.record(originOf(request), { accountIds, kind: WRONG[wrong], subject, changes: [] });
  };
  reply.raw.once('close', () => {
    tell().catch((err: unknown) => request.log.error({ err }, 'a wrong guess is not in the audit log'));
  });
}
