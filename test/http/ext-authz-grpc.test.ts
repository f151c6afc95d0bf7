import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkRequest, type ExtAuthzClient, extAuthzClient, type Verdict } from '../support/ext-authz-client.ts';
import { sharedSystem, type TestApplication, tokenOf } from '../support/system.ts';

const system = sharedSystem({ extAuthzGrpc: 0 });
const acl = { paths: { '/*/messages': { methods: ['POST'] } } };
const CHECK = '/envoy.service.auth.v3.Authorization/Check';

let client: ExtAuthzClient;
let application: TestApplication;
beforeAll(async () => {
  client = extAuthzClient(system().extAuthzGrpcPort as number);
  application = await system().createApplication();
});
afterAll(() => client.close());

const bearer = (token: string) => ['Authorization', `Bearer ${token}`] as const;
const set = (headers: readonly { readonly header: { readonly key: string; readonly value: string } }[] = []) =>
  Object.fromEntries(headers.map(({ header }) => [header.key, header.value]));
const deniedOf = ({ status, http_response, denied_response }: Verdict) => {
  expect(http_response).toBe('denied_response');
  return {
    rpc: status?.code,
    status: denied_response?.status.code,
    headers: set(denied_response?.headers),
    body: JSON.parse(denied_response?.body ?? ''),
  };
};

describe('ext_authz of Envoy, over gRPC', () => {
  test.each([
    ['POST', '/v1/messages', 'ok'],
    ['POST', '/v1/messages?to=1', 'ok'],
    ['GET', '/v1/messages', 'Forbidden'],
    ['POST', '/v1/calls', 'Forbidden'],
    ['POST', '/v1/calls/../messages', 'BadRequest'],
    ['POST', '/v1/calls/..%2fmessages', 'BadRequest'],
    ['POST', '//v1/messages', 'BadRequest'],
    ['POST', '/v1/messages;x=1', 'BadRequest'],
    ['POST', '/v1/mess%zzages', 'BadRequest'],
    ['OPTIONS', '*', 'BadRequest'],
  ])(
    '%s %s: %s, whether the token is known or not, and in either form of the headers',
    async (method, path, expected) => {
      const fields = [bearer(tokenOf(application, { acl })), ['User-Agent', 'curl/8']] as const;
      const good = checkRequest('POST', '/v1/messages', fields);
      for (const raw of [false, true]) {
        for (let round = 0; round < 2; round++) {
          const { denied_response } = await client.check(checkRequest(method, path, fields, { raw }));
          expect(denied_response?.status.code ?? 'ok').toBe(expected);
          expect((await client.check(good)).http_response).toBe('ok_response');
        }
      }
    },
  );

  test('gives the identity, each header in place of what the client sent, and removes what could be taken for one', async () => {
    const fields = [
      bearer(tokenOf(application, { acl, sub: 'ada' })),
      ['X-Mintmark-Subject', 'root'],
      ['X-Mintmark-Role', 'root'],
      ['X_Mintmark_Account', 'root'],
    ] as const;
    const verdicts = [];
    for (let round = 0; round < 3; round++)
      verdicts.push(await client.check(checkRequest('POST', '/v1/messages', fields)));
    const [first] = verdicts;
    expect(first?.status?.code ?? 0).toBe(0);
    expect(set(first?.ok_response?.headers)).toEqual({
      'x-mintmark-application-id': application.id,
      'x-mintmark-account': 'abcd1234',
      'x-mintmark-subject': 'ada',
      'x-mintmark-jti': expect.any(String),
      'x-mintmark-acl': 'method, path',
    });
    for (const { append, append_action, keep_empty_value } of first?.ok_response?.headers ?? []) {
      expect({ append, append_action, keep_empty_value }).toEqual({
        append: { value: false },
        append_action: 'OVERWRITE_IF_EXISTS_OR_ADD',
        keep_empty_value: true,
      });
    }
    expect(first?.ok_response?.headers_to_remove).toEqual(['x-mintmark-role', 'x_mintmark_account']);
    for (const other of verdicts) expect(other).toEqual(first);
  });

  test('sets a subject that the token does not have to nothing', async () => {
    const fields = [bearer(tokenOf(application)), ['X-Mintmark-Subject', 'root']] as const;
    const { ok_response } = await client.check(checkRequest('GET', '/v1/things', fields));
    expect(set(ok_response?.headers)).toMatchObject({ 'x-mintmark-subject': '' });
    expect(ok_response?.headers_to_remove).toEqual([]);
  });

  test('explains a refusal as the gate does over HTTP, and keeps the same report of it', async () => {
    const iat = Math.floor(Date.now() / 1000) - 7200;
    const token = tokenOf(application, { iat, exp: iat + 900 });
    const verdict = await client.check(
      checkRequest('POST', '/v1/messages', [bearer(token), ['user-agent', 'curl/8'], ['traceparent', TRACE]]),
    );
    const { rpc, status, headers, body } = deniedOf(verdict);
    expect([rpc, status]).toEqual([16, 'Unauthorized']);
    const http = await fetch(`${system().url}/gate/ext-authz/v1/messages`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
    });
    const told = await http.json();
    const { type, title, cause, also, fix } = told;
    expect(body).toMatchObject({ type, title, cause, also, fix });
    expect(Object.keys(body)).toEqual(Object.keys(told));
    for (const [name, value] of Object.entries(headers)) expect(http.headers.get(name), name).toContain(value);
    expect(Object.keys(headers)).toEqual(expect.arrayContaining(['www-authenticate', 'content-type', 'cache-control']));
    await expect
      .poll(async () => {
        const { body: log } = await system().api('GET', `/request-log?application_id=${application.id}`);
        return (log as { requests: { id: string }[] }).requests.find(({ id }) => id === body.instance);
      })
      .toMatchObject({
        method: 'POST',
        path: '/v1/messages',
        status: 401,
        client_address: '203.0.113.7',
        user_agent: 'curl/8',
      });
    expect((await system().api('GET', `/reports/${body.instance}`)).status).toBe(200);
  });

  test.each([
    ['no credentials', [], 'authorization-missing'],
    [
      'two tokens',
      [
        ['Authorization', 'Bearer a.b.c'],
        ['Authorization', 'Bearer d.e.f'],
      ],
      'multiple-credentials',
    ],
    [
      'a token and Basic',
      [
        ['Authorization', 'Bearer a.b.c'],
        ['Authorization', 'Basic eDp5'],
      ],
      'multiple-credentials',
    ],
  ] as const)('%s: the cause that HTTP tells, in either form of the headers', async (_name, fields, cause) => {
    for (const raw of [false, true]) {
      const { rpc, body } = deniedOf(await client.check(checkRequest('POST', '/v1/messages', fields, { raw })));
      expect([rpc, body.cause]).toEqual([16, cause]);
    }
  });

  test('two good tokens are one too many, also where Envoy has joined them', async () => {
    const fields = [bearer(tokenOf(application)), bearer(tokenOf(application))];
    for (const raw of [false, true]) {
      const { body } = deniedOf(await client.check(checkRequest('POST', '/v1/messages', fields, { raw })));
      expect(body.cause).toBe('multiple-credentials');
    }
  });

  test('an unknown application and a wrong key are told alike', async () => {
    const other = await system().createApplication();
    const unknown = { ...other, id: '0b9f6bd0-7f0a-4a7e-9c39-5f1f3d1c2a44' };
    const wrong = { ...other, id: application.id };
    const causes = [];
    for (const one of [unknown, wrong]) {
      const { rpc, body } = deniedOf(await client.check(checkRequest('GET', '/v1/things', [bearer(tokenOf(one))])));
      causes.push([rpc, body.cause]);
    }
    expect(causes[0]).toEqual(causes[1]);
  });

  test('an acl that does not cover the path is permission denied, and the method that a header asks for counts', async () => {
    const token = tokenOf(application, { acl });
    for (const [path, more] of [
      ['/v1/calls', []],
      ['/v1/messages', [['X-HTTP-Method-Override', 'DELETE']]],
    ] as const) {
      const { rpc, status } = deniedOf(await client.check(checkRequest('POST', path, [bearer(token), ...more])));
      expect([rpc, status]).toEqual([7, 'Forbidden']);
    }
  });

  test('headers that name another request name nothing', async () => {
    const spoofed = ['x-original-uri', 'x-forwarded-uri', 'x-envoy-original-path'].map(
      (name) => [name, '/v1/messages'] as const,
    );
    const fields = [bearer(tokenOf(application, { acl })), ...spoofed, ['x-forwarded-method', 'POST']] as const;
    expect(deniedOf(await client.check(checkRequest('DELETE', '/v1/calls', fields))).status).toBe('Forbidden');
  });

  test('a preflight is rejected with its own cause', async () => {
    const fields = [
      ['Origin', 'https://app.example'],
      ['Access-Control-Request-Method', 'POST'],
    ] as const;
    expect(deniedOf(await client.check(checkRequest('OPTIONS', '/v1/messages', fields))).body.cause).toBe(
      'preflight-rejected',
    );
  });
});

