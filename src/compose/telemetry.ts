import { Counter } from 'prom-client';
import { pathOf } from '../actions/record-rejection.ts';
import { openOtlp } from '../adapters/otlp/index.ts';
import { readTraceParent } from '../core/request/trace-parent.ts';
import type { JudgedRequest } from '../http/gate/handler.ts';
import type { Settings } from '../options/options.ts';
import type { Clock } from '../ports/clock.ts';
import type { Telemetry } from '../ports/telemetry.ts';

interface Surroundings {
  readonly version: string;
  readonly clock: Clock;
  readonly tell: (level: 'warn' | 'error', words: string) => void;
}

export interface ComposedTelemetry extends Pick<Telemetry, 'rejected' | 'close'> {
  readonly trace: (judged: JudgedRequest) => void;
  /** How many spans and records were dropped since the last time. */
  takeDropped(): number;
}

/** What is told to an OTLP receiver, where one is named. Spans are part of traces that their callers record: no others. */
export async function composeTelemetry(
  { otlpUrl: url }: Pick<Settings, 'otlpUrl'>,
  { version, clock, tell }: Surroundings,
): Promise<ComposedTelemetry | undefined> {
  if (url === undefined) return undefined;
  const telemetry = await openOtlp({
    url,
    version,
    onFault: (fault) => {
      if (fault === null) tell('warn', `${url} takes telemetry again`);
      else tell('error', `${url} does not take telemetry (${fault.reason}): it is dropped and counted until it does`);
    },
  });
  let taken = 0;
  return {
    rejected: telemetry.rejected,
    close: telemetry.close,
    trace({ fields, method, target, cause, identity, seconds }) {
      const parent = readTraceParent(fields);
      if (!parent?.isSampled) return;
      telemetry.judged({
        parent,
        endedAt: clock.now(),
        seconds,
        method: method ?? null,
        path: pathOf(target),
        cause,
        applicationId: identity?.applicationId ?? null,
        keyFingerprint: identity?.keyFingerprint ?? null,
      });
    },
    takeDropped() {
      const dropped = telemetry.dropped() - taken;
      taken += dropped;
      return dropped;
    },
  };
}

/** Its own drops, and those of workers. */
export function droppedTelemetry(telemetry: Pick<ComposedTelemetry, 'takeDropped'> | undefined) {
  let dropped = 0;
  return {
    add(count: number): void {
      dropped += count;
    },
    counter: new Counter({
      name: 'mintmark_telemetry_dropped_total',
      help: 'Spans and log records that the OTLP receiver did not take in time',
      registers: [],
      collect() {
        dropped += telemetry?.takeDropped() ?? 0;
        this.reset();
        this.inc(dropped);
      },
    }),
  };
}
