/** Cases that do not hold yet. `npm run bench -- field` runs and counts them; a case that holds goes from here. */
export const OPEN: readonly string[] = [
  'nest-secret-is-undefined',
  'postgrest-rs256-with-client-secret',
  'krakend-oct-key-not-encoded',
];
