import { Server as NetServer } from 'node:net';
import {
  Server,
  ServerCredentials,
  type ServerUnaryCall,
  type ServiceDefinition,
  type sendUnaryData,
  status,
} from '@grpc/grpc-js';
import { fromJSON } from '@grpc/proto-loader';
import { listenOnEach } from '../server/listener.ts';
import { type CheckParts, checking } from './answer-check.ts';
import { definition } from './definition.ts';
import type { CheckRequest, CheckResponse } from './messages.ts';

/** A gRPC server that listens before it can answer: what arrives is held until it is opened. */
export interface ExtAuthzServer {
  readonly port: number;
  /** Answers what was held, and whatever comes from now on. */
  open(parts: CheckParts, isReady: () => Promise<boolean>): void;
  /** Listens no longer, and asks every client to go elsewhere. Resolves when each open call is answered, or was cut off. */
  close(): Promise<void>;
}

/**
 * A question has the headers of one request, of which Envoy takes 60 KiB by default, and what Envoy knows of the
 * connection. So many calls of one connection may be open: Envoy opens another one for more.
 */
const LIMITS = {
  'grpc.max_receive_message_length': 131_072,
  'grpc.max_concurrent_streams': 256,
  // Who has not answered a ping is gone, or has never spoken HTTP/2.
  'grpc.keepalive_time_ms': 30_000,
  'grpc.keepalive_timeout_ms': 10_000,
  // Statistics that nobody reads.
  'grpc.enable_channelz': 0,
};
/** How long open calls may take at the end. */
const PATIENCE_MILLISECONDS = 10_000;

const AUTHORIZATION = 'envoy.service.auth.v3.Authorization';
const HEALTH = 'grpc.health.v1.Health';
const SERVING = { true: { status: 1 }, false: { status: 2 } };

type Handle<Request, Response> = (call: ServerUnaryCall<Request, Response>, respond: sendUnaryData<Response>) => void;

/** Listens for Envoy's questions (ext_authz over gRPC), on the addresses that `openListener` takes. @throws as it does */
export async function openExtAuthz(host: string, port: number): Promise<ExtAuthzServer> {
  const held: (() => void)[] = [];
  const hold = (again: () => void) => held.push(again);
  let check: Handle<CheckRequest, CheckResponse> = (call, respond) => hold(() => check(call, respond));
  let health: Handle<{ service?: string }, { status: number }> = (call, respond) => hold(() => health(call, respond));

  const services = fromJSON(definition(), {});
  const grpc = new Server(LIMITS);
  grpc.addService(services[AUTHORIZATION] as ServiceDefinition, {
    Check: (...call: Parameters<typeof check>) => check(...call),
  });
  grpc.addService(services[HEALTH] as ServiceDefinition, {
    Check: (...call: Parameters<typeof health>) => health(...call),
  });
  const injector = grpc.createConnectionInjector(ServerCredentials.createInsecure());
  const newDoor = () => new NetServer({ noDelay: true }, (connection) => injector.injectConnection(connection));
  const { servers: doors, port: bound } = await listenOnEach(newDoor, host, port);

  return {
    port: bound,
    open(parts, isReady) {
      const answer = checking(parts);
      check = (call, respond) => answer(call.request, addressOf(call), (response) => respond(null, response));
      health = ({ request: { service = '' } }, respond) => {
        if (service !== '' && service !== AUTHORIZATION) {
          return respond({ code: status.NOT_FOUND, details: `There is one service: ${AUTHORIZATION}` });
        }
        isReady().then(
          (ready) => respond(null, SERVING[`${ready}`]),
          () => respond(null, SERVING.false),
        );
      };
      for (const again of held.splice(0)) again();
    },
    async close() {
      for (const door of doors) door.close();
      const impatience = setTimeout(() => grpc.forceShutdown(), PATIENCE_MILLISECONDS);
      if (held.length > 0) grpc.forceShutdown();
      await new Promise<void>((resolve) => grpc.tryShutdown(() => resolve()));
      clearTimeout(impatience);
    },
  };
}

/** The address of the peer, which grpc-js gives with its port. */
function addressOf(call: { getPeer(): string }): string | undefined {
  return /^(.+):\d+$/.exec(call.getPeer())?.[1];
}
