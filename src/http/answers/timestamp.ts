/** NumericDate seconds as the Account API writes times: UTC, to the second. */
export function toTimestamp(seconds: number): string {
  return new Date(seconds * 1000).toISOString().replace(/\.\d{3}Z$/, 'Z');
}

export function toTimestampOrNull(seconds: number | null): string | null {
  return seconds === null ? null : toTimestamp(seconds);
}
