import { createApplication } from '../../actions/create-application.ts';
import { deleteApplication } from '../../actions/delete-application.ts';
import type { PartsByOrigin } from '../../actions/parts/parts.ts';
import { showApplication } from '../../actions/show-application.ts';
import { updateApplication } from '../../actions/update-application.ts';
import {
  ApplicationPageResponse,
  ApplicationRequest,
  ApplicationResponse,
  CreatedApplicationResponse,
} from '../../wire/application.ts';
import { ByApplication, NoContent } from '../../wire/kinds.ts';
import { PageQuery } from '../../wire/page.ts';
import { applicationToWire, listedToWire, settingsFromWire } from '../answers/application.ts';
import { NEW_KEY_PROBLEMS } from '../problems/application-problems.ts';
import { valueOrProblem } from '../problems/catalogue.ts';
import type { App, RouteGroup } from '../server/app.ts';
import { etagOf, revisionsOf } from '../server/etag.ts';
import type { Idempotency } from '../server/idempotency.ts';
import { pageLinks } from '../server/page-links.ts';
import { serveAccounts } from '../who/account-scope.ts';
import type { Authentication } from '../who/authentication.ts';
import { originOf } from '../who/origin.ts';

const PATH = '/v2/applications';

/** Application API v2 (https://developer.vonage.com/en/api/application.v2), for the account of the Basic credentials. */
export function applicationRoutes(
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
          operationId: 'listApplications',
          summary: "Lists the account's applications, a page at a time.",
          tags: ['Applications'],
          querystring: PageQuery,
          response: { 200: ApplicationPageResponse },
        },
      },
      async (request) => {
        const { page, page_size } = request.query;
        const { items, total } = await parts.applications.page(request.account.id, page, page_size);
        const totalPages = Math.ceil(total / page_size);
        return {
          page_size,
          page,
          total_items: total,
          total_pages: totalPages,
          _embedded: { applications: items.map(listedToWire) },
          _links: pageLinks(PATH, page, page_size, totalPages),
        };
      },
    );

    app.post(
      PATH,
      {
        schema: {
          operationId: 'createApplication',
          summary: 'Creates an application, and a key pair for it unless a public key is sent.',
          tags: ['Applications'],
          body: ApplicationRequest,
          response: { 201: CreatedApplicationResponse },
          problems: [...NEW_KEY_PROBLEMS, 'idempotency-key-reused', 'idempotency-key-under-way'],
        },
      },
      async (request, reply) => {
        const { outcome, isRepeated } = await repeats.once(
          request,
          () => createApplication(parts.by(originOf(request)), request.account.id, settingsFromWire(request.body)),
          ({ privateKey: _, ...shown }) => shown,
        );
        if (isRepeated) reply.header('idempotency-replayed', 'true');
        const created = valueOrProblem(outcome);
        const { id, revision } = created.application;
        return reply
          .code(201)
          .header('location', `${PATH}/${id}`)
          .header('etag', etagOf(revision))
          .send(applicationToWire(created));
      },
    );

    app.get(
      `${PATH}/:id`,
      {
        schema: {
          operationId: 'getApplication',
          summary: 'Shows one application.',
          tags: ['Applications'],
          params: ByApplication,
          response: { 200: ApplicationResponse },
          problems: ['not-found'],
        },
      },
      async (request, reply) => {
        const shown = valueOrProblem(await showApplication(parts, request.account.id, request.params.id));
        return reply.header('etag', etagOf(shown.application.revision)).send(applicationToWire(shown));
      },
    );

    app.put(
      `${PATH}/:id`,
      {
        schema: {
          operationId: 'updateApplication',
          summary: 'Replaces name, capabilities and privacy; the key only where a new public one is sent.',
          tags: ['Applications'],
          params: ByApplication,
          body: ApplicationRequest,
          response: { 200: ApplicationResponse },
          problems: [
            ...NEW_KEY_PROBLEMS,
            'not-found',
            'key-revoked',
            'privacy-setting-unset',
            'too-many-keys',
            'revision-changed',
            'changed-meanwhile',
          ],
        },
      },
      async (request, reply) => {
        const target = targetOf(request.account.id, request.params.id, revisionsOf(request));
        const overlapSeconds = request.body.keys?.overlap_seconds ?? 0;
        const update = { ...settingsFromWire(request.body), overlapSeconds };
        const shown = valueOrProblem(await updateApplication(parts.by(originOf(request)), target, update));
        return reply.header('etag', etagOf(shown.application.revision)).send(applicationToWire(shown));
      },
    );

    app.delete(
      `${PATH}/:id`,
      {
        config: { role: 'owner' },
        schema: {
          operationId: 'deleteApplication',
          summary: 'Deletes an application. Its tokens are rejected from now on; it cannot be undone.',
          tags: ['Applications'],
          params: ByApplication,
          response: { 204: NoContent },
          problems: ['not-found', 'revision-changed'],
        },
      },
      async (request, reply) => {
        valueOrProblem(
          await deleteApplication(
            parts.by(originOf(request)),
            targetOf(request.account.id, request.params.id, revisionsOf(request)),
          ),
        );
        return reply.code(204).send(null);
      },
    );
  };
}

function targetOf(accountId: string, applicationId: string, revisions: readonly number[] | undefined) {
  return { accountId, applicationId, ...(revisions && { revisions }) };
}
