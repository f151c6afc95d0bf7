import { beforeAll, describe, expect, test } from 'vitest';
import type { Application } from '../../src/wire/application.ts';
import type { ApplicationKey, ApplicationKeys } from '../../src/wire/application-keys.ts';
import type { ApplicationHistory } from '../../src/wire/audit-log.ts';
import { sharedSystem } from '../support/system.ts';

describe('note and environment', () => {
  const system = sharedSystem();
  let id: string;
  beforeAll(async () => {
    ({ id } = await system().createApplication('Labelled', { note: 'Billing.\nAsk Kim.', environment: 'staging' }));
  });
  const read = async () => (await system().api('GET', `/v2/applications/${id}`)).body as Application;
  const put = (change: object) => system().api('PUT', `/v2/applications/${id}`, { name: 'Labelled', ...change });
  const history = async () =>
    ((await system().api('GET', `/v2/applications/${id}/history`)).body as ApplicationHistory).changes;

  test('of an application: kept by a client that does not know them, changed, and taken away', async () => {
    expect(await read()).toMatchObject({ note: 'Billing.\nAsk Kim.', environment: 'staging' });
    await put({});
    // What the clients of others send back.
    await put({ note: null, environment: null });
    expect(await read()).toMatchObject({ note: 'Billing.\nAsk Kim.', environment: 'staging' });
    await put({ environment: 'production' });
    expect((await history())[0]?.changes).toEqual([{ member: 'environment', before: 'staging', after: 'production' }]);
    await put({ note: '', environment: '' });
    expect(await read()).toMatchObject({ note: '', environment: '' });
    expect((await history())[0]?.changes).toEqual([
      { member: 'note', before: 'Billing.\nAsk Kim.', after: null },
      { member: 'environment', before: 'production', after: null },
    ]);
  });

  test('of a key, in any state, without a change of what is accepted', async () => {
    const keys = async () =>
      ((await system().api('GET', `/v2/applications/${id}/keys`)).body as ApplicationKeys)._embedded.keys;
    const [before] = await keys();
    const path = `/v2/applications/${id}/keys/${before?.id}`;
    const { status, body } = await system().api('PATCH', path, { note: 'on the build server' });
    expect([status, body]).toEqual([200, { ...before, note: 'on the build server', environment: '' }]);
    expect((await history())[0]).toMatchObject({ kind: 'key.updated', by: { kind: 'api-key' } });
    await system().api('PATCH', path, { environment: 'test' });
    const count = (await history()).length;
    await system().api('PATCH', path, { environment: 'test' });
    expect(await history()).toHaveLength(count);
    await system().api('DELETE', path);
    const revoked = (await system().api('PATCH', path, { note: 'leaked' })).body as ApplicationKey;
    expect(revoked).toMatchObject({ state: 'revoked', note: 'leaked', environment: 'test' });
    expect(await keys()).toEqual([revoked]);
  });

  test('what cannot be kept is refused by name, and of what is not there nothing is told', async () => {
    for (const wrong of [{ environment: 'prod' }, { note: 'x'.repeat(2001) }, { note: 'a\u0007b' }, { note: 1 }]) {
      const { status, body } = await put(wrong);
      expect([status, JSON.stringify(body)]).toEqual([400, expect.stringContaining(Object.keys(wrong)[0] ?? '')]);
    }
    const nobody = `/v2/applications/${id}/keys/00000000-0000-4000-8000-000000000000`;
    expect((await system().api('PATCH', nobody, { note: 'x' })).status).toBe(404);
  });
});
