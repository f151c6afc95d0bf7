import type { FastifyReply, FastifyRequest } from 'fastify';
import { prefersHtml } from './accept.ts';
import type { App } from './app.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Where the dashboard shows people what the route tells programs; parameters as the route names them. */
    page?: string;
  }
}

/** A browser that goes to an address says that it wants HTML; a client of an API does not. */
export function isNavigation({ method, headers }: FastifyRequest): boolean {
  return (method === 'GET' || method === 'HEAD') && prefersHtml(headers.accept);
}

/** Leads a browser from a route to its page, before anybody is asked who they are: the page asks in its own way. */
export function leadToPages(app: App): void {
  app.addHook('onRequest', async (request, reply) => {
    const { page } = request.routeOptions.config;
    if (page === undefined) return;
    reply.header('vary', 'accept');
    if (!isNavigation(request)) return;
    const params = request.params as { readonly [name: string]: string };
    return leadTo(
      reply,
      page.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(params[name] ?? '')),
    );
  });
}

export function leadTo(reply: FastifyReply, address: string): FastifyReply {
  return reply.code(303).headers({ location: address, 'cache-control': 'no-store', vary: 'accept' }).send();
}
