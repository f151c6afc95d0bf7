import { answerGate, type GateHandlerParts } from '../gate/handler.ts';
import type { RouteGroup } from '../server.ts';

/** Forward authentication for a proxy: any method, and whatever body came along is left unread. */
export function gateRoutes(parts: GateHandlerParts): RouteGroup {
  return (app) => {
    app.all('/gate', {
      schema: { hide: true },
      onRequest: async (request, reply) => {
        const { status, headers, body } = await answerGate(parts, request.raw);
        return reply
          .code(status)
          .headers({ ...headers })
          .send(body);
      },
      handler: () => undefined,
    });
  };
}
