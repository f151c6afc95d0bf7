import { beforeAll, describe, expect, test, vi } from 'vitest';
import type { ApplicationActivity } from '../../src/wire/application-activity.ts';
import { askGate, sharedSystem, type TestApplication, tokenOf } from '../support/system.ts';

const EXPIRED = { iat: 1_600_000_000, exp: 1_600_000_900 };
const PATIENT = { timeout: 60_000 };

describe('what happens with applications', () => {
  const system = sharedSystem();
  let used: TestApplication;
  let quiet: TestApplication;
  beforeAll(async () => {
    used = await system().createApplication('Used');
    quiet = await system().createApplication('Quiet');
    expect((await askGate(system(), tokenOf(used))).status).toBe(204);
    for (let n = 0; n < 3; n++) expect((await askGate(system(), tokenOf(used, EXPIRED))).status).toBe(401);
    await system().api('POST', `/v2/applications/${quiet.id}/keys`, {});
  });
  const activity = async (ids: string) =>
    (await system().api('GET', `/v2/applications/activity?ids=${ids}`)).body as ApplicationActivity;

  test('last use, and what was rejected in the last 24 hours, of those that the account has', async () => {
    // The use of a key and the report of a rejection are written a moment later.
    await vi.waitFor(async () => {
      const { applications } = await activity(`${used.id},${quiet.id},${used.id},nobody`);
      expect([...applications].sort((a) => (a.id === used.id ? -1 : 1))).toEqual([
        {
          id: used.id,
          last_used_at: expect.stringMatching(/^\d{4}-.*Z$/),
          has_draft: false,
          has_active: true,
          accepted: 1,
          rejected: 3,
        },
        { id: quiet.id, last_used_at: null, has_draft: true, has_active: true, accepted: 0, rejected: 0 },
      ]);
    }, PATIENT);
    const { since } = await activity(used.id);
    expect(Math.abs(Date.now() / 1000 - 86_400 - since)).toBeLessThan(600);
  });

  test('too many ids are refused by name, and nothing is said of none', async () => {
    const { status, body } = await system().api('GET', `/v2/applications/activity?ids=${`${used.id},`.repeat(101)}`);
    expect([status, JSON.stringify(body)]).toEqual([400, expect.stringContaining('ids')]);
    expect((await activity('')).applications).toEqual([]);
  });
});
