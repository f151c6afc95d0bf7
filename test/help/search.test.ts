import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CAUSES } from '../../src/core/causes/index.ts';
import { snippetOf, withMarks } from '../../src/help/marks.ts';
import { searchHelp } from '../../src/help/search.ts';
import { termOf, wordsOf } from '../../src/help/terms.ts';
import { builtIndex } from './open-index.ts';

const index = await builtIndex();
const idsOf = (words: string) => searchHelp(index, words).map(({ entry }) => `${entry.kind} ${entry.id}`);

describe('what is found', () => {
  test.each(CAUSES.map(({ id, title }) => [id, title]))('%s by its id, and by its title', (id, title) => {
    expect(idsOf(id)[0]).toBe(`article ${id}`);
    expect(idsOf(title)[0]).toBe(`article ${id}`);
  });

  test.each([
    ['mintmark keys check', 'command keys check'],
    ['rotate a key without downtime', 'guide key-rotation'],
    ['MINTMARK_DATABASE_URL', 'option database-url'],
    ['--trusted-proxies', 'option trusted-proxies'],
    ['envoy traefik haproxy behind a proxy', 'guide behind-a-proxy'],
    ['invite people to my company', 'guide account-invitation'],
  ])('%s: %s', (words, found) => {
    expect(idsOf(words).slice(0, 3)).toContain(found);
  });

  test('a mistyped word, and one that is not typed to its end', () => {
    expect(idsOf('algoritm not alowed')[0]).toBe('article algorithm-not-allowed');
    expect(idsOf('preflig')[0]).toBe('article preflight-rejected');
  });

  test('nothing, where a text has no word that tells', () => {
    for (const words of ['', '  ', '401', 'why is it', 'zzqqxxyy']) expect(idsOf(words), words).toEqual([]);
  });

  test('whatever is searched for, each page comes once, the best first', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.lorem({ mode: 'sentences' })), (words) => {
        const hits = searchHelp(index, words);
        expect(new Set(hits.map(({ entry }) => entry)).size).toBe(hits.length);
        expect(hits.map(({ score }) => score)).toEqual(hits.map(({ score }) => score).sort((a, b) => b - a));
      }),
      { numRuns: 60 },
    );
  });
});

describe('what is shown with it', () => {
  test('the message that led to it, with its words marked', () => {
    const [hit] = searchHelp(index, 'jwt audience invalid. expected: https://api.acme.example');
    expect(hit?.entry.id).toBe('audience-not-expected');
    const snippet = hit ? snippetOf(hit) : '';
    expect(snippet).toMatch(/: jwt audience invalid\. expected: …/);
    const marked = withMarks(snippet, hit?.terms ?? new Set()).filter(({ isMarked }) => isMarked);
    expect(marked.map(({ text }) => text)).toEqual(expect.arrayContaining(['jwt', 'audience', 'invalid', 'expected']));
  });

  test('a part of its text that has the words, cut between words', () => {
    const [hit] = searchHelp(index, 'forward authentication behind nginx and HAProxy');
    const snippet = hit ? snippetOf(hit) : '';
    expect(snippet.length).toBeLessThan(200);
    expect(hit?.entry.texts.some((text) => text.includes(snippet.replaceAll(/^… | …$/g, '')))).toBe(true);
  });

  test('the pieces of a text together are the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.array(fc.string({ minLength: 1, maxLength: 3 })), (text, words) => {
        const terms = new Set(words.flatMap((word) => termOf(word) ?? []));
        expect(
          withMarks(text, terms)
            .map((piece) => piece.text)
            .join(''),
        ).toBe(text);
      }),
    );
  });
});

test('words are compared whatever their ending, and found within names', () => {
  expect(new Set(['expired', 'expires', 'expiry', 'Expiration'].map(termOf)).size).toBe(1);
  expect(wordsOf('JWTIssuedAtFuture').map(({ text }) => text)).toEqual([
    'JWTIssuedAtFuture',
    'JWT',
    'Issued',
    'At',
    'Future',
  ]);
  expect(wordsOf('application_id').map(({ text }) => text)).toEqual(['application_id', 'application', 'id']);
  expect(termOf('the')).toBeNull();
});
