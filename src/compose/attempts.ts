import { Gauge, type Registry } from 'prom-client';
import { type AttemptLimit, attemptLimit } from '../http/who/attempt-limit.ts';
import type { Clock, Database } from '../ports/index.ts';
import type { FeedLog } from './change-feed.ts';

/** A client that has proved its secret writes nothing for each request. */
const TRUST_SECONDS = 86_400;

export interface ComposedAttempts {
  /** Of API secrets. */
  readonly secrets: AttemptLimit;
  /** Of passwords, codes and links that are asked for. */
  readonly people: AttemptLimit;
  /** Tells of it when counts cannot be shared, and when they are again. */
  tell(log: FeedLog): void;
  register(metrics: Registry): void;
  close(): Promise<void>;
}

/** Limits on failed attempts, shared by all processes on the database, and kept over a restart. */
export function composeAttempts(clock: Clock, { attempts: shared }: Pick<Database, 'attempts'>): ComposedAttempts {
  let log: FeedLog | undefined;
  const onAlone = (err?: unknown) => {
    if (err === undefined) log?.warn('Failed attempts are counted for all processes together again.');
    else log?.error({ err }, 'Failed attempts are counted by this process alone: the database does not take them.');
  };
  const secrets = attemptLimit({ clock, shared, onAlone, trustSeconds: TRUST_SECONDS });
  const people = attemptLimit({ clock, shared, onAlone, trustSeconds: 0 });
  return {
    secrets,
    people,
    tell(given) {
      log = given;
    },
    register(metrics) {
      const gauge = new Gauge({
        name: 'mintmark_attempts_counted_alone',
        help: '1 while failed attempts are counted by this process alone, because the database does not take them',
        registers: [],
        collect() {
          this.set([secrets, people].some((limit) => limit.isAlone()) ? 1 : 0);
        },
      });
      metrics.registerMetric(gauge);
    },
    async close() {
      await Promise.all([secrets.settled(), people.settled()]);
    },
  };
}
