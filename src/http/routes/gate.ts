import { answerExtAuthz, answerGate, answerRefusal, answerVerdict, type GateHandlerParts } from '../gate/handler.ts';
import { EXT_AUTHZ } from '../gate/original-request.ts';
import type { RouteGroup } from '../server/app.ts';

/** Forward authentication for a proxy: any method, and whatever body came along is left unread. */
export function gateRoutes(parts: GateHandlerParts): RouteGroup {
  const routes = [
    ['/gate', answerGate],
    ['/gate/verdict', answerVerdict],
    ['/gate/refusal', answerRefusal],
    [`${EXT_AUTHZ}/*`, answerExtAuthz],
  ] as const;
  return (app) => {
    for (const [path, answerTo] of routes) {
      app.all(path, {
        schema: { hide: true },
        config: { logs: 'refusals' },
        onRequest: async (request, reply) => {
          const { status, headers, body } = await answerTo(parts, request.raw);
          return reply
            .code(status)
            .headers({ ...headers })
            .send(body === '' ? undefined : body);
        },
        handler: () => undefined,
      });
    }
  };
}
