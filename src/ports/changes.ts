/** Which applications were changed, for every process that keeps some of them in memory: a feed, read by position. */
export interface Changes {
  /**
   * What was changed since a reading before, whoever did it and in whatever order it was committed: each change is in one
   * of the readings, and may be in several. A read takes one small query, however many applications there are.
   * @param from `to` of the reading before; absent: the first one
   * @throws UnavailableError where it cannot be told now
   */
  since(from?: string): Promise<ChangesRead>;
  /** Calls `wake` when something may have been changed. A hint: it may come late, or never. */
  onHint(wake: () => void): void;
  /** Removes changes older than this. A reader that has not seen them is told `all`. @throws UnavailableError */
  prune(maxAgeSeconds: number): Promise<void>;
}

export interface ChangesRead {
  /** Where the next reading goes on. */
  readonly to: string;
  /**
   * Ids of applications that were added, changed or removed; `all` where it cannot be told which: at the first reading,
   * after another server took over, where changes were pruned before they were read, or there are too many.
   */
  readonly changed: readonly string[] | 'all';
}
