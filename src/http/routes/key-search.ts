import type { Applications } from '../../ports/applications.ts';
import { FoundKeysResponse, KeySearchQuery } from '../../wire/key-search.ts';
import type { App, RouteGroup } from '../server/app.ts';
import { declareProblems } from '../server/declare-problems.ts';
import { ACCOUNT_CHOICE_PROBLEMS, chooseAccount, requirePerson } from '../who/authentication.ts';
import { DASHBOARD_API, serveDashboard } from '../who/dashboard-scope.ts';
import type { PeopleHttp } from '../who/people-session.ts';

/** Where the dashboard finds the application of a key by its fingerprint. Every member may. */
export function keySearchRoutes(
  http: PeopleHttp,
  applications: Pick<Applications, 'findByFingerprint' | 'names'>,
): RouteGroup {
  return (app: App) => {
    serveDashboard(app, [{ session: [] }]);
    app.addHook('onRequest', requirePerson(http));
    app.addHook('onRequest', (request) => chooseAccount(http, request));
    declareProblems(app, () => ACCOUNT_CHOICE_PROBLEMS);

    app.get(
      `${DASHBOARD_API}/applications/by-key`,
      {
        schema: {
          operationId: 'findKeys',
          summary: 'Finds the keys of the account that have a fingerprint, newest first.',
          tags: ['People'],
          querystring: KeySearchQuery,
          response: { 200: FoundKeysResponse },
        },
      },
      async ({ account, query }) => {
        const fingerprint = query.fingerprint.trim().replace(/^SHA256:/, '');
        const keys = await applications.findByFingerprint(fingerprint);
        const names = await applications.names(
          account.id,
          keys.map(({ applicationId }) => applicationId),
        );
        // Those of other accounts have no name here, and are not told of.
        return {
          keys: keys.flatMap(({ applicationId, state }) => {
            const name = names.get(applicationId);
            return name === undefined ? [] : [{ application_id: applicationId, application_name: name, state }];
          }),
        };
      },
    );
  };
}
