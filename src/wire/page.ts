import { Type } from 'typebox';

/** Unknown query parameters are ignored. */
export const PageQuery = Type.Object({
  page_size: Type.Integer({ minimum: 1, maximum: 1000, default: 10 }),
  page: Type.Integer({ minimum: 1, maximum: 1_000_000_000, default: 1, description: 'Counts from 1.' }),
});

/** A query is text: whole numbers in it become numbers before the schema is asked. */
export function numbersInQuery(query: unknown): unknown {
  const members = Object.entries(query as Record<string, unknown>);
  return Object.fromEntries(
    members.map(([name, value]) => [
      name,
      typeof value === 'string' && /^-?\d{1,15}$/.test(value) ? Number(value) : value,
    ]),
  );
}
