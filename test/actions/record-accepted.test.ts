import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { type AcceptedParts, recordAccepted } from '../../src/actions/record-accepted.ts';
import type { AcceptedRequest } from '../../src/ports/accepted-requests.ts';

const UUID = '11111111-2222-4333-8444-555555555555';
const sha256 = (text: string) => createHash('sha256').update(text).digest('base64url');
const identity = {
  accountId: 'a1b2c3d4',
  applicationId: 'b0a1',
  keyFingerprint: 'SHA256',
  jti: 'id-1',
  subject: null,
  expiresAt: 2,
};
const sender = () => ({ clientAddress: '192.0.2.7', userAgent: 'client/1' });

/** What is kept of one accepted request, with the group that it counts in. */
function kept(request: { readonly method?: string; readonly target?: string }, at = 1_700_000_000.123, status = 204) {
  const all: [account: string, group: string, row: AcceptedRequest][] = [];
  const log: AcceptedParts['log'] = { addAccepted: (account, group, make) => all.push([account, group, make()]) };
  recordAccepted(
    { log, clock: { now: () => at }, entropy: { uuid: () => UUID }, hash: sha256 },
    identity,
    request,
    status,
    sender,
  );
  return all;
}

test('what is kept of an accepted request: who, when, what, and no token', () => {
  expect(kept({ method: 'POST', target: '/v1/calls?to=1' })).toEqual([
    [
      'a1b2c3d4',
      // The last is the minute: counts of minutes do not run into each other.
      'b0a1 SHA256 204 28333333',
      {
        id: '018bcfe5-687b-7333-8444-555555555555',
        at: 1_700_000_000.123,
        accountId: 'a1b2c3d4',
        applicationId: 'b0a1',
        status: 204,
        method: 'POST',
        path: '/v1/calls',
        clientAddress: '192.0.2.7',
        userAgent: 'client/1',
        keyFingerprint: 'SHA256',
        tokenHash: sha256('id-1').slice(0, 12),
        standsFor: 1,
      },
    ],
  ]);
});

test('what the request does not say is null', () => {
  const [[, , row] = []] = kept({});
  expect(row).toMatchObject({ method: null, path: null });
});

// RFC 9562 §5.7: 48 bits of milliseconds since 1970, then the version.
test.each([
  [0, '00000000-0000-7'],
  [0.001, '00000000-0001-7'],
  [0.0006, '00000000-0001-7'],
  [1_645_557_742, '017f22e2-79b0-7'],
])('an id at %f begins with the time: %s', (at, start) => {
  const [[, , row] = []] = kept({}, at);
  expect(row?.id).toBe(`${start}${UUID.slice(15)}`);
  expect(row?.id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});

test('later ids are greater', () => {
  const ids = [1, 1.001, 2, 1_000, 1_700_000_000, 1_800_000_000].map((at) => kept({}, at)[0]?.[2].id);
  expect(ids.toSorted()).toEqual(ids);
});
