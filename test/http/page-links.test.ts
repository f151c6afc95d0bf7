import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pageLinks } from '../../src/http/server/page-links.ts';

test('a client that follows next sees every page once and stops', () => {
  fc.assert(
    fc.property(fc.nat(500), fc.integer({ min: 1, max: 50 }), (items, pageSize) => {
      const totalPages = Math.ceil(items / pageSize);
      const seen: number[] = [];
      for (let page = 1; ; page++) {
        const { self, next, prev, last, first } = pageLinks('/x', page, pageSize, totalPages);
        seen.push(page);
        expect(self.href).toBe(`/x?page_size=${pageSize}&page=${page}`);
        expect(first.href).toBe(`/x?page_size=${pageSize}`);
        expect(last.href).toBe(`/x?page_size=${pageSize}&page=${Math.max(totalPages, 1)}`);
        expect(prev === undefined).toBe(page === 1);
        if (!next) break;
        expect(next.href).toBe(`/x?page_size=${pageSize}&page=${page + 1}`);
      }
      expect(seen).toHaveLength(Math.max(totalPages, 1));
    }),
  );
});

test('a page beyond the last one leads back to it', () => {
  expect(pageLinks('/x', 9, 10, 2)).toMatchObject({ prev: { href: '/x?page_size=10&page=2' } });
  expect(pageLinks('/x', 9, 10, 0)).toMatchObject({ prev: { href: '/x?page_size=10&page=1' } });
  expect(pageLinks('/x', 9, 10, 2).next).toBeUndefined();
});
