import type { Input } from '../evidence/input.ts';
import type { Kit } from '../evidence/kit.ts';
import { type Variants, withApplication } from './variants-of.ts';

/** Faults of what a token and its application may do, and of using it again. */
export const PERMISSION: Variants = {
  'acl-version-mismatch': (kit) => [
    asked(kit, { '/v0.1/users/**': {} }, 'GET', '/v0.3/users/USR-1'),
    asked(kit, { '/v2/calls': { methods: ['POST'] } }, 'POST', '/v1/calls'),
    asked(kit, { '/v1/messages/**': {}, '/v3/calls/**': {} }, 'GET', '/v1/calls'),
  ],
  'path-not-in-acl': (kit) => [
    asked(kit, { '/*/calls/**': { methods: ['GET'] } }, 'POST', '/v1/calls'),
    asked(kit, {}, 'POST', '/v1/calls'),
    asked(kit, { '/calls': {} }, 'GET', '/v1/calls/63f61863-4a51-4f6b-86e1-46edebcf9356'),
    asked(kit, { '/*/Calls/**': {} }, 'POST', '/v1/calls'),
    asked(kit, { '/*/calls/**': { methods: ['post'] } }, 'POST', '/v1/calls'),
  ],
  'capability-disabled': (kit) => [
    withApplication(kit.input({ request: { method: 'POST', target: '/v1/messages' } }), { capabilities: ['voice'] }),
    withApplication(kit.input({ request: { method: 'POST', target: '/v2/verify' } }), { capabilities: [] }),
    withApplication(kit.input({ request: { method: 'POST', target: '/session/create' } }), {
      capabilities: ['voice', 'messages'],
    }),
  ],
  'token-revoked': (kit) => [
    kit.input({ response: { status: 401, body: '{"type":"https://developer.vonage.com/api-errors#jwt-revoked"}' } }),
    {
      profile: 'vonage',
      now: kit.now,
      token: kit.mint(),
      replay: { firstSeenAt: kit.now - 900, revokedAt: kit.now - 1 },
    },
  ],
  'token-replayed': (kit) => [
    withApplication(kit.input({ replay: { firstSeenAt: kit.now } }), { singleUse: true }),
    withApplication(kit.input({ token: kit.mint({ claims: { jti: '1' } }), replay: { firstSeenAt: kit.now - 600 } }), {
      singleUse: true,
    }),
    // Without the registry: possible, no more.
    { profile: 'vonage', now: kit.now, token: kit.mint(), replay: { firstSeenAt: kit.now - 5 } },
  ],
};

function asked(kit: Kit, paths: object, method: string, target: string): Input {
  return kit.input({ token: kit.mint({ claims: { acl: { paths } } }), request: { method, target } });
}
