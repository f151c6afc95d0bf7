import { addSecret } from '../../actions/add-secret.ts';
import { listSecrets, showSecret } from '../../actions/list-secrets.ts';
import type { PartsByOrigin } from '../../actions/parts/parts.ts';
import { revokeSecret } from '../../actions/revoke-secret.ts';
import { ByAccount, BySecret, NoContent } from '../../wire/kinds.ts';
import { SecretRequest, SecretResponse, SecretsResponse } from '../../wire/secrets.ts';
import { secretToWire } from '../answers/secret.ts';
import { valueOrProblem } from '../problems/catalogue.ts';
import type { App, RouteGroup } from '../server/app.ts';
import { serveAccounts } from '../who/account-scope.ts';
import type { Authentication } from '../who/authentication.ts';
import { originOf } from '../who/origin.ts';
import { PASSWORD_PROBLEMS, type PeopleHttp, requirePassword } from '../who/people-session.ts';
import { reviewStreams } from '../who/review-streams.ts';

const PATH = '/accounts/:api_key/secrets';

/** Secrets API (https://developer.vonage.com/en/api/account), for the account itself and its subaccounts. */
export function secretRoutes(
  parts: PartsByOrigin,
  authentication: Authentication,
  people: Pick<PeopleHttp, 'limit' | 'parts'>,
): RouteGroup {
  return (app: App) => {
    serveAccounts(app, authentication, { read: 'viewer', write: 'owner' });
    reviewStreams(app);

    app.get(
      PATH,
      {
        schema: {
          operationId: 'listSecrets',
          summary: 'Lists the API secrets of an account: when they were made, never what they are.',
          tags: ['Secrets'],
          params: ByAccount,
          response: { 200: SecretsResponse },
        },
      },
      async (request) => {
        const { api_key } = request.params;
        const secrets = valueOrProblem(await listSecrets(parts, request.account, api_key));
        return {
          _links: { self: { href: `/accounts/${api_key}/secrets` } },
          _embedded: { secrets: secrets.map(secretToWire) },
        };
      },
    );

    app.post(
      PATH,
      {
        schema: {
          operationId: 'createSecret',
          summary: 'Adds a second API secret.',
          tags: ['Secrets'],
          params: ByAccount,
          body: SecretRequest,
          response: { 201: SecretResponse },
          problems: ['secret-too-simple', 'too-many-secrets', ...PASSWORD_PROBLEMS],
        },
      },
      async (request, reply) => {
        await requirePassword(people, request, request.body.password);
        const added = await addSecret(
          parts.by(originOf(request)),
          request.account,
          request.params.api_key,
          request.body.secret,
        );
        return reply.code(201).send(secretToWire(valueOrProblem(added)));
      },
    );

    app.get(
      `${PATH}/:secret_id`,
      {
        schema: {
          operationId: 'getSecret',
          summary: 'Shows when an API secret was made.',
          tags: ['Secrets'],
          params: BySecret,
          response: { 200: SecretResponse },
          problems: ['not-found'],
        },
      },
      async (request) => {
        const { api_key, secret_id } = request.params;
        return secretToWire(valueOrProblem(await showSecret(parts, request.account, api_key, secret_id)));
      },
    );

    app.delete(
      `${PATH}/:secret_id`,
      {
        schema: {
          operationId: 'revokeSecret',
          summary: 'Revokes an API secret, unless it is the only one.',
          tags: ['Secrets'],
          params: BySecret,
          response: { 204: NoContent },
          problems: ['not-found', 'last-secret'],
        },
      },
      async (request, reply) => {
        const { api_key, secret_id } = request.params;
        valueOrProblem(await revokeSecret(parts.by(originOf(request)), request.account, api_key, secret_id));
        return reply.code(204).send(null);
      },
    );
  };
}
