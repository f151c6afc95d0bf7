import { encodeBase64 } from '../encoding/base64.ts';
import { encodeUtf8 } from '../encoding/utf8.ts';
import type { HeaderField } from '../request/field.ts';
import type { Variants } from './variants-of.ts';

const HOST: HeaderField = ['Host', 'api.nexmo.com'];
const BASIC = 'Basic YWJjZDEyMzQ6YW5FeGFtcGxlU2VjcmV0MQ==';
const inBase64 = (text: string) => encodeBase64(encodeUtf8(text));

/** Faults of the way from the client to the server. */
export const TRANSPORT: Variants = {
  'authorization-missing': (kit) => [
    kit.input({ request: { fields: [HOST, ['Authorization', '']] } }),
    kit.input({ request: { fields: [HOST, ['Cookie', `theme=dark; jwt=${kit.mint()}`]] } }),
    kit.input({ request: { fields: [HOST, ['X-Authorization', `Bearer ${kit.mint()}`]] } }),
    kit.input({ request: { target: `/v1/calls?jwt=${kit.mint()}`, fields: [HOST] } }),
  ],
  'preflight-rejected': (kit) => {
    const preflight = (method: string, status: number) =>
      kit.input({
        request: {
          method: 'OPTIONS',
          target: '/v1/calls',
          fields: [HOST, ['Origin', 'https://shop.example'], ['Access-Control-Request-Method', method]],
        },
        response: { status },
      });
    return [preflight('DELETE', 401), preflight('PUT', 403)];
  },
  'authorization-stripped-in-transit': (kit) => [
    kit.input({
      response: { status: 403, body: '{"code":"jwt_auth_no_auth_header","message":"Authorization header not found."}' },
    }),
    kit.input({ response: { status: 401, body: '{"message":"JWT Token not found"}' } }),
    kit.input({ response: { status: 401, body: '{"error":"Missing Authorization Header"}' } }),
  ],
  'authorization-dropped-on-redirect': (kit) => {
    const redirect = (url: string, location: string, status: number) => ({
      url,
      location,
      status,
      fields: [['authorization', `Bearer ${kit.mint()}`] as const],
    });
    const base = { profile: 'vonage', now: kit.now, token: kit.mint() };
    const last = { method: 'GET', target: '/v1/calls', fields: [HOST] };
    return [
      {
        ...base,
        redirects: [redirect('https://nexmo.com/v1/calls', 'https://api.nexmo.com/v1/calls', 308)],
        request: last,
      },
      {
        ...base,
        redirects: [redirect('http://127.0.0.1:4401/v1/calls', 'http://localhost:4401/v1/calls', 307)],
        request: { ...last, fields: [['host', 'localhost:4401']] },
      },
      {
        ...base,
        redirects: [
          redirect('https://api.nexmo.com/v1/calls', '/v1/calls/', 301),
          redirect('https://api.nexmo.com/v1/calls/', 'https://api.nexmo.com:8443/v1/calls/', 302),
        ],
        request: { ...last, target: '/v1/calls/', fields: [['host', 'api.nexmo.com:8443']] },
      },
    ];
  },
  'bearer-scheme-malformed': (kit) =>
    [
      `Bearer: ${kit.mint()}`,
      `Bearer Bearer ${kit.mint()}`,
      kit.mint(),
      `"Bearer ${kit.mint()}"`,
      `Bearer "${kit.mint()}"`,
      `Bearer <${kit.mint()}>`,
      `Bearer=${kit.mint()}`,
      `Authorization: Bearer ${kit.mint()}`,
    ].map((authorization) => kit.input({ authorization })),
  'scheme-not-bearer': (kit) =>
    [`Token ${kit.mint()}`, `Baerer ${kit.mint()}`, `OAuth ${kit.mint()}`, `Digest ${kit.mint()}`].map(
      (authorization) => kit.input({ authorization }),
    ),
  'basic-credentials-on-jwt-endpoint': (kit) =>
    [
      `Basic ${inBase64(`${kit.applicationId}:${'anExampleSecret1'}`)}`,
      `Basic ${kit.mint()}`,
      `basic ${inBase64(`:${kit.mint()}`)}`,
    ].map((authorization) => kit.input({ authorization })),
  'multiple-credentials': (kit) => [
    kit.input({ authorization: `Bearer ${kit.mint()}, ${BASIC}` }),
    kit.input({ request: { target: '/v1/calls?api_key=abcd1234&api_secret=anExampleSecret1' } }),
    kit.input({
      request: {
        fields: [HOST, ['Authorization', `Bearer ${kit.mint()}`], ['authorization', `Bearer ${kit.mint()}`]],
      },
    }),
    kit.input({ authorization: `Bearer ${kit.mint()},${kit.mint()}` }),
  ],
  'credentials-contain-whitespace': (kit) => {
    const token = kit.mint();
    const [start, end] = [token.slice(0, 76), token.slice(76)];
    return [
      `Bearer ${token}\n`,
      `Bearer\t${token}`,
      `Bearer\u00a0${token}`,
      `Bearer ${start}\n${end}`,
      `Bearer ${start} ${end}`,
      `\ufeffBearer ${token}`,
      `Bearer ${token}\r\n`,
    ].map((authorization) => kit.input({ authorization }));
  },
  'path-ambiguous': (kit) =>
    [
      '/v1//calls',
      '/v1/calls/%2e%2e/users',
      '/v1/calls%2f..%2fusers',
      '/v1/calls;v=2/users',
      '/v1\\calls',
      '/v1/calls/%252e',
      '/v1/calls/%zz',
      '/v1/calls/%00',
    ].map((target) => kit.input({ request: { target } })),
};
