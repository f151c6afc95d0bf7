import { sign } from 'node:crypto';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import type { ApplicationKeys } from '../../src/wire/application-keys.ts';
import type { KeyUses } from '../../src/wire/key-uses.ts';
import { askGate, sharedSystem, type TestApplication, tokenOf } from '../support/system.ts';

const PATIENT = { timeout: 60_000 };
const EXPIRED = { iat: 1_600_000_000, exp: 1_600_000_900 };

/** Rejected before anybody looks at its signature: it has no `jti`. */
function withoutJti({ id, privateKey }: TestApplication): string {
  const encoded = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');
  const now = Math.floor(Date.now() / 1000);
  const input = `${encoded({ alg: 'RS256', typ: 'JWT' })}.${encoded({ application_id: id, iat: now, exp: now + 600 })}`;
  return `${input}.${sign('sha256', Buffer.from(input), privateKey).toString('base64url')}`;
}

describe('what was signed with the keys of an application', () => {
  const system = sharedSystem();
  let application: TestApplication;
  let draft: TestApplication;
  let print: string;
  beforeAll(async () => {
    application = await system().createApplication('Signed');
    const { body } = await system().api('GET', `/v2/applications/${application.id}/keys`);
    print = (body as ApplicationKeys)._embedded.keys[0]?.fingerprint ?? '';
    const added = await system().api('POST', `/v2/applications/${application.id}/keys`, {});
    draft = { ...application, privateKey: (added.body as { private_key: string }).private_key };
    for (let n = 0; n < 2; n++) expect((await askGate(system(), tokenOf(application))).status).toBe(204);
    // Each at another stage: before the signature is looked at, after it, and by it.
    expect((await askGate(system(), withoutJti(application))).status).toBe(401);
    expect((await askGate(system(), tokenOf(application, EXPIRED))).status).toBe(401);
    expect((await askGate(system(), tokenOf(draft))).status).toBe(401);
  });
  const uses = async () => (await system().api('GET', `/v2/applications/${application.id}/key-uses`)).body as KeyUses;

  test('each key has its requests by hour, and its last rejected one with a link to it', async () => {
    await vi.waitFor(async () => {
      const { keys, bucket_seconds } = await uses();
      expect(bucket_seconds).toBe(3600);
      const own = keys.find((one) => one.fingerprint === print);
      expect(own).toMatchObject({
        accepted: 2,
        rejected: 2,
        last_error: { cause: 'token-expired', title: 'Token expired' },
      });
      expect(own?.buckets.reduce((sum, one) => sum + one.rejected, 0)).toBe(2);
      const [other] = keys.filter((one) => one.fingerprint !== print);
      expect(other).toMatchObject({ accepted: 0, rejected: 1, last_error: { cause: 'key-pair-not-saved' } });
    }, PATIENT);
    const { keys, since } = await uses();
    expect(since % 3600).toBe(0);
    for (const { last_error } of keys) {
      const { status, body } = await system().api('GET', `/reports/${last_error?.report}`);
      expect([status, body]).toEqual([200, expect.objectContaining({ rootCause: last_error?.cause })]);
    }
  });

  test('a request is found by the key that signed it, whatever it was rejected for', async () => {
    await vi.waitFor(async () => {
      const query = `outcome=rejected&key=${encodeURIComponent(print)}`;
      const { body } = await system().api('GET', `/request-log?${query}`);
      const causes = (body as { requests: { cause: string }[] }).requests.map(({ cause }) => cause);
      expect(causes).toContain('token-expired');
    }, PATIENT);
  });

  test('nobody else is told of it', async () => {
    const { status } = await system().api('GET', '/v2/applications/00000000-0000-4000-8000-000000000000/key-uses');
    expect(status).toBe(404);
  });
});
