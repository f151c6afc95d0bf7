import { activateKey } from '../../actions/activate-key.ts';
import { addKey } from '../../actions/add-key.ts';
import { labelKey } from '../../actions/label-key.ts';
import { listKeys } from '../../actions/list-keys.ts';
import type { PartsByOrigin } from '../../actions/parts/parts.ts';
import { revokeKey } from '../../actions/revoke-key.ts';
import {
  ActivationRequest,
  AddedKeyResponse,
  KeyLabelRequest,
  KeyRequest,
  KeyResponse,
  KeysResponse,
} from '../../wire/application-keys.ts';
import { ByApplication, ByApplicationKey, NoContent } from '../../wire/kinds.ts';
import { labelFromWire } from '../answers/application.ts';
import { keyToWire } from '../answers/application-key.ts';
import { NEW_KEY_PROBLEMS } from '../problems/application-problems.ts';
import { valueOrProblem } from '../problems/catalogue.ts';
import type { App, RouteGroup } from '../server/app.ts';
import type { Idempotency } from '../server/idempotency.ts';
import { serveAccounts } from '../who/account-scope.ts';
import type { Authentication } from '../who/authentication.ts';
import { originOf } from '../who/origin.ts';

const PATH = '/v2/applications/:id/keys';

/** The keys of an application and their life, beyond what Vonage has: draft, active, retiring, revoked. */
export function applicationKeyRoutes(
  parts: PartsByOrigin,
  authentication: Authentication,
  repeats: Idempotency,
): RouteGroup {
  return (app: App) => {
    serveAccounts(app, authentication);

    app.get(
      PATH,
      {
        schema: {
          operationId: 'listApplicationKeys',
          summary: 'Lists the keys of an application, in any state, newest first.',
          tags: ['Keys'],
          params: ByApplication,
          response: { 200: KeysResponse },
          problems: ['not-found'],
        },
      },
      async (request) => {
        const { id } = request.params;
        const keys = valueOrProblem(await listKeys(parts, request.account.id, id));
        const now = parts.clock.now();
        return {
          _embedded: { keys: keys.map((key) => keyToWire(key, now)) },
          _links: { self: { href: `/v2/applications/${id}/keys` } },
        };
      },
    );

    app.post(
      PATH,
      {
        schema: {
          operationId: 'addApplicationKey',
          summary: 'Adds a key, as a draft or as the current one; makes the pair unless a public key is sent.',
          tags: ['Keys'],
          params: ByApplication,
          body: KeyRequest,
          response: { 200: KeyResponse, 201: AddedKeyResponse },
          problems: [
            ...NEW_KEY_PROBLEMS,
            'not-found',
            'key-revoked',
            'privacy-setting-unset',
            'too-many-keys',
            'changed-meanwhile',
            'idempotency-key-reused',
            'idempotency-key-under-way',
          ],
        },
      },
      async (request, reply) => {
        const { public_key: publicKey, state, overlap_seconds: overlapSeconds = 0 } = request.body;
        const target = { accountId: request.account.id, applicationId: request.params.id };
        const addition = { state, overlapSeconds, ...(publicKey !== undefined && { publicKey }) };
        const { outcome, isRepeated } = await repeats.once(
          request,
          () => addKey(parts.by(originOf(request)), target, addition),
          ({ privateKey: _, ...added }) => added,
        );
        if (isRepeated) reply.header('idempotency-replayed', 'true');
        const { key, isNew, privateKey } = valueOrProblem(outcome);
        const wire = keyToWire(key, parts.clock.now());
        if (!isNew) return reply.code(200).send(wire);
        return reply.code(201).send({ ...wire, ...(privateKey !== undefined && { private_key: privateKey }) });
      },
    );

    app.post(
      `${PATH}/:key_id/activate`,
      {
        schema: {
          operationId: 'activateApplicationKey',
          summary: 'Saves a draft: it becomes the current key.',
          tags: ['Keys'],
          params: ByApplicationKey,
          body: ActivationRequest,
          response: { 200: KeyResponse },
          problems: ['not-found', 'key-revoked', 'privacy-setting-unset', 'too-many-keys', 'changed-meanwhile'],
        },
      },
      async (request) => {
        const { id, key_id } = request.params;
        const target = { accountId: request.account.id, applicationId: id };
        const activated = await activateKey(
          parts.by(originOf(request)),
          target,
          key_id,
          request.body.overlap_seconds ?? 0,
        );
        return keyToWire(valueOrProblem(activated), parts.clock.now());
      },
    );

    app.patch(
      `${PATH}/:key_id`,
      {
        schema: {
          operationId: 'labelApplicationKey',
          summary: 'Writes down what a key is for: a note, and an environment. Nothing that is accepted changes.',
          tags: ['Keys'],
          params: ByApplicationKey,
          body: KeyLabelRequest,
          response: { 200: KeyResponse },
          problems: ['not-found', 'changed-meanwhile'],
        },
      },
      async (request) => {
        const { id, key_id } = request.params;
        const target = { accountId: request.account.id, applicationId: id };
        const labelled = await labelKey(parts.by(originOf(request)), target, key_id, labelFromWire(request.body));
        return keyToWire(valueOrProblem(labelled), parts.clock.now());
      },
    );

    app.delete(
      `${PATH}/:key_id`,
      {
        schema: {
          operationId: 'revokeApplicationKey',
          summary: 'Revokes a key.',
          tags: ['Keys'],
          description:
            'Revokes the key at once and for good. The last active key may be revoked too: that stops a leak. ' +
            'Every token of the application is then rejected until another key is activated.',
          params: ByApplicationKey,
          response: { 204: NoContent },
          problems: ['not-found', 'changed-meanwhile'],
        },
      },
      async (request, reply) => {
        const { id, key_id } = request.params;
        valueOrProblem(
          await revokeKey(parts.by(originOf(request)), { accountId: request.account.id, applicationId: id }, key_id),
        );
        return reply.code(204).send(null);
      },
    );
  };
}
