import type { CauseId } from '../evidence/cause-id.ts';
import type { ReplayEvidence } from '../evidence/evidence.ts';
import type { RequestReading } from '../request/captures/reading.ts';
import { type Counted, TopCounts } from './top-counts.ts';

/** Where a request stands: a file and a line of it. */
export interface LinePlace {
  readonly file: string;
  readonly line: number;
}

/** All requests of a log that have the same root. Times are NumericDate seconds. */
export interface Group {
  /** `null`: nothing was found with the evidence at hand. */
  readonly cause: CauseId | null;
  readonly count: number;
  readonly firstSeen: number | null;
  readonly lastSeen: number | null;
  /** The applications that the tokens name, most requests first. */
  readonly applications: readonly Counted[];
  /** Requests whose tokens name an application that is not in the list. */
  readonly otherApplications: number;
  readonly example: Example;
}

export interface Example {
  readonly place: LinePlace;
  readonly request: RequestReading;
  /** An earlier use of its token. */
  readonly replay?: ReplayEvidence;
}

/** A group that requests are still added to. */
export interface OpenGroup {
  count: number;
  /** NaN: no request had a time. */
  firstSeen: number;
  lastSeen: number;
  readonly applications: TopCounts;
  readonly example: Group['example'];
}

/** Counts requests by cause. What it holds does not grow with their number, nor with that of the applications. */
export class Tally {
  readonly #groups = new Map<CauseId | null, OpenGroup>();

  /** `undefined` before the first request of a cause: `open` it with that one. */
  find(cause: CauseId | null): OpenGroup | undefined {
    return this.#groups.get(cause);
  }

  open(cause: CauseId | null, example: Example): OpenGroup {
    const times = { firstSeen: Number.NaN, lastSeen: Number.NaN };
    const group = { count: 0, ...times, applications: new TopCounts(), example };
    this.#groups.set(cause, group);
    return group;
  }

  /** Most requests first; what nothing was found for comes last. */
  groups(): readonly Group[] {
    const groups = [...this.#groups].map(([cause, group]): Group => {
      const { count, firstSeen, lastSeen, applications, example } = group;
      return {
        cause,
        count,
        firstSeen: Number.isNaN(firstSeen) ? null : firstSeen,
        lastSeen: Number.isNaN(lastSeen) ? null : lastSeen,
        applications: applications.top(),
        otherApplications: applications.others,
        example,
      };
    });
    return groups.sort(
      (one, other) => Number(one.cause === null) - Number(other.cause === null) || other.count - one.count,
    );
  }
}

/** Counts one request. @param now NumericDate seconds */
export function addTo(group: OpenGroup, application: string | undefined, now: number | undefined): void {
  group.count++;
  if (now !== undefined) {
    if (!(now >= group.firstSeen)) group.firstSeen = now;
    if (!(now <= group.lastSeen)) group.lastSeen = now;
  }
  if (application !== undefined) group.applications.add(application);
}
