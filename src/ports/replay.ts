/** Remembers each `jti` of single-use applications until its token ends. Fails closed: it throws where it cannot tell. */
export interface Replay {
  /**
   * Records the use, atomically. @returns `null` for the first use, or the NumericDate seconds of the first one.
   * @param until NumericDate seconds after which the record may be forgotten; `Infinity` for a token without an end.
   */
  use(applicationId: string, jti: string, now: number, until: number): Promise<number | null>;
}
