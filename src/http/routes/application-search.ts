import type { Applications } from '../../ports/applications.ts';
import { FoundApplicationsResponse, SearchQuery } from '../../wire/application-search.ts';
import type { App, RouteGroup } from '../server/app.ts';
import { declareProblems } from '../server/declare-problems.ts';
import { numbersInQuery } from '../server/numbers-in-query.ts';
import { ACCOUNT_CHOICE_PROBLEMS, chooseAccount, requirePerson } from '../who/authentication.ts';
import { DASHBOARD_API, serveDashboard } from '../who/dashboard-scope.ts';
import type { PeopleHttp } from '../who/people-session.ts';

/** Where the dashboard finds an application by its name, however many there are. Every member may. */
export function applicationSearchRoutes(http: PeopleHttp, applications: Pick<Applications, 'find'>): RouteGroup {
  return (app: App) => {
    serveDashboard(app, [{ session: [] }]);
    app.addHook('onRequest', requirePerson(http));
    app.addHook('onRequest', (request) => chooseAccount(http, request));
    app.addHook('preValidation', async (request) => {
      request.query = numbersInQuery(request.query);
    });
    declareProblems(app, () => ACCOUNT_CHOICE_PROBLEMS);

    app.get(
      `${DASHBOARD_API}/applications`,
      {
        schema: {
          operationId: 'findApplications',
          summary: 'Finds applications of the account by a part of their name or the start of their id, newest first.',
          tags: ['People'],
          querystring: SearchQuery,
          response: { 200: FoundApplicationsResponse },
        },
      },
      async ({ account, query }) => {
        const found = await applications.find(account.id, query.search.trim(), query.limit);
        return { applications: found.map(({ id, name }) => ({ id, name })) };
      },
    );
  };
}
