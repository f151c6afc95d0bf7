import { changeEmail } from '../../actions/people/change-email.ts';
import { changePassword } from '../../actions/people/change-password.ts';
import { joinAlso } from '../../actions/people/join.ts';
import { endSession } from '../../actions/people/session.ts';
import { LinkRequest } from '../../wire/entrance.ts';
import { NoContent } from '../../wire/kinds.ts';
import {
  BySession,
  DeliveryResponse,
  EmailChange,
  MeResponse,
  PasswordChange,
  ProfileChange,
  SessionsResponse,
} from '../../wire/people.ts';
import { deliveryToWire } from '../answers/delivery.ts';
import { sessionToWire } from '../answers/person.ts';
import { problem, valueOrProblem } from '../problems/catalogue.ts';
import { LINK_PROBLEMS } from '../problems/people-problems.ts';
import type { App, RouteGroup } from '../server/app.ts';
import { requirePerson } from '../who/authentication.ts';
import { DASHBOARD_API, serveDashboard } from '../who/dashboard-scope.ts';
import { originOf } from '../who/origin.ts';
import { answerSignedIn, describeMe, deviceOf, guarded, type PeopleHttp } from '../who/people-session.ts';

const ME = `${DASHBOARD_API}/me`;
const SESSIONS = `${DASHBOARD_API}/sessions`;

/** What concerns the person who is signed in, whichever account they work in: profile, password, sessions. */
export function peopleSelfRoutes(http: PeopleHttp): RouteGroup {
  const { parts, by, cookie } = http;
  return (app: App) => {
    serveDashboard(app, [{ session: [] }]);
    app.addHook('onRequest', requirePerson(http));

    /** Who is signed in, their second factor, and the accounts that they may work in; 401 `signed-out` for nobody. */
    app.get(
      ME,
      {
        schema: {
          operationId: 'getMe',
          summary: 'Says who is signed in, and in which accounts they may work.',
          tags: ['People'],
          response: { 200: MeResponse },
        },
      },
      async (request) => describeMe(parts, request.signedIn),
    );

    /** `{ name?, phone? }`: what is left out stays; an empty `phone` removes it. */
    app.patch(
      ME,
      {
        schema: {
          operationId: 'updateMe',
          summary: 'Changes the name or the phone number of the person who is signed in.',
          tags: ['People'],
          body: ProfileChange,
          response: { 200: MeResponse },
        },
      },
      async (request) => {
        const { person, session } = request.signedIn;
        const { name = person.name, phone = person.phone ?? '' } = request.body;
        const changed = { ...person, name, phone: phone === '' ? null : phone };
        await by(originOf(request)).people.updateProfile(changed);
        return describeMe(parts, { person: changed, session });
      },
    );

    /** `{ current_password, new_password }`: ends every other session, and gives this one a new cookie. */
    app.post(
      `${ME}/password`,
      {
        schema: {
          operationId: 'changePassword',
          summary: 'Changes the password, and ends every other session.',
          tags: ['People'],
          body: PasswordChange,
          response: { 200: MeResponse },
          problems: ['password-wrong', 'rate-limited'],
        },
      },
      async (request, reply) => {
        const { person } = request.signedIn;
        const { current_password, new_password } = request.body;
        const change = { current: current_password, next: new_password };
        const signedIn = await guarded(http, request, person.email, () =>
          changePassword(by(originOf(request)), person, change, deviceOf(request)),
        );
        return answerSignedIn(http, request, reply, signedIn);
      },
    );

    /** `{ email, password }`: a link goes to the new address, and the old one stays until it is used. */
    app.post(
      `${ME}/email`,
      {
        schema: {
          operationId: 'changeEmail',
          summary: 'Sends a link to a new e-mail address; opening it confirms the address.',
          tags: ['People'],
          body: EmailChange,
          response: { 202: DeliveryResponse },
          problems: ['password-wrong', 'rate-limited'],
        },
      },
      async (request, reply) => {
        const { person } = request.signedIn;
        const delivery = await guarded(http, request, person.email, () =>
          changeEmail(by(originOf(request)), person, request.body),
        );
        return reply.code(202).send(deliveryToWire(delivery));
      },
    );

    /** `{ link }`: accepts an invitation as who is signed in. */
    app.post(
      `${ME}/join`,
      {
        schema: {
          operationId: 'joinAlso',
          summary: 'Accepts an invitation as the person who is signed in.',
          tags: ['People'],
          body: LinkRequest,
          response: { 200: MeResponse },
          problems: [...LINK_PROBLEMS],
        },
      },
      async (request) => {
        valueOrProblem(await joinAlso(by(originOf(request)), request.body.link, request.signedIn.person));
        return describeMe(parts, request.signedIn);
      },
    );

    /** Ends the session of this browser, on the server too, and removes the cookie. */
    app.post(
      `${DASHBOARD_API}/sign-out`,
      {
        schema: {
          operationId: 'signOut',
          summary: 'Ends the session of this browser.',
          tags: ['People'],
          response: { 204: NoContent },
        },
      },
      async (request, reply) => {
        await endSession(by(originOf(request)), cookie.read(request) ?? '');
        cookie.clear(request, reply);
        return reply.code(204).send(null);
      },
    );

    /** Where the person is signed in; `current` marks the session that asks. */
    app.get(
      SESSIONS,
      {
        schema: {
          operationId: 'listSessions',
          summary: 'Lists the sessions of the person who is signed in.',
          tags: ['People'],
          response: { 200: SessionsResponse },
        },
      },
      async ({ signedIn: { person, session } }) => ({
        sessions: (await parts.sessions.ofPerson(person.id)).map((one) => sessionToWire(one, session.id)),
      }),
    );

    /** Ends every session of the person but this one. */
    app.delete(
      SESSIONS,
      {
        schema: {
          operationId: 'endOtherSessions',
          summary: 'Ends every session of the person who is signed in, except this one.',
          tags: ['People'],
          response: { 204: NoContent },
        },
      },
      async (request, reply) => {
        const { person, session } = request.signedIn;
        await by(originOf(request)).sessions.endOthers(person.id, session.id);
        return reply.code(204).send(null);
      },
    );

    /** Ends one session of the person; 404 where they have none with this id. */
    app.delete(
      `${SESSIONS}/:session_id`,
      {
        schema: {
          operationId: 'endSession',
          summary: 'Ends one session of the person who is signed in.',
          tags: ['People'],
          params: BySession,
          response: { 204: NoContent },
          problems: ['not-found'],
        },
      },
      async (request, reply) => {
        const { session_id } = request.params;
        if (!(await by(originOf(request)).sessions.end(request.signedIn.person.id, session_id)))
          throw problem('not-found', { id: session_id });
        return reply.code(204).send(null);
      },
    );
  };
}
