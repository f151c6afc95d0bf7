import type { FastifyReply, FastifyRequest } from 'fastify';
import { authenticateRequest, type GateRequest, type Identity } from '../../actions/authenticate-request.ts';
import { senderOf } from '../../actions/parts/sender.ts';
import type { Entropy } from '../../ports/entropy.ts';
import { explained, type GateHandlerParts, headerFields, tellDecision } from '../gate/handler.ts';
import { accountRoutes } from '../sandbox/account.ts';
import { callRoutes } from '../sandbox/calls.ts';
import { messageRoutes } from '../sandbox/messages.ts';
import type { SandboxRoute } from '../sandbox/route.ts';
import { forbiddenShape, unauthorizedShape } from '../sandbox/shapes.ts';
import { SandboxStore } from '../sandbox/store.ts';
import { userRoutes } from '../sandbox/users.ts';
import type { App, RouteGroup } from '../server/app.ts';
import { readWholeBodies } from '../server/server.ts';
import { type Authentication, requireAccount } from '../who/authentication.ts';

export interface SandboxParts {
  readonly gate: GateHandlerParts;
  readonly authentication: Authentication;
  readonly entropy: Entropy;
  /** Scheme and authority under which clients reach the server, where it is fixed. */
  readonly publicUrl?: string;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Who calls the sandbox: an application id or an API key. */
    sandboxOwner: string;
    /** Who sent the token of the request, where it has one. */
    sandboxIdentity: Identity | undefined;
  }
}

/** Endpoints that answer as Vonage's do and send nothing, behind the gate. */
export function sandboxRoutes(parts: SandboxParts): RouteGroup {
  const store = new SandboxStore();
  return (app) => {
    app.decorateRequest('sandboxOwner', '');
    app.decorateRequest('sandboxIdentity', undefined);
    readWholeBodies(app);
    app.addHook('onResponse', async (request, reply) => {
      const { sandboxIdentity: identity } = request;
      const judged = judgedOf(request);
      const sender = () => senderOf({ ...judged, fields: headerFields(request.raw) });
      if (identity) parts.gate.onAccepted(identity, judged, reply.statusCode, sender);
    });
    app.addContentTypeParser(
      'application/x-www-form-urlencoded',
      { parseAs: 'string' },
      async (_request: unknown, body: string) => Object.fromEntries(new URLSearchParams(body)),
    );
    for (const route of [...messageRoutes, ...callRoutes, ...userRoutes, ...accountRoutes]) {
      addRoute(app, parts, store, route);
    }
  };
}

function addRoute(app: App, parts: SandboxParts, store: SandboxStore, route: SandboxRoute): void {
  app.route({
    method: route.method,
    url: route.url,
    schema: { summary: route.summary, tags: ['Sandbox'], security: securityOf(route) },
    onRequest: guard(parts, route),
    handler: async (request, reply) => {
      const answer = route.run({
        owner: request.sandboxOwner,
        params: request.params as { [name: string]: string },
        query: request.query as { [name: string]: string },
        body: request.body,
        origin: parts.publicUrl ?? `${request.protocol}://${request.host}`,
        store,
        entropy: parts.entropy,
        now: parts.gate.gate.clock.now(),
      });
      if (answer.status >= 400) reply.type('application/problem+json');
      return reply.code(answer.status).send(answer.body);
    },
  });
}

function guard(parts: SandboxParts, route: SandboxRoute) {
  const byAccount = requireAccount(parts.authentication);
  return async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
    const isBasic = /^basic /i.test(request.headers.authorization ?? '');
    if (route.credentials === 'basic' || (route.credentials === 'bearer-or-basic' && isBasic)) {
      await byAccount(request);
      request.sandboxOwner = request.account.id;
      return undefined;
    }
    const identity = await byToken(parts.gate, route, request, reply);
    if (!identity) return reply;
    request.sandboxOwner = identity.applicationId;
    request.sandboxIdentity = identity;
    return undefined;
  };
}

/** Who sent the token; or nobody, with the explained answer sent in the shape of the API called. */
async function byToken(
  parts: GateHandlerParts,
  route: SandboxRoute,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<Identity | undefined> {
  const judged: GateRequest = { fields: headerFields(request.raw), ...judgedOf(request) };
  const start = performance.now();
  const decision = await authenticateRequest(parts.gate, judged);
  tellDecision(parts, judged, decision, start);
  if (decision.ok) return decision.identity;
  const answer = await explained(parts, decision, judged, (cause, status) =>
    status === 403 ? forbiddenShape() : unauthorizedShape(route.product, cause),
  );
  await reply
    .code(answer.status)
    .headers({ ...answer.headers })
    .serializer(String)
    .send(answer.body);
  return undefined;
}

/** A client configured with a trailing slash sends `//v1/…`; the router takes it, so the acl judges the same path. */
const judgedOf = (request: FastifyRequest) => ({
  method: request.method,
  target: (request.raw.url ?? '/').replace(/^\/+/, '/'),
  client: request.ip,
});

function securityOf({ credentials }: SandboxRoute): { [scheme: string]: string[] }[] {
  const bearer = { bearer: [] };
  const basic = { basic: [] };
  return credentials === 'bearer' ? [bearer] : credentials === 'basic' ? [basic] : [bearer, basic];
}