const TRACE = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';

test('each verdict is counted where those over HTTP are', async () => {
  const counted = async () => {
    const text = await (await fetch(`${system().url}/metrics`)).text();
    const value = (start: string) =>
      Number(
        text
          .split('\n')
          .find((line) => line.startsWith(start))
          ?.split(' ')
          .at(-1) ?? 0,
      );
    return [
      value('mintmark_gate_decisions_total{cause="none"}'),
      value('mintmark_gate_decisions_total{cause="authorization-missing"}'),
      value(`mintmark_http_requests_total{method="PUT",route="${CHECK}",status="200"}`),
      value(`mintmark_http_requests_total{method="PUT",route="${CHECK}",status="401"}`),
    ] as const;
  };
  const before = await counted();
  const good = checkRequest('PUT', '/v1/things', [bearer(tokenOf(application))]);
  for (let round = 0; round < 3; round++) await client.check(good);
  await client.check(checkRequest('PUT', '/v1/things', []));
  expect(await counted()).toEqual([before[0] + 3, before[1] + 1, before[2] + 3, before[3] + 1]);
});

test('health is told of the server and of the service, and of no other', async () => {
  expect(await client.health()).toBe(1);
  expect(await client.health('envoy.service.auth.v3.Authorization')).toBe(1);
  await expect(client.health('other')).rejects.toMatchObject({ code: 5 });
});
