/** Values as both dialects store them. */

export const toMs = (seconds: number): number => Math.round(seconds * 1000);
export const toMsOrNull = (seconds: number | null): number | null => (seconds === null ? null : toMs(seconds));
export const toSeconds = (ms: number): number => ms / 1000;
export const toSecondsOrNull = (ms: number | null): number | null => (ms === null ? null : toSeconds(ms));
/** As the audit log says a time: RFC 3339, UTC. */
export const toTimestamp = (seconds: number | null): string | null =>
  seconds === null ? null : new Date(seconds * 1000).toISOString();
export const toFlag = (value: boolean): number => (value ? 1 : 0);

/** PostgreSQL keeps no NUL in text: both dialects hold U+FFFD in its place, as they do for a lone surrogate. */
export const toStorable = (value: unknown): unknown =>
  typeof value === 'string' && value.includes('\0') ? value.replaceAll('\0', '\uFFFD') : value;
