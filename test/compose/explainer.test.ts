import { afterAll, expect, it } from 'vitest';
import { explainCase, type RegisteredCase } from '../../src/actions/explain-rejection.ts';
import { nodeSignatures } from '../../src/adapters/node-crypto/index.ts';
import { explainer } from '../../src/compose/explainer.ts';
import { gateProfile } from '../../src/core/claims/gate-profile.ts';
import { vonage } from '../../src/core/claims/profiles/vonage.ts';
import { kit } from '../support/kit.ts';
import { application, key } from '../support/records.ts';

const profile = gateProfile(vonage);
const thread = explainer(profile);
afterAll(() => thread.close());

const owner = application('a1b2c3d4');
const told = { severity: 'fault', certainty: 'proved', facts: {}, at: null } as const;

function caseOf(cause: 'token-expired' | 'signed-by-unknown-key', token: string): RegisteredCase {
  return {
    decided: { cause, ...told },
    told: { cause, ...told },
    input: {
      chosenBy: 'registry',
      because: 'the gate guards it',
      now: kit.now,
      request: { method: 'GET', target: '/v1/calls', fields: [['Authorization', `Bearer ${token}`]] },
    },
    helpBase: '/causes/',
    application: owner,
    keys: [key(owner.id, { publicKey: kit.publicKey('active') })],
    candidates: [],
  };
}

it('explains as the function itself does', async () => {
  const cases = [
    caseOf('token-expired', kit.mint({ claims: { exp: kit.now - 600, iat: kit.now - 900 } })),
    caseOf('signed-by-unknown-key', kit.mint({ key: 'other' })),
  ];
  for (const one of cases) {
    const explained = await thread.explain(one);
    expect(explained).toEqual(JSON.parse(JSON.stringify(explainCase({ profile, signatures: nodeSignatures() }, one))));
    expect(explained.accountId).toBe('a1b2c3d4');
  }
});

it('a case that cannot be explained fails alone: the next one has a new thread', async () => {
  const broken = { ...caseOf('token-expired', 'x'), keys: null } as unknown as RegisteredCase;
  await expect(thread.explain(broken)).rejects.toThrow(/null|map|iterable/);
  const next = caseOf('token-expired', kit.mint({ claims: { exp: kit.now - 600, iat: kit.now - 900 } }));
  expect((await thread.explain(next)).report.rootCause).toBe('token-expired');
});
