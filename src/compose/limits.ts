/** Memory for tokens that were accepted, of each process: 40,000 and more of the usual ones. */
export const ACCEPTED_BYTES = 32 * 2 ** 20;
/** Applications whose keys each process has at hand. */
export const DIRECTORY_LIMIT = 10_000;
