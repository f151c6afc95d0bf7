import type { App } from '../server/app.ts';
import { isSafe } from './same-origin.ts';

/** For a group whose changes may end what somebody is allowed to read: sessions, members, secrets, accounts. */
export function reviewStreams(app: App): void {
  app.addHook('onResponse', async (request, reply) => {
    if (!isSafe(request) && reply.statusCode < 300) app.openStreams.review();
  });
}
