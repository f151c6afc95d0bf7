import { expect, test } from 'vitest';
import { PROBLEMS, problem, typeOf, valueOrProblem } from '../../src/http/problems/catalogue.ts';
import { entry, type ProblemEntry, type Refused } from '../../src/http/problems/entry.ts';
import { problemResponses } from '../../src/http/problems/problem-responses.ts';

const entries = Object.entries(PROBLEMS) as [keyof typeof PROBLEMS, ProblemEntry<never>][];

test.each(entries)('%s: a status, a title, and a page or a type of Vonage', (id, { status, title, page, vonage }) => {
  expect([status >= 400 && status < 600, title !== '']).toEqual([true, true]);
  expect(page === undefined).toBe(vonage !== undefined);
  if (page !== undefined) expect(page, 'whole sentences').toMatch(/^[A-Z][\s\S]*[.]$/);
  expect(typeOf(id)).toMatch(/^(\/docs#problem-[a-z-]+|https:\/\/developer\.vonage\.com\/api-errors[#/][a-z#/-]+)$/);
});

test('a refusal becomes the problem of its kind, with its facts in the words', () => {
  const refuse = () => valueOrProblem({ ok: false, refusal: { kind: 'too-many-keys', limit: 20 } });
  expect(refuse).toThrow(
    expect.objectContaining({
      status: 409,
      type: '/docs#problem-too-many-keys',
      title: 'Too many keys',
      detail: expect.stringContaining('has 20 keys'),
      members: { limit: 20 },
    }),
  );
  expect(valueOrProblem({ ok: true, value: 1 })).toBe(1);
});

test('a problem that a handler throws has its members and headers', () => {
  expect(problem('rate-limited', { waitSeconds: 7 }).headers).toEqual({ 'retry-after': '7' });
  expect(problem('signed-out').headers).toEqual({ 'www-authenticate': 'Session' });
  expect(problem('wrong-verb', { method: '<b>', allow: 'GET' })).toMatchObject({
    detail: "Request method 'unknown' not supported",
    headers: { allow: 'GET' },
  });
});

test('an entry that asks for facts which its refusal does not have is no entry of it', () => {
  const ofOther = entry<{ readonly nobodyKnows: string }>({
    status: 409,
    title: 'Unknowable',
    detail: ({ nobodyKnows }) => nobodyKnows,
    page: 'Nobody knows.',
  });
  // @ts-expect-error the refusal has a limit, and nothing else
  const wrong: ProblemEntry<Refused<'too-many-keys'>> = ofOther;
  // @ts-expect-error a problem of Mintmark's own has a page
  const without: ProblemEntry = { status: 409, title: 'Silent', detail: 'Nothing is said.' };
  // @ts-expect-error there is no such problem
  expect(() => problem('no-such-problem')).toThrow();
  expect([wrong.page, without.page]).toEqual(['Nobody knows.', undefined]);
});

test('the OpenAPI document lists the problems of a route by status, each once', () => {
  const responses = problemResponses(['not-found', 'too-many-keys', 'key-revoked', 'too-many-keys']);
  expect(Object.entries(responses).map(([status, { description }]) => [status, description])).toEqual([
    ['404', 'Not Found'],
    ['409', 'Too many keys (too-many-keys); Key revoked (key-revoked)'],
  ]);
});
