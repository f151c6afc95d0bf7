import { Counter, collectDefaultMetrics, type Metric, Registry } from 'prom-client';
import { type AnswerCounter, answerCounter, BUCKETS, type RouteTimes } from './answer-counts.ts';
import type { App } from './app.ts';

/** A registry that counts every request: by numbers in memory, which become metrics when somebody asks for them. */
export function countRequests(app: App): { readonly registry: Registry; readonly answers: AnswerCounter } {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const answers = answerCounter();
  const { count } = answers;
  new Counter({
    name: 'mintmark_http_requests_total',
    help: 'Answered requests, by method, route and status',
    labelNames: ['method', 'route', 'status'],
    registers: [registry],
    collect() {
      this.reset();
      for (const [labels, count] of answers.counts().answered) {
        const [method = '', status = '', route = ''] = labels.split(' ');
        this.inc({ method, route, status }, count);
      }
    },
  });
  registry.registerMetric(histogramOf(() => answers.counts().times));
  app.addHook('onResponse', async (request, reply) => {
    count(request.method, request.routeOptions.url ?? 'none', reply.statusCode, reply.elapsedTime / 1000);
  });
  return { registry, answers };
}

/** In the form in which prom-client takes a metric: its own histogram looks its labels up at each observation. */
function histogramOf(times: () => ReadonlyMap<string, RouteTimes>): Metric {
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
  const get = async () => ({
    name,
    help,
    type: 'histogram',
    aggregator: 'sum',
    values: [...times()].flatMap(valuesOf),
  });
  return { name, help, get } as unknown as Metric;
}
