import { Type } from 'typebox';
import { confirmEmail } from '../../actions/people/change-email.ts';
import { emailKey } from '../../actions/people/email-address.ts';
import { requestPasswordReset, resetPassword } from '../../actions/people/reset-password.ts';
import { LinkRequest, NewPasswordRequest, ResetRequest } from '../../wire/entrance.ts';
import { NoContent } from '../../wire/kinds.ts';
import { problem, valueOrProblem } from '../problems/catalogue.ts';
import { LINK_PROBLEMS } from '../problems/people-problems.ts';
import type { App, RouteGroup } from '../server/app.ts';
import { DASHBOARD_API, serveDashboard } from '../who/dashboard-scope.ts';
import { originOf } from '../who/origin.ts';
import type { PeopleHttp } from '../who/people-session.ts';
import { requireSameOrigin } from '../who/same-origin.ts';
import { signInAttempt } from '../who/sign-in-limit.ts';

const RESET = `${DASHBOARD_API}/password-reset`;

/** What is done by a link that was sent to an address: a new address confirmed, a forgotten password replaced. */
export function peopleRecoveryRoutes({ by, limit, origin }: PeopleHttp): RouteGroup {
  return (app: App) => {
    serveDashboard(app, []);
    app.addHook('onRequest', async (request) => requireSameOrigin(request, origin));

    /** `{ link }`: the address becomes that of the person, who need not be signed in. */
    app.post(
      `${DASHBOARD_API}/email-change`,
      {
        schema: {
          operationId: 'confirmEmail',
          summary: 'Confirms a new e-mail address with the link that was sent to it.',
          tags: ['People'],
          body: LinkRequest,
          response: { 204: NoContent },
          problems: [...LINK_PROBLEMS, 'email-taken'],
        },
      },
      async (request, reply) => {
        valueOrProblem(await confirmEmail(by(originOf(request)), request.body.link));
        return reply.code(204).send(null);
      },
    );

    /**
     * `{ email }`: the answer is the same, and as fast, whoever has the address. Where no mail server takes the link, it
     * is in the log alone, for the operator to pass on.
     */
    app.post(
      RESET,
      {
        schema: {
          operationId: 'requestPasswordReset',
          summary: 'Sends a password-reset link to an address, if somebody has it.',
          tags: ['People'],
          body: ResetRequest,
          response: {
            202: Type.Null({ description: 'Accepted; the answer does not say whether somebody has the address.' }),
          },
          problems: ['rate-limited'],
        },
      },
      async (request, reply) => {
        const { email } = request.body;
        const asked = signInAttempt({ emailKey: `reset ${emailKey(email)}`, client: request.ip });
        const begun = await limit.begin(asked);
        if (typeof begun === 'number') throw problem('rate-limited', { waitSeconds: begun });
        requestPasswordReset(by(originOf(request)), email).then(
          (delivery) => {
            if (delivery?.by !== 'hand') return;
            request.log.warn({ why: delivery.why, link: delivery.url }, 'a password-reset link to pass on');
          },
          (err: unknown) => request.log.error({ err }, 'a password-reset link was not made'),
        );
        return reply.code(202).send(null);
      },
    );

    /** `{ link, password }`: every session of the person ends; a second factor stays on. */
    app.post(
      `${RESET}/confirm`,
      {
        schema: {
          operationId: 'resetPassword',
          summary: 'Replaces a forgotten password, with the link that was sent.',
          tags: ['People'],
          body: NewPasswordRequest,
          response: { 204: NoContent },
          problems: [...LINK_PROBLEMS],
        },
      },
      async (request, reply) => {
        valueOrProblem(await resetPassword(by(originOf(request)), request.body.link, request.body.password));
        return reply.code(204).send(null);
      },
    );
  };
}
