import type { Replay } from '../ports/replay.ts';

const SWEEP_SECONDS = 60;

/** Seen `jti` values in memory: for one process, and gone with it. */
export function memoryReplay(): Replay {
  const seen = new Map<string, { at: number; until: number }>();
  let sweepAt = 0;

  return {
    async use(applicationId, jti, now, until) {
      if (now >= sweepAt) {
        for (const [key, use] of seen) if (use.until < now) seen.delete(key);
        sweepAt = now + SWEEP_SECONDS;
      }
      // An application id is a UUID, so the first space ends it.
      const key = `${applicationId} ${jti}`;
      const first = seen.get(key);
      if (first && first.until >= now) return first.at;
      seen.set(key, { at: now, until });
      return null;
    },
  };
}
