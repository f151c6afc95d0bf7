import { Type } from 'typebox';
import type { LogEntry, RequestLog } from '../../actions/parts/judged-requests.ts';
import { causeById } from '../../core/diagnosis/diagnose.ts';
import type { Applications } from '../../ports/applications.ts';
import type { Position, Tally } from '../../ports/request-filter.ts';
import {
  CountQuery,
  CountResponse,
  type Counts,
  LogEntryResponse,
  type LogEvent,
  LogQuery,
  LogResponse,
} from '../../wire/logged-request.ts';
import { entryToWire, filterFromWire, keptToWire } from '../answers/logged-request.ts';
import { problem } from '../problems/catalogue.ts';
import type { App, RouteGroup } from '../server/app.ts';
import { EVENT_STREAM, eventStreams, type SendEvent } from '../server/event-streams.ts';
import { tellAccounts } from '../who/account-scope.ts';
import { type Authentication, requireAccount } from '../who/authentication.ts';
import { requestExport } from './request-export.ts';

const PUBLISH_MILLISECONDS = 250;
/** Of each outcome, in one event. */
const ENTRIES_PER_EVENT = 100;

/** The requests of an account that the gate judged, accepted and rejected: as a list, counted, and live. */
export function requestLogRoutes(
  log: RequestLog,
  applications: Pick<Applications, 'names'>,
  authentication: Authentication,
): RouteGroup {
  return (app: App) => {
    tellAccounts(app, authentication);

    app.get(
      '/request-log',
      {
        config: { page: '/requests' },
        schema: {
          tags: ['Request log'],
          operationId: 'listRequests',
          summary: 'Lists the accepted and rejected requests of the account, newest first.',
          querystring: LogQuery,
          response: { 200: LogResponse },
        },
      },
      async ({ account, query }) => {
        const { after, limit, ...filters } = query;
        const before = after === undefined ? undefined : positionOf(after);
        const requests = await log.list(filterFromWire(account.id, filters), limit, before);
        const last = requests.length === limit ? requests.at(-1) : undefined;
        const ids = new Set(requests.flatMap(({ applicationId }) => applicationId ?? []));
        return {
          requests: requests.map(entryToWire),
          kept: keptToWire(await log.kept(account.id)),
          application_names: Object.fromEntries(await applications.names(account.id, [...ids])),
          _links: { self: { href: '/request-log' }, ...(last && { next: { href: nextPage(query, last) } }) },
        };
      },
    );

    requestExport(app, log, authentication);

    app.get(
      '/request-log/counts',
      {
        schema: {
          tags: ['Request log'],
          operationId: 'countRequests',
          summary: 'Counts the requests of the account over time, by cause.',
          querystring: CountQuery,
          response: { 200: CountResponse },
        },
      },
      async ({ account, query }) => {
        const { bucket_seconds, ...filters } = query;
        return {
          bucket_seconds,
          groups: groupsOf(await log.count(filterFromWire(account.id, filters), bucket_seconds)),
        };
      },
    );

    const stream = eventStreams(app, requireAccount(authentication));
    app.get(
      '/request-log/live',
      {
        schema: {
          tags: ['Request log'],
          operationId: 'watchRequests',
          summary:
            'Sends new requests as server-sent events, several in one: `entries`, and how many more there were, `left_out`.',
          ...EVENT_STREAM,
        },
      },
      (request, reply) => stream(request, reply, (send) => publishRequests(log, request.account.id, send)),
    );

    app.get(
      '/request-log/:id',
      {
        schema: {
          tags: ['Request log'],
          operationId: 'getAcceptedRequest',
          summary: 'One accepted request. A rejected one has a report.',
          params: Type.Object({ id: Type.String() }),
          response: { 200: LogEntryResponse },
          problems: ['not-found'],
        },
      },
      async (request) => {
        const entry = await log.getAccepted(request.account.id, request.params.id);
        if (!entry) throw problem('not-found', { id: request.params.id });
        return entryToWire(entry);
      },
    );
  };
}

/** A place, not an entry: it is still one when the entry was the oldest and is gone. */
const cursorOf = ({ at, id }: Position) => `${Math.round(at * 1000)}-${id}`;

/** Nothing follows what is no cursor. */
function positionOf(cursor: string): Position {
  const [, ms = '0', id = ''] = /^(\d{1,15})-(.*)$/s.exec(cursor) ?? [];
  return { at: Number(ms) / 1000, id };
}

function nextPage(query: LogQuery, last: Position): string {
  const members = Object.entries({ ...query, after: cursorOf(last) });
  return `/request-log?${new URLSearchParams(members.map(([name, value]): [string, string] => [name, String(value)]))}`;
}

function groupsOf(tallies: readonly Tally[]): Counts['groups'] {
  const causes = [...new Set(tallies.map(({ cause }) => cause))];
  return causes.map((cause) => {
    const own = tallies.filter((tally) => tally.cause === cause);
    return {
      outcome: cause === null ? 'accepted' : 'rejected',
      cause,
      title: cause === null ? null : (causeById(cause)?.title ?? cause),
      count: own.reduce((sum, { count }) => sum + count, 0),
      first_at: Math.min(...own.map(({ firstAt }) => firstAt)),
      last_at: Math.max(...own.map(({ lastAt }) => lastAt)),
      buckets: own.map(({ at, count }) => ({ at, count })),
    };
  });
}

/** Several entries in one event, and of each outcome no more than a page can show: a flood costs a watcher little. */
export function publishRequests(log: Pick<RequestLog, 'watch'>, accountId: string, send: SendEvent): () => void {
  let waiting = { accepted: [] as LogEntry[], rejected: [] as LogEntry[], leftOut: 0 };
  let timer: ReturnType<typeof setTimeout> | undefined;
  const flush = () => {
    const { accepted, rejected, leftOut } = waiting;
    waiting = { accepted: [], rejected: [], leftOut: 0 };
    timer = undefined;
    const event: LogEvent = { entries: [...accepted, ...rejected].map(entryToWire), left_out: leftOut };
    send('requests', event);
  };
  const stop = log.watch(accountId, (entry) => {
    const own = waiting[entry.outcome];
    if (own.push(entry) > ENTRIES_PER_EVENT) {
      own.shift();
      waiting.leftOut++;
    }
    timer ??= setTimeout(flush, PUBLISH_MILLISECONDS);
  });
  return () => {
    clearTimeout(timer);
    stop();
  };
}
