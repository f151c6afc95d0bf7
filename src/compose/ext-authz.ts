import { setTimeout as sleep } from 'node:timers/promises';
import type { ExtAuthzServer } from '../http/ext-authz/server.ts';
import type { App } from '../http/server/app.ts';
import type { Settings } from '../options/options.ts';
import type { ComposedGate } from './gate.ts';
import { ListenError, listenReason } from './listen.ts';

/** The server that Envoy asks over gRPC. */
export interface ComposedExtAuthz {
  readonly port: number;
  open(app: App, gate: ComposedGate, canJudge: () => Promise<boolean>): void;
  /** Goes on answering for as long as the HTTP server does, and says that it is going. */
  drain(): Promise<void>;
}

/**
 * Listens where the settings say so, and answers nobody yet; what it takes is loaded only then. It is the process that owns
 * the data that answers, also where there are workers. @throws ListenError
 */
export async function composeExtAuthz(
  { host, extAuthzGrpc: port, drainSeconds }: Settings,
  closers: (() => void | Promise<void>)[],
): Promise<ComposedExtAuthz | undefined> {
  if (port === undefined) return undefined;
  const { openExtAuthz } = await import('../http/ext-authz/server.ts');
  const server: ExtAuthzServer = await openExtAuthz(host, port).catch((error: NodeJS.ErrnoException) => {
    const change = '--ext-authz-grpc or MINTMARK_EXT_AUTHZ_GRPC';
    throw new ListenError(listenReason(error, host, port, change), { cause: error });
  });
  closers.push(server.close);
  return {
    port: server.port,
    open(app, gate, canJudge) {
      server.open(
        {
          gate: gate.parts,
          count: app.answers.count,
          onFailure: (err, instance, title) => app.log.error({ err, instance }, title),
          onRefusal: (route, status, milliseconds, peer) =>
            app.log.info({ route, status, milliseconds, account: null, peer }, 'answered'),
        },
        canJudge,
      );
    },
    async drain() {
      await sleep(drainSeconds * 1000);
      await server.close();
    },
  };
}
