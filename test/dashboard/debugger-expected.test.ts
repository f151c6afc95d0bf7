import { expect, test } from 'vitest';
import { diagnose } from '../../src/core/diagnosis/diagnose.ts';
import { expecting, whole } from '../../src/dashboard/pages/debugger/judge.ts';
import { readPaste } from '../../src/dashboard/pages/debugger/read-paste.ts';
import { kit } from '../support/kit.ts';

const token = kit.mint({ claims: { iss: 'https://a.example', aud: 'web', application_id: undefined, jti: undefined } });
const judged = (verifier: Parameters<typeof expecting>[1], profile = 'auto') =>
  diagnose(whole(expecting(readPaste(token)?.input ?? {}, verifier), { profile, now: kit.now }, undefined));

test('what the API expects is compared, by the rules of every JWT', () => {
  expect(judged({ issuer: ' https://a.example/ ' })).toMatchObject({
    profile: 'jwt',
    rootCause: 'issuer-not-expected',
  });
  expect(judged({ audience: 'api other' }).rootCause).toBe('audience-not-expected');
  expect(judged({ issuer: 'https://a.example', audience: 'api web' }).findings).toEqual([]);
  expect(judged({}).rules.because).not.toContain('expected');
});

test('rules that are chosen stay chosen', () => {
  const { rules } = judged({ issuer: 'https://a.example' }, 'github');
  expect(rules).toMatchObject({ profile: 'github', chosenBy: 'user' });
  expect(rules.because).not.toContain('expected');
});
