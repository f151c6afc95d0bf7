import type { IncomingMessage, ServerResponse } from 'node:http';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyBaseLogger, FastifyInstance, RawServerDefault } from 'fastify';

/** The server, or one scope of it. Its schemas are TypeBox's, so requests have their types. */
export type App = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  TypeBoxTypeProvider
>;

/** Routes that belong together. Each group is a scope of its own: its hooks and body readers stay inside. */
export type RouteGroup = (app: App) => void | Promise<void>;
