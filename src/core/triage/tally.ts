import type { CauseId } from '../causes/ids.ts';
import type { RequestReading } from '../request/reading.ts';
import type { Classified } from './classifier.ts';

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
  readonly applications: readonly { readonly id: string; readonly count: number }[];
  /** Requests of applications beyond those that are counted one by one. */
  readonly otherApplications: number;
  readonly example: { readonly place: LinePlace; readonly request: RequestReading };
}

type Growing = { -readonly [name in 'count' | 'firstSeen' | 'lastSeen' | 'otherApplications']: Group[name] } & {
  readonly applications: Map<string, number>;
  readonly example: Group['example'];
};

/** Applications that are counted one by one, for each cause. */
const KEPT_APPLICATIONS = 1000;
const LONGEST_ID = 80;

/** Counts requests by cause. What it holds does not grow with their number. */
export class Tally {
  readonly #groups = new Map<CauseId | null, Growing>();

  add({ cause, application }: Classified, request: RequestReading, place: LinePlace): void {
    let group = this.#groups.get(cause);
    if (group === undefined) {
      const times = { firstSeen: null, lastSeen: null };
      group = { count: 0, ...times, applications: new Map(), otherApplications: 0, example: { place, request } };
      this.#groups.set(cause, group);
    }
    group.count++;
    const { sentAt } = request;
    if (sentAt !== undefined) {
      if (group.firstSeen === null || sentAt < group.firstSeen) group.firstSeen = sentAt;
      if (group.lastSeen === null || sentAt > group.lastSeen) group.lastSeen = sentAt;
    }
    if (application === undefined) return;
    const known = group.applications.get(application);
    if (known !== undefined) group.applications.set(application, known + 1);
    else if (group.applications.size < KEPT_APPLICATIONS && application.length <= LONGEST_ID)
      group.applications.set(application, 1);
    else group.otherApplications++;
  }

  /** Most requests first; what nothing was found for comes last. */
  groups(): readonly Group[] {
    const groups = [...this.#groups].map(
      ([cause, group]): Group => ({
        ...group,
        cause,
        applications: [...group.applications]
          .map(([id, count]) => ({ id, count }))
          .sort((one, other) => other.count - one.count),
      }),
    );
    return groups.sort(
      (one, other) => Number(one.cause === null) - Number(other.cause === null) || other.count - one.count,
    );
  }
}
