import type { Replay } from '../ports/replay.ts';

const SWEEP_SECONDS = 60;
/** How long a use is kept after its token has ended: a clock that was ahead, and is set back, makes it good again. */
const KEPT_SECONDS = 24 * 3600;

/** When a `jti` was used, and until when that matters, NumericDate seconds. */
export interface TokenUse {
  readonly at: number;
  readonly until: number;
}

/** Seen `jti` values in memory: for one process, and gone with it. `seen` is where they are kept. */
export function memoryReplay(seen: Map<string, TokenUse> = new Map()): Replay {
  // mutants: no token is as old as that
  let sweepAt = 0;

  return {
    async use(applicationId, jti, now, until) {
      if (now >= sweepAt) {
        for (const [key, use] of seen) if (use.until < now - KEPT_SECONDS) seen.delete(key);
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
