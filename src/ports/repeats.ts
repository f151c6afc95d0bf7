/** What is known of a request that may come twice. */
export type EarlierRequest =
  /** It is new, and whoever asked has to do it. */
  | { readonly state: 'claimed' }
  | { readonly state: 'under-way'; readonly digest: string }
  /** `outcome` is what was kept. */
  | { readonly state: 'done'; readonly digest: string; readonly outcome: string };

/** Requests with an Idempotency-Key, and how they ended: shared by every process on the database, and kept. */
export interface Repeats {
  /**
   * Claims the request for whoever asks first; of many at once exactly one gets it. A claim that neither ends nor is
   * given up is over at `until`: its process is gone.
   * @param digest of the body. Times are NumericDate seconds.
   */
  claim(name: string, digest: string, now: number, until: number): Promise<EarlierRequest>;
  /** Keeps how it ended, for whoever sends it again before `until`. */
  keep(name: string, outcome: string, until: number): Promise<void>;
  /** It was refused or failed: it may be sent again, with another body too. */
  giveUp(name: string): Promise<void>;
}
