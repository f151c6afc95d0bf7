import { type OpenapiDocument, referencePage } from '../pages/reference.ts';
import type { App, RouteGroup } from '../server/app.ts';
import { sendPage } from './causes.ts';

/** The API reference for people, drawn from the OpenAPI document when it is first asked for. */
export function docsRoutes(): RouteGroup {
  let page: string | undefined;
  return (app: App) => {
    app.get('/docs', { schema: { hide: true } }, (_request, reply) => {
      page ??= referencePage(app.swagger() as OpenapiDocument);
      return sendPage(reply, page);
    });
  };
}
