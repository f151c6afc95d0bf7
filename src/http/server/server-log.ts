import type { FastifyServerOptions } from 'fastify';
import { Counter } from 'prom-client';
import type { App } from './app.ts';

export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'silent';

/** Takes lines, and never throws: those that cannot be written are counted. */
export interface LogLines {
  write(line: string): void;
  dropped(): number;
}

/**
 * The log: one JSON object a line, control characters escaped. Neither header fields nor bodies nor queries nor paths
 * as sent go in, so no secret can: a request is named by its route and its id. One thing goes in on purpose: a link
 * that no mail server took, for the operator to pass on.
 */
export function logTo(stream: LogLines, level: LogLevel): NonNullable<FastifyServerOptions['logger']> {
  if (level === 'silent') return false;
  return { level, stream, base: null, serializers: { req: () => ({}), res: () => ({}), err: describeError } };
}

export function logRequests(app: App, lines: LogLines): void {
  new Counter({
    name: 'mintmark_log_lines_dropped_total',
    help: 'Lines of the log that could not be written: a full disk, a closed pipe, or a reader that is too slow',
    registers: [app.metrics],
    collect() {
      this.reset();
      this.inc(lines.dropped());
    },
  });
  app.addHook('onResponse', async (request, reply) => {
    if (request.routeOptions.config.logs === 'refusals' && reply.statusCode < 300) return;
    request.log.info(
      {
        method: request.method,
        route: request.routeOptions.url ?? null,
        status: reply.statusCode,
        milliseconds: Math.round(reply.elapsedTime * 10) / 10,
        account: request.account?.id ?? null,
        peer: request.ip,
      },
      'answered',
    );
  });
}

/** Name, message and stack; not the members, where a driver may keep the values it was given. */
function describeError(error: Error) {
  return { type: error.name, message: error.message, stack: error.stack ?? '' };
}
