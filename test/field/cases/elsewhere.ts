import type { FieldCase } from '../case.ts';
import { asked, doctor, hs, request, response, rs256 } from '../kit.ts';

const SECRET = 'soss-websocket-test-secret-of-lamp';
const socket = {
  Host: 'ws.lamp.example',
  Connection: 'Upgrade',
  Upgrade: 'websocket',
  'Sec-WebSocket-Version': '13',
  'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==',
};

export const elsewhere: readonly FieldCase[] = [
  {
    id: 'websocket-token-in-the-query',
    source: 'eProsima/Integration-Service#39',
    title: 'The token is in the query; the server reads it from the subprotocol.',
    give: () =>
      doctor(['--request', 'request.txt', '--response', 'response.txt', '--secret', SECRET], {
        'request.txt': request(`GET /?token=${hs({ sub: 'robot' }, SECRET)}`, socket),
        'response.txt': response('401 Unauthorized', ''),
      }),
    answer: {
      verdict: ['cannot-tell', 'rejected'],
      root: [/query|Authorization/i],
      says: [/query/i],
      neverProved: ['signed-by-unknown-key', 'authorization-missing', 'claim-missing'],
    },
  },
  {
    id: 'websocket-token-in-the-subprotocol',
    source: 'NorthlandPositronics/Cogtrix#1888',
    title: 'A browser sends the token as a subprotocol; the server knows the header alone.',
    give: () =>
      doctor(['--request', 'request.txt', '--response', 'response.txt', '--secret', SECRET], {
        'request.txt': request('GET /ws/sessions', {
          ...socket,
          'Sec-WebSocket-Protocol': `bearer, ${hs({ sub: 'anna' }, SECRET)}`,
        }),
        'response.txt': response('401 Unauthorized', ''),
      }),
    answer: {
      verdict: ['cannot-tell', 'rejected'],
      root: [/subprotocol|Sec-WebSocket-Protocol|Authorization/i],
      says: [/Sec-WebSocket-Protocol|subprotocol/i],
      neverProved: ['signed-by-unknown-key', 'claim-missing'],
    },
  },
  {
    id: 'header-of-its-own',
    source: 'auth0/node-jsonwebtoken#994',
    title: 'The program reads a header named "token"; another secret signed.',
    give: () =>
      doctor(
        ['--request', 'request.txt', '--response', 'response.txt', '--secret', 'env:JWT_SECRET'],
        {
          'request.txt': request('GET /api/user/cart', {
            Host: 'shop.lamp.example',
            token: hs({ id: '64f' }, 'what login signs with'),
          }),
          'response.txt': response('200 OK', { success: false, message: 'invalid signature' }),
        },
        { JWT_SECRET: 'what the middleware has' },
      ),
    answer: {
      verdict: ['rejected', 'cannot-tell'],
      root: [/secret|sign/i],
      says: [/header/i],
      neverProved: ['authorization-missing', 'claim-missing'],
    },
  },
  {
    id: 'cookie-token-expired',
    source: 'szerhusenBC/jwt-spring-security-demo#69',
    title: 'A browser keeps a token of September and sends it with every request.',
    give: () =>
      asked(
        request('GET /user', {
          Host: 'shop.lamp.example',
          Cookie: `theme=dark; access_token=${rs256({ sub: 'admin', iat: 1_789_171_876, exp: 1_789_776_676 })}`,
        }),
        response(
          '401 Unauthorized',
          {
            status: 401,
            error: 'Unauthorized',
            message: 'JWT expired at 2026-09-19T00:31:16Z. Current time: 2026-11-30T08:00:00Z',
          },
          { date: 1_796_025_600 },
        ),
      ),
    answer: {
      verdict: ['rejected'],
      root: [/expir/i],
      says: [/cookie/i],
      neverProved: ['authorization-missing', 'clock-behind'],
    },
  },
];
