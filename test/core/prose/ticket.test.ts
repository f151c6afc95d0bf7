import { expect, test } from 'vitest';
import { CAUSES } from '../../../src/core/causes/index.ts';
import { causeById, diagnose } from '../../../src/core/diagnosis/diagnose.ts';
import { PARTY_WORDS, ticketText } from '../../../src/core/prose/ticket.ts';
import { kit } from '../../support/kit.ts';

const REQUEST = {
  id: '0d0f2f5e-4e1c-4a7a-9a3c-3a1d4d9b1c11',
  at: kit.now,
  status: 401,
  method: 'POST',
  path: '/v1/calls',
} as const;

test('a ticket says the cause, how sure it is, who has to act, what they do, and the report', () => {
  const input = causeById('token-expired')?.example(kit) ?? {};
  const text = ticketText(diagnose(input), REQUEST);
  expect(text).toContain('Request     POST /v1/calls\nAnswered    401, ');
  expect(text).toMatch(/^Cause {7}The token expired .+\.$/m);
  expect(text).toMatch(/^Certainty {3}(proved|likely) \(token-expired\)$/m);
  expect(text).toContain(`Who acts    ${PARTY_WORDS.sender}`);
  expect(text).toMatch(/^What to do {2}Mint a new token/m);
  expect(text).toMatch(new RegExp(`^Report {6}${REQUEST.id}$`, 'm'));
  expect(text).toMatch(/^Article {5}\S+token-expired$/m);
});

test('a ticket says what comes after the fix, where that can be told', () => {
  const found = diagnose(causeById('token-expired')?.example(kit) ?? {});
  const then = (afterFix: typeof found.afterFix) =>
    /^Then {8}(.+)$/m.exec(ticketText({ ...found, afterFix }, REQUEST))?.[1];
  expect(then({ verdict: 'accepted', remaining: [] })).toBe('accepted');
  expect(then({ verdict: 'rejected', remaining: ['path-not-in-acl', 'token-revoked'] })).toBe(
    'rejected, and there remains: path-not-in-acl, token-revoked',
  );
  expect(then({ verdict: 'cannot-tell', remaining: [] })).toBe(
    'what comes next cannot be told from this request alone',
  );
  expect(then({ verdict: 'rejected', remaining: ['token-expired'] })).toBeUndefined();
  expect(then(null)).toBeUndefined();
});

test('where nothing is proved it says what it may be, with the one thing to look at', () => {
  const text = ticketText(diagnose({ said: '401 Unauthorized: invalid token', now: kit.now }), REQUEST);
  expect(text).toContain('Cause       not known');
  expect(text).toMatch(/^It may be {3}.+ \([a-z-]+\)\n {12}Look: .+$/m);
  expect(text.match(/^It may be/gm)?.length).toBeLessThanOrEqual(3);
});

test('no ticket has a token in it, whatever the cause', () => {
  for (const cause of CAUSES) {
    const text = ticketText(diagnose(cause.example(kit)), REQUEST);
    expect(text, cause.id).not.toMatch(/eyJ[\w-]{8,}\.[\w-]{8,}|PRIVATE KEY-----\s*\S{8}/);
    expect(
      text.split('\n').every((line) => /^.{12}\S|^ {12}/.test(line)),
      cause.id,
    ).toBe(true);
  }
});
