import { describe, expect, it } from 'vitest';
import { waysTo } from '../../../src/core/break/ways.ts';
import { CAUSES } from '../../../src/core/causes/index.ts';
import { causeById, diagnose } from '../../../src/core/diagnosis/diagnose.ts';
import { tell } from '../../../src/core/diagnosis/tell.ts';
import type { Cause } from '../../../src/core/evidence/cause.ts';
import type { Input } from '../../../src/core/evidence/input.ts';
import { observe } from '../../../src/core/observe/observe.ts';
import { kit } from '../../support/kit.ts';

/** What a gate has of an input: the request, its clock, its rules. */
const seenByGate = ({ request, authorization, token, now, profile }: Input): Input => {
  const sent = authorization ?? (token === undefined ? undefined : `Bearer ${token}`);
  const own = sent === undefined ? [] : ([['Authorization', sent]] as const);
  return {
    request: request ?? { method: 'GET', target: '/v1/calls', fields: [['Host', 'api.example'], ...own] },
    now: now ?? kit.now,
    profile: profile ?? 'vonage',
    chosenBy: 'registry',
    because: 'the gate guards it',
  };
};

describe('what is told at once is what the report says', () => {
  it.each(CAUSES.map((cause) => [cause.id, cause] as const))('%s', (_id, cause) => {
    for (const way of waysTo(cause, kit)) {
      const input = seenByGate(way);
      const { findings, verdict } = diagnose(input);
      const [root, ...rest] = findings.filter(({ severity }) => severity === 'fault');
      // What lies inside a token that was encoded twice is for the report alone.
      if (verdict !== 'rejected' || root === undefined || root.cause === 'token-encoded-twice') continue;
      const { stage } = causeById(root.cause) as Cause;
      const told = tell(root, stage, observe(input), '/causes/');
      expect(told.finding).toMatchObject({ cause: root.cause, title: root.title, detail: root.detail, fix: root.fix });
      expect(told.others.map((one) => one.cause)).toEqual(rest.map((one) => one.cause));
    }
  });
});
