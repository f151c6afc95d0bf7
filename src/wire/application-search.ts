import { type Static, Type } from 'typebox';

export const SearchQuery = Type.Object({
  search: Type.String({ default: '', description: 'Part of the name, or start of the id. Empty: the newest ones.' }),
  limit: Type.Integer({ minimum: 1, maximum: 100, default: 20 }),
});
export type SearchQuery = Static<typeof SearchQuery>;

export const FoundApplicationsResponse = Type.Object(
  { applications: Type.Array(Type.Object({ id: Type.String(), name: Type.String() })) },
  { 'x-name': 'FoundApplications', description: 'Applications by name and id alone.' },
);
export type FoundApplications = Static<typeof FoundApplicationsResponse>;
