import {
  confirmSecondFactor,
  renewBackupCodes,
  startSecondFactor,
  turnOffSecondFactor,
} from '../../actions/people/second-factor.ts';
import { NoContent } from '../../wire/kinds.ts';
import {
  BackupCodesResponse,
  CodeProof,
  FullProof,
  PasswordProof,
  SecondFactorOnResponse,
  SecondFactorSecretResponse,
} from '../../wire/second-factor.ts';
import { valueOrProblem } from '../problems/catalogue.ts';
import type { App, RouteGroup } from '../server/app.ts';
import { requirePerson } from '../who/authentication.ts';
import { DASHBOARD_API, serveDashboard } from '../who/dashboard-scope.ts';
import { originOf } from '../who/origin.ts';
import { answerSignedIn, deviceOf, guarded, type PeopleHttp } from '../who/people-session.ts';

const PATH = `${DASHBOARD_API}/me/second-factor`;

/** The second factor of who is signed in: an authenticator app (RFC 6238), with backup codes for when it is lost. */
export function peopleSecondFactorRoutes(http: PeopleHttp): RouteGroup {
  const { by } = http;
  return (app: App) => {
    serveDashboard(app, [{ session: [] }]);
    app.addHook('onRequest', requirePerson(http));

    /** `{ password }`: a secret, and the URI for a QR code. Nothing changes until it is confirmed. 409 where one is on. */
    app.post(
      PATH,
      {
        schema: {
          operationId: 'startSecondFactor',
          summary: 'Gives a secret for an authenticator app.',
          tags: ['People'],
          body: PasswordProof,
          response: {
            201: SecondFactorSecretResponse,
          },
          problems: ['password-wrong', 'second-factor-unavailable', 'second-factor-state', 'rate-limited'],
        },
      },
      async (request, reply) => {
        const { person } = request.signedIn;
        const { password } = request.body;
        const started = await guarded(http, request, person.email, () =>
          startSecondFactor(by(originOf(request)), person, password),
        );
        return reply.code(201).send(started);
      },
    );

    /** `{ code }`: turns it on. Every other session ends, and this one gets a new cookie. */
    app.post(
      `${PATH}/confirm`,
      {
        schema: {
          operationId: 'confirmSecondFactor',
          summary: 'Turns the second factor on with a first code, and gives backup codes.',
          tags: ['People'],
          body: CodeProof,
          response: {
            200: SecondFactorOnResponse,
          },
          problems: ['code-wrong', 'second-factor-state', 'second-factor-unreadable'],
        },
      },
      async (request, reply) => {
        const { person } = request.signedIn;
        const confirmed = await confirmSecondFactor(
          by(originOf(request)),
          person,
          request.body.code,
          deviceOf(request),
        );
        const { signedIn, backupCodes } = valueOrProblem(confirmed);
        const me = await answerSignedIn(http, request, reply, signedIn);
        return { backup_codes: [...backupCodes], me };
      },
    );

    /** `{ password, code }`: ten new backup codes; those before are of no use any more. */
    app.post(
      `${PATH}/backup-codes`,
      {
        schema: {
          operationId: 'renewBackupCodes',
          summary: 'Gives new backup codes; the old ones stop working.',
          tags: ['People'],
          body: FullProof,
          response: {
            200: BackupCodesResponse,
          },
          problems: ['password-wrong', 'code-wrong', 'second-factor-state', 'second-factor-unreadable', 'rate-limited'],
        },
      },
      async (request) => {
        const { person } = request.signedIn;
        const codes = await guarded(http, request, person.email, () =>
          renewBackupCodes(by(originOf(request)), person, request.body),
        );
        return { backup_codes: [...codes] };
      },
    );

    /** `{ password, code }`: a backup code does, where the app is lost. */
    app.post(
      `${PATH}/turn-off`,
      {
        schema: {
          operationId: 'turnOffSecondFactor',
          summary: 'Turns the second factor off.',
          tags: ['People'],
          body: FullProof,
          response: { 204: NoContent },
          problems: ['password-wrong', 'code-wrong', 'second-factor-state', 'second-factor-unreadable', 'rate-limited'],
        },
      },
      async (request, reply) => {
        const { person } = request.signedIn;
        await guarded(http, request, person.email, () =>
          turnOffSecondFactor(by(originOf(request)), person, request.body),
        );
        return reply.code(204).send(null);
      },
    );
  };
}
