import { Counter, collectDefaultMetrics, type Metric, Registry } from 'prom-client';
import type { App } from './app.ts';

const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);
/** Upper bounds in seconds. */
const BUCKETS = [0.001, 0.005, 0.02, 0.1, 0.5, 2, 10] as const;

/** Counts an answered request. `route` is one of the route table, never a path that was asked for: labels are bounded. */
export type CountAnswer = (method: string, route: string, status: number, seconds: number) => void;

/** A registry that counts every request: by numbers in memory, which become metrics when somebody asks for them. */
export function countRequests(app: App): { readonly registry: Registry; readonly count: CountAnswer } {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const answered = new Map<string, number>();
  new Counter({
    name: 'mintmark_http_requests_total',
    help: 'Answered requests, by method, route and status',
    labelNames: ['method', 'route', 'status'],
    registers: [registry],
    collect() {
      this.reset();
      for (const [labels, count] of answered) {
        const [method = '', status = '', route = ''] = labels.split(' ');
        this.inc({ method, route, status }, count);
      }
    },
  });
  const times = new Map<string, RouteTimes>();
  registry.registerMetric(histogramOf(times));
  const count: CountAnswer = (method, route, status, seconds) => {
    const labels = `${METHODS.has(method) ? method : 'other'} ${status} ${route}`;
    answered.set(labels, (answered.get(labels) ?? 0) + 1);
    let own = times.get(route);
    if (own === undefined) {
      own = { sum: 0, buckets: new Array<number>(BUCKETS.length + 1).fill(0) };
      times.set(route, own);
    }
    own.sum += seconds;
    let bucket = 0;
    while (bucket < BUCKETS.length && seconds > (BUCKETS[bucket] as number)) bucket++;
    own.buckets[bucket] = (own.buckets[bucket] as number) + 1;
  };
  app.addHook('onResponse', async (request, reply) => {
    count(request.method, request.routeOptions.url ?? 'none', reply.statusCode, reply.elapsedTime / 1000);
  });
  return { registry, count };
}

/** How many answers of a route took how long; the last bucket has no upper bound. */
interface RouteTimes {
  sum: number;
  readonly buckets: number[];
}

/** In the form in which prom-client takes a metric: its own histogram looks its labels up at each observation. */
function histogramOf(times: ReadonlyMap<string, RouteTimes>): Metric {
  const name = 'mintmark_http_request_duration_seconds';
  const help = 'Time from the request line to the end of the answer, by route';
  const valuesOf = ([route, { sum, buckets }]: readonly [string, RouteTimes]) => {
    let total = 0;
    const values = buckets.map((count, at) => {
      total += count;
      return { metricName: `${name}_bucket`, labels: { le: BUCKETS[at] ?? '+Inf', route }, value: total };
    });
    return [
      ...values,
      { metricName: `${name}_sum`, labels: { route }, value: sum },
      { metricName: `${name}_count`, labels: { route }, value: total },
    ];
  };
  const get = async () => ({ name, help, type: 'histogram', aggregator: 'sum', values: [...times].flatMap(valuesOf) });
  return { name, help, get } as unknown as Metric;
}
