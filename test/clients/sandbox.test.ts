import { tokenGenerate } from '@vonage/jwt';
import { Vonage } from '@vonage/server-sdk';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ACCOUNT, startServe } from '../cli/running-server.ts';

/** The other clients of the SDK, against the sandbox API: their own tokens, minted with the key of an application. */

let server: Awaited<ReturnType<typeof startServe>>;
let applicationId: string;
let privateKey: string;
beforeAll(async () => {
  server = await startServe();
  const created = await client({}).applications.createApplication({ name: 'Sandbox', capabilities: {} });
  applicationId = created.id as string;
  privateKey = created.keys?.privateKey as string;
});
afterAll(() => server.stop());

const client = (credentials: { applicationId?: string; privateKey?: string } = { applicationId, privateKey }) =>
  new Vonage(
    { apiKey: ACCOUNT.key, apiSecret: ACCOUNT.secret, ...credentials },
    { apiHost: server.url, restHost: server.url, videoHost: server.url },
  );
const message = { message_type: 'text', channel: 'sms', to: '447700900000', from: 'Mintmark', text: 'x' } as const;
type Message = Parameters<Vonage['messages']['send']>[0];

test('messages are taken with a token, and with the account where there is no key', async () => {
  for (const credentials of [{ applicationId, privateKey }, {}]) {
    const sent = await client(credentials).messages.send(message as unknown as Message);
    expect(sent.messageUUID).toMatch(/^[0-9a-f-]{36}$/);
  }
});

test('a call is started, shown, listed and ended', async () => {
  const { voice } = client();
  const call = await voice.createOutboundCall({
    to: [{ type: 'phone', number: '447700900000' }],
    from: { type: 'phone', number: '447700900001' },
    ncco: [],
  } as Parameters<typeof voice.createOutboundCall>[0]);
  expect(call.uuid).toBeDefined();
  expect((await voice.getCall(call.uuid)).uuid).toBe(call.uuid);
  const listed = [];
  for await (const one of voice.getAllCalls()) listed.push(one.uuid);
  expect(listed).toContain(call.uuid);
  await voice.hangupCall(call.uuid);
});

test('users are created, paged through, changed and deleted', async () => {
  const { users } = client();
  const made = [];
  for (let i = 0; i < 3; i++) made.push(await users.createUser({ name: `user-${i}` }));
  const names = [];
  for await (const { name } of users.listAllUsers({ pageSize: 2 } as Parameters<typeof users.listAllUsers>[0]))
    names.push(name);
  expect(names.filter((name) => name?.startsWith('user-')).sort()).toEqual(['user-0', 'user-1', 'user-2']);
  await users.deleteUser(made[0]?.id as string);
  await expect(users.getUser(made[0]?.id as string)).rejects.toThrow('status code 404');
});

test('a video session is made from a form, and the account has numbers and a balance', async () => {
  expect((await client().video.createSession()).sessionId).toBeDefined();
  expect((await client().numbers.getOwnedNumbers()).count).toBe(0);
  expect((await client().accounts.getBalance()).value).toBeDefined();
});

test('a token of another key is refused, and the explanation reaches the client', async () => {
  const other = await client({}).applications.createApplication({ name: 'Other', capabilities: {} });
  const refused = client({ applicationId, privateKey: other.keys?.privateKey as string }).messages.send(
    message as unknown as Message,
  );
  await expect(refused).rejects.toThrow('status code 401');
  const problem = await refused.catch((error) => error.response.json());
  expect(problem).toMatchObject({
    cause: 'signed-by-unknown-key',
    title: expect.any(String),
    report: expect.any(String),
  });
});

test('a deleted application is refused at once', async () => {
  const { id, keys } = await client({}).applications.createApplication({ name: 'Gone', capabilities: {} });
  const token = tokenGenerate(id as string, keys?.privateKey as string);
  const ask = () => fetch(`${server.url}/v1/users`, { headers: { authorization: `Bearer ${token}` } });
  expect((await ask()).status).toBe(200);
  await client({}).applications.deleteApplication(id as string);
  expect((await ask()).status).toBe(401);
});
