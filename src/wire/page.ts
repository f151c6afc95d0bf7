import { type Static, Type } from 'typebox';

/** Unknown query parameters are ignored. */
export const PageQuery = Type.Object({
  page_size: Type.Integer({ minimum: 1, maximum: 1000, default: 10 }),
  page: Type.Integer({ minimum: 1, maximum: 1_000_000_000, default: 1, description: 'Counts from 1.' }),
});
export type PageQuery = Static<typeof PageQuery>;
