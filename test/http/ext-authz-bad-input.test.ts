import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkRequest, type ExtAuthzClient, extAuthzClient } from '../support/ext-authz-client.ts';
import { sharedSystem, type TestApplication, tokenOf } from '../support/system.ts';

const system = sharedSystem({ extAuthzGrpc: 0 });
const CHECK = '/envoy.service.auth.v3.Authorization/Check';

let client: ExtAuthzClient;
let application: TestApplication;
beforeAll(async () => {
  client = extAuthzClient(system().extAuthzGrpcPort as number);
  application = await system().createApplication();
});
afterAll(() => client.close());

const bearer = (token: string) => ['Authorization', `Bearer ${token}`] as const;
const deniedOf = async (request: object) => {
  const { status, http_response, denied_response } = await client.check(request);
  expect(http_response).toBe('denied_response');
  const { title } = JSON.parse(denied_response?.body ?? '');
  return { rpc: status?.code, status: denied_response?.status.code, title };
};

describe('what no Envoy sends', () => {
  test.each([
    ['nothing', {}],
    ['no request', { attributes: { source: {} } }],
    ['no HTTP', { attributes: { request: {} } }],
    ['no method', { attributes: { request: { http: { path: '/v1/messages' } } } }],
    ['no path', { attributes: { request: { http: { method: 'GET' } } } }],
    [
      'the headers twice',
      {
        attributes: {
          request: {
            http: {
              method: 'GET',
              path: '/',
              headers: { a: 'b' },
              header_map: { headers: [{ key: 'a', value: 'b' }] },
            },
          },
        },
      },
    ],
  ])('%s: denied', async (_name, request) => {
    const title = 'The request judged is not named';
    expect(await deniedOf(request)).toEqual({ rpc: 3, status: 'BadRequest', title });
  });

  test('more header lines than any request may have: denied', async () => {
    const many = Array.from({ length: 101 }, (_, at) => [`x-${at}`, ''] as const);
    const told = { rpc: 3, status: 'RequestHeaderFieldsTooLarge', title: 'Header too large' };
    expect(await deniedOf(checkRequest('GET', '/v1/things', many))).toEqual(told);
  });

  test.each([
    ['bytes that are no message', CHECK, Buffer.from('ff'.repeat(40), 'hex'), 13],
    ['a message of megabytes', CHECK, Buffer.alloc(5_000_000, 0x0a), 8],
    ['a method that is not there', '/envoy.service.auth.v3.Authorization/Delete', Buffer.alloc(0), 12],
    ['the version before', '/envoy.service.auth.v2.Authorization/Check', Buffer.alloc(0), 12],
  ])('%s: a status of gRPC, and the server goes on', async (_name, path, bytes, code) => {
    await expect(client.send(path, bytes)).rejects.toMatchObject({ code });
    const fields = [bearer(tokenOf(application))];
    expect((await client.check(checkRequest('POST', '/v1/messages', fields))).http_response).toBe('ok_response');
  });
});

test('whatever bytes are sent, nothing is let through, and the server goes on', async () => {
  const other = { ...(await system().createApplication()), id: application.id };
  const bytes = client.encode(checkRequest('GET', '/v1/things', [bearer(tokenOf(other))]));
  const spoiled = fc
    .array(fc.record({ at: fc.nat(bytes.length - 1), to: fc.nat(255) }), { maxLength: 8 })
    .map((changes) => {
      const changed = Buffer.from(bytes);
      for (const { at, to } of changes) changed[at] = to;
      return changed;
    });
  await fc.assert(
    fc.asyncProperty(fc.oneof(fc.uint8Array({ maxLength: 300 }), spoiled), async (sent) => {
      const answered = await client.send(CHECK, sent).catch((error: { code: number }) => error.code);
      if (typeof answered === 'number') expect(answered).toBe(13);
      else expect(client.decode(answered).http_response).toBe('denied_response');
    }),
    { numRuns: 300 },
  );
  const good = checkRequest('GET', '/v1/things', [bearer(tokenOf(application))]);
  expect((await client.check(good)).http_response).toBe('ok_response');
});
