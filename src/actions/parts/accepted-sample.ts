import type { AcceptedRequest } from '../../ports/accepted-requests.ts';

/** Kept of one application, key and status between two deliveries, which is a second. */
export const SAMPLED_ABOVE = 100;
/** Kept of all together; beyond it each further group keeps one. */
const ALL_ROWS = 2000;

/** Accepted requests as they are kept: all of them, or where they are too many a sample that counts stay exact with. */
export interface AcceptedSample {
  /** @param make makes the row; called only where it is kept */
  add(group: string, make: () => AcceptedRequest): void;
  /** Delivers what was kept since the last time; called each second or so. */
  deliver(): void;
}

interface Group {
  count: number;
  readonly kept: AcceptedRequest[];
}

/**
 * A reservoir for each group, so that each request is as likely kept as another (Vitter, Algorithm R). What a row stands
 * for adds up to the number of requests: counts by application, key, status and time are exact.
 * @param random uniform in [0, 1)
 */
export function acceptedSample(keep: (request: AcceptedRequest) => void, random: () => number): AcceptedSample {
  let groups = new Map<string, Group>();
  let rows = 0;
  return {
    add(name, make) {
      let group = groups.get(name);
      if (group === undefined) {
        group = { count: 0, kept: [] };
        groups.set(name, group);
      }
      const { kept } = group;
      group.count++;
      if (kept.length === 0 || (kept.length < SAMPLED_ABOVE && rows < ALL_ROWS)) {
        kept.push(make());
        rows++;
        return;
      }
      const at = Math.floor(random() * group.count);
      if (at < kept.length) kept[at] = make();
    },
    deliver() {
      const delivered = groups;
      groups = new Map();
      rows = 0;
      for (const { count, kept } of delivered.values()) {
        const [each, over] = [Math.floor(count / kept.length), count % kept.length];
        for (const [at, request] of kept.entries()) keep({ ...request, standsFor: each + (at < over ? 1 : 0) });
      }
    },
  };
}
