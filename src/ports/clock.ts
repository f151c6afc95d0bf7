/** Time is an argument or a port, never a call. */
export interface Clock {
  /** NumericDate with fraction: seconds since 1970-01-01T00:00:00Z. */
  now(): number;
}
