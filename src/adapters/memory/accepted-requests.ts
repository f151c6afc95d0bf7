import type { AcceptedRequest, AcceptedRequests } from '../../ports/accepted-requests.ts';
import type { Applications } from '../../ports/applications.ts';
import type { Clock } from '../../ports/clock.ts';
import type { LogBounds, RequestFilter } from '../../ports/request-filter.ts';
import { matches, newestFirst, prune, tally } from './request-filter.ts';

/** Accepted requests in memory: gone with the process. */
export function memoryAcceptedRequests(
  clock: Clock,
  bounds: LogBounds,
  applications: Pick<Applications, 'get'>,
): AcceptedRequests {
  const requests = new Map<string, AcceptedRequest>();

  async function found(filter: RequestFilter): Promise<AcceptedRequest[]> {
    await forgetRemoved();
    return [...requests.values()].filter((request) => matches(request, filter));
  }

  /** Those of an application that was removed go with it: nobody can have asked for them since. */
  async function forgetRemoved(): Promise<void> {
    for (const applicationId of new Set([...requests.values()].map((request) => request.applicationId))) {
      if (await applications.get(applicationId)) continue;
      for (const [id, request] of requests) if (request.applicationId === applicationId) requests.delete(id);
    }
  }

  return {
    add(request) {
      const oldest = clock.now() - bounds.maxAgeSeconds;
      if (request.at >= oldest) requests.set(request.id, request);
      prune(requests, bounds.limit, oldest);
    },
    async get(accountId, id) {
      return (await found({ accountId })).find((request) => request.id === id);
    },
    async list(filter, limit, before) {
      const all = await found(filter);
      return all
        .filter((request) => before === undefined || newestFirst(request, before) > 0)
        .sort(newestFirst)
        .slice(0, limit);
    },
    async count(filter, bucketSeconds) {
      const accepted = (await found(filter)).map(({ at }) => ({ at, cause: null }));
      return tally(accepted, bucketSeconds);
    },
    async settled() {},
    dropped: () => 0,
  };
}
