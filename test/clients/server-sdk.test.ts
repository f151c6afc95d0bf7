import { Vonage } from '@vonage/server-sdk';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ACCOUNT, startServe } from '../cli/running-server.ts';

/** The unmodified client from npm, set up as its users do, a trailing slash in the host included. */

let server: Awaited<ReturnType<typeof startServe>>;
beforeAll(async () => {
  server = await startServe();
});
afterAll(() => server.stop());

const KEY = ACCOUNT.key;

const client = (apiSecret = ACCOUNT.secret, host = server.url) =>
  new Vonage({ apiKey: KEY, apiSecret }, { apiHost: host, restHost: host, videoHost: host });

test('an application is created, read, updated and deleted', async () => {
  const { applications } = client();
  const created = await applications.createApplication({
    name: 'SDK',
    privacy: { improveAi: true },
    capabilities: {
      voice: {
        webhooks: {
          answerUrl: { address: 'https://example.com/a', httpMethod: 'GET', connectTimeout: 500, socketTimeout: 3000 },
          eventUrl: { address: 'https://example.com/e', httpMethod: 'POST' },
        },
        signedCallbacks: true,
        conversationsTTL: 24,
        legPersistenceTime: 7,
        region: 'eu-west',
      },
      vbc: {},
    },
  } as Parameters<typeof applications.createApplication>[0]);
  const id = created.id as string;
  expect(created.keys?.privateKey).toMatch(/^-----BEGIN PRIVATE KEY-----\n/);

  const read = await applications.getApplication(id);
  expect(read.keys?.publicKey).toBe(created.keys?.publicKey);
  expect(read.keys?.privateKey).toBeUndefined();
  expect(read.privacy?.improveAi).toBe(true);
  expect(read.capabilities?.voice?.webhooks?.answerUrl).toMatchObject({ httpMethod: 'GET', connectTimeout: 500 });
  expect(read.capabilities?.vbc).toEqual({});

  const updated = await applications.updateApplication({ ...read, name: 'SDK, renamed' });
  expect(updated.name).toBe('SDK, renamed');
  expect(updated.keys?.publicKey).toBe(created.keys?.publicKey);
  expect(updated.capabilities).toEqual(read.capabilities);

  await applications.deleteApplication(id);
  await expect(applications.getApplication(id)).rejects.toThrow('status code 404');
});

test('the paging generator ends after the last page, full or not', async () => {
  const { applications } = client(ACCOUNT.secret, `${server.url}/`);
  for (let i = 0; i < 4; i++) await applications.createApplication({ name: `Page ${i}`, capabilities: {} });
  for (const pageSize of [1, 2, 3, 4, 1000]) {
    const names: string[] = [];
    for await (const { name } of applications.listAllApplications({ pageSize })) names.push(name);
    expect(names).toEqual(['Page 0', 'Page 1', 'Page 2', 'Page 3']);
  }
});

test('secrets are listed, added and revoked, and a new one authenticates at once', async () => {
  const { secrets } = client();
  const added = await secrets.createSecret(KEY, 'Another1Secret');
  const other = client('Another1Secret');
  const listed = await other.secrets.listSecrets(KEY);
  expect(listed._embedded.secrets).toHaveLength(2);
  expect(await secrets.getSecret(KEY, added.id)).toMatchObject({ id: added.id });
  await expect(secrets.createSecret(KEY, 'Yet2AnotherOne')).rejects.toThrow('status code 403');
  await secrets.deleteSecret(KEY, added.id);
  await expect(other.secrets.listSecrets(KEY)).rejects.toThrow('status code 401');
});

test('a refusal reaches the client with its problem', async () => {
  const { applications } = client();
  const refused = applications.createApplication({ name: '', capabilities: {} });
  await expect(refused).rejects.toThrow('status code 400');
  const problem = await refused.catch((error) => error.response.json());
  expect(problem.invalid_parameters).toEqual([{ name: 'name', reason: expect.stringContaining('1 to 255') }]);
});
