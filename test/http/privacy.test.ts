import { randomUUID, scryptSync } from 'node:crypto';
import { expect, test } from 'vitest';
import { NEW_SETTINGS } from '../../src/ports/applications.ts';
import { KEY, SECRET, serve } from './serving.ts';

const id = randomUUID();

/** An application from before the privacy setting, as an import leaves it. */
const olderApplication = () =>
  serve({}, async ({ accounts, applications }) => {
    const account = { id: KEY, name: 'Imported', parentId: null, suspended: false, createdAt: 1 };
    const hash = `scrypt$1024$8$1$${base64('saltsaltsaltsalt')}$${hashOf(SECRET, 'saltsaltsaltsalt')}`;
    await accounts.add(account, { id: randomUUID(), accountId: KEY, hash, createdAt: 1 });
    const times = { createdAt: 1, updatedAt: 1 };
    await applications.add(
      {
        ...NEW_SETTINGS,
        id,
        accountId: KEY,
        name: 'Older',
        capabilities: {},
        improveAi: null,
        suspended: false,
        revision: 1,
        ...times,
      },
      [],
    );
  });

const base64 = (text: string | Buffer) => Buffer.from(text).toString('base64');
const hashOf = (secret: string, salt: string) => base64(scryptSync(secret, salt, 32, { N: 1024, r: 8, p: 1 }));

test('nothing is saved for an older application until its privacy setting is chosen', async () => {
  const server = await olderApplication();
  try {
    const path = `/v2/applications/${id}`;
    const shown = (await server.send('GET', path)).json;
    expect(shown.privacy).toEqual({ improve_ai: null });

    const draft = (await server.send('POST', `${path}/keys`, {})).json;
    expect(draft.state).toBe('draft');
    for (const [method, at, body] of [
      ['PUT', path, { ...shown, name: 'Renamed' }],
      ['POST', `${path}/keys/${draft.id}/activate`, {}],
      ['POST', `${path}/keys`, { state: 'active' }],
    ] as const) {
      const { status, json } = await server.send(method, at, body);
      expect([status, json.cause]).toEqual([400, 'privacy-setting-unset']);
      expect(json.invalid_parameters).toEqual([
        { name: 'privacy.improve_ai', reason: expect.stringContaining('must be chosen') },
      ]);
    }
    // The draft was added, which is a change; nothing else was.
    expect((await server.send('GET', path)).json).toEqual({ ...shown, updated_at: expect.any(String) });

    const chosen = await server.send('PUT', path, { name: 'Older', privacy: { improve_ai: false } });
    expect(chosen.json.privacy).toEqual({ improve_ai: false });
    expect((await server.send('POST', `${path}/keys/${draft.id}/activate`, {})).json.state).toBe('active');
  } finally {
    await server.close();
  }
});
