/** Cases that do not hold yet. `npm run bench -- field` runs and counts them; a case that holds goes from here. */
export const OPEN: readonly string[] = ['krakend-oct-key-not-encoded'];
