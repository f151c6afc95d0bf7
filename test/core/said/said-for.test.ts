import { describe, expect, it } from 'vitest';
import { CAUSES, titleOf } from '../../../src/core/causes/index.ts';
import { articleMarkdown } from '../../../src/core/diagnosis/article.ts';
import { PRODUCTS } from '../../../src/core/said/products/index.ts';
import { saidFor } from '../../../src/core/said/said-for.ts';

describe('how others say it', () => {
  it('every message of every product stands on the page of some cause', () => {
    const shown = CAUSES.flatMap(({ id }) => saidFor(id)).map(
      ({ product, messages }) => [product.id, messages.length] as const,
    );
    for (const { id, messages } of PRODUCTS) {
      const count = shown.filter(([product]) => product === id).reduce((sum, [, length]) => sum + length, 0);
      expect(count, id).toBeGreaterThanOrEqual(messages.length);
    }
  });

  it('a message stands on the page of what it means most often, and not on that of what it seldom means', () => {
    const wordsOf = (cause: Parameters<typeof saidFor>[0]) =>
      saidFor(cause).flatMap(({ messages }) => messages.map(({ text }) => text));
    expect(wordsOf('application-unknown')).toContain('No credentials found for given');
    expect(wordsOf('verifier-holds-wrong-key')).not.toContain('No credentials found for given');
    expect(wordsOf('audience-not-expected')).toContain('oidc: expected audience "…" got ["…"]');
  });

  it('is part of the article, with the source of each product', () => {
    const cause = CAUSES.find(({ id }) => id === 'token-expired');
    const article = cause ? articleMarkdown(cause, { titleOf }) : '';
    expect(article).toContain('## How others say it');
    expect(article).toMatch(/\[firebase\/php-jwt\]\(https:\/\/github\.com\/firebase\/php-jwt[^)]*\): .*Expired token/);
  });
});
