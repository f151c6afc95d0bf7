import type { FastifyRequest } from 'fastify';
import { problem } from '../problems/catalogue.ts';

/** The entity tag of one revision of an application (RFC 9110 §8.8.3). */
export function etagOf(revision: number): string {
  return `"r${revision}"`;
}

/** Revisions that If-Match names (RFC 9110 §13.1.1); `undefined` where there is none, or `*`. */
export function revisionsOf(request: FastifyRequest): readonly number[] | undefined {
  const field = request.headers['if-match'];
  if (field === undefined || field.trim() === '*') return undefined;
  const tags = field.split(',').map((tag) => tag.trim());
  if (!tags.every((tag) => /^(?:W\/)?"[\x21\x23-\x7e]*"$/.test(tag))) {
    throw problem('malformed-request', {
      fault: 'If-Match must be * or entity tags in double quotes, as ETag gave them',
    });
  }
  // A tag that is not ours, or a weak one, matches no revision: the comparison is strong.
  return tags.map((tag) => Number(/^"r(\d{1,15})"$/.exec(tag)?.[1] ?? -1));
}
