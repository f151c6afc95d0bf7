import { KEY_FRAME_HTML, keyFrameHeaders, originForKeys } from '../pages/key-frame.ts';
import { problem } from '../problems/catalogue.ts';
import type { RouteGroup } from '../server/app.ts';

/** The frame by which the debugger asks one address for its keys: `?url=`. The server itself asks nobody. */
export function keyFrameRoutes(): RouteGroup {
  return (app) => {
    app.get<{ Querystring: { url?: string } }>('/key-frame', { schema: { hide: true } }, (request, reply) => {
      const { url } = request.query;
      const origin = typeof url === 'string' ? originForKeys(url) : undefined;
      if (origin === undefined) throw problem('path-not-found');
      return reply.headers(keyFrameHeaders(origin)).send(KEY_FRAME_HTML);
    });
  };
}
