import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import fastify, { type FastifyPluginAsync } from 'fastify';
import type { Registry } from 'prom-client';
import type { AnswerCounter } from './answer-counts.ts';
import type { App, RouteGroup } from './app.ts';
import { type Drain, drainOf } from './drain.ts';
import { answerError } from './error-answer.ts';
import { openStreams } from './event-streams.ts';
import { leadToPages } from './for-people.ts';
import { readJsonBody } from './json-body.ts';
import type { Listener } from './listener.ts';
import { countRequests } from './metrics.ts';
import { describeRoutes } from './openapi.ts';
import { refuseAmbiguousRequest } from './request-limits.ts';
import { SECURITY_HEADERS } from './security-headers.ts';
import { type LogLevel, type LogLines, logRequests, logTo } from './server-log.ts';
import { answerUnmatched, type PageForPath, type RoutePattern } from './unmatched.ts';

export interface ServerSettings {
  readonly bodyLimitBytes: number;
  /** `loopback`, addresses and blocks whose X-Forwarded-For is believed; `none` for nobody. */
  readonly trustedProxies: readonly string[];
  readonly logLevel: LogLevel;
  /** How long the server goes on answering, not ready, before it stops to listen. */
  readonly drainSeconds: number;
  /** Takes the lines of the log. */
  readonly logLines: LogLines;
  /** Version of Mintmark. */
  readonly version: string;
  /** The dashboard's page, for paths that no route begins. */
  readonly page?: PageForPath;
}

declare module 'fastify' {
  interface FastifyContextConfig {
    /** `refusals`: what is accepted is in the request log, and makes no line in this one. */
    logs?: 'refusals';
  }
  interface FastifyInstance {
    /** Where a group registers counters of its own. */
    metrics: Registry;
    /** Counts answers: those that did not come from a route of the framework are counted by who gave them. */
    answers: AnswerCounter;
    /** Every route, with its methods. */
    routeTable: Iterable<RoutePattern>;
    ending: Drain;
    /** Largest body that is read of who has proved who they are. */
    bodyLimitBytes: number;
  }
}

/** Largest body that is read of anybody: reading one takes time that others wait for. */
const PUBLIC_BODY_LIMIT_BYTES = 16_384;

/** For a group whose hooks ask who somebody is before they read: its bodies may be as large as the settings say. */
export function readWholeBodies(app: App): void {
  app.addHook('onRoute', (route) => {
    route.bodyLimit ??= app.bodyLimitBytes;
  });
}

/** The server behind a listener that is not open yet: everything that all routes share. `addRoutes` adds those. */
export async function createServer(settings: ServerSettings, listener: Listener): Promise<App> {
  const app: App = fastify({
    logger: logTo(settings.logLines, settings.logLevel),
    logController: new fastify.LogController({ disableRequestLogging: true, requestIdLogLabel: 'instance' }),
    // Node takes the bytes of UUIDs in stock; to ask for sixteen at a time costs ten times as much.
    genReqId: () => randomUUID().replaceAll('-', ''),
    trustProxy: settings.trustedProxies.includes('none') ? false : [...settings.trustedProxies],
    bodyLimit: Math.min(PUBLIC_BODY_LIMIT_BYTES, settings.bodyLimitBytes),
    return503OnClosing: false,
    routerOptions: { ignoreDuplicateSlashes: true, maxParamLength: 16_384 },
    ajv: {
      customOptions: {
        coerceTypes: false,
        allErrors: true,
        removeAdditional: false,
        verbose: true,
        keywords: ['x-reason', 'x-name'],
        // The schemas are built from parts that are valid, so they are not checked at every start.
        validateSchema: false,
      },
    },
    frameworkErrors: answerError,
    serverFactory: (handler) => listener.answerWith(handler),
    // The listener answers these itself.
    clientErrorHandler: () => {},
  }).withTypeProvider<TypeBoxTypeProvider>();
  app.decorateRequest('account');
  app.decorateRequest('secretId', null);
  app.decorateRequest('signedIn');
  app.decorate('bodyLimitBytes', settings.bodyLimitBytes);
  const { registry, answers } = countRequests(app);
  app.decorate('metrics', registry);
  app.decorate('answers', answers);
  app.decorate('ending', drainOf(app, listener, settings.drainSeconds));
  app.decorate('openStreams', openStreams());
  logRequests(app, settings.logLines);
  app.addHook('onRequest', async (_request, reply) => {
    reply.headers(SECURITY_HEADERS);
  });
  app.addHook('onRequest', refuseAmbiguousRequest);
  app.decorate('routeTable', answerUnmatched(app, settings.page));
  if (settings.page) leadToPages(app);
  app.setErrorHandler(answerError);
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    'application/json',
    { parseAs: 'buffer' },
    async (request: Pick<IncomingMessage, 'headers'>, body: Buffer) => readJsonBody(request.headers, body),
  );
  await describeRoutes(app, settings.version);
  app.addHook('onClose', () => listener.close());
  return app;
}

/** Adds the groups in their order; then the server can answer. */
export async function addRoutes(app: App, groups: readonly RouteGroup[]): Promise<void> {
  for (const group of groups) {
    const plugin: FastifyPluginAsync = async (scope) => {
      await group(scope as unknown as App);
    };
    await app.register(plugin);
  }
  await app.ready();
}
