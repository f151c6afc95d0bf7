import { encodeBase64url } from '../../core/encoding/base64url.ts';
import type { SandboxRoute } from './route.ts';

/** Account and video paths: numbers and balance for an account, a session for an application. */
export const accountRoutes: readonly SandboxRoute[] = [
  {
    method: 'GET',
    url: '/account/numbers',
    product: 'account',
    credentials: 'basic',
    summary: 'Lists the numbers of the account: none.',
    run: () => ({ status: 200, body: { count: 0, numbers: [] } }),
  },
  {
    method: 'GET',
    url: '/account/get-balance',
    product: 'account',
    credentials: 'basic',
    summary: 'Shows a balance that is never used up.',
    run: () => ({ status: 200, body: { value: 10, autoReload: false } }),
  },
  {
    method: 'POST',
    url: '/session/create',
    product: 'video',
    credentials: 'bearer',
    summary: 'Creates a video session; the body is a form.',
    run: ({ owner, entropy, now }) => ({
      status: 200,
      body: [
        {
          session_id: `2_${encodeBase64url(entropy.bytes(32))}`,
          project_id: owner,
          create_dt: new Date(now * 1000).toISOString(),
          media_server_url: '',
        },
      ],
    }),
  },
];
