import { Counter, type Registry } from 'prom-client';
import { decoyPublicKey } from './actions/decoy-key.ts';
import { rejectionRecorder } from './actions/record-rejection.ts';
import { vonage } from './core/claims/profiles/vonage.ts';
import type { GateHandlerParts } from './http/gate/handler.ts';
import { trustedProxies } from './http/gate/trusted-proxies.ts';
import type { Settings } from './options.ts';
import type { Applications } from './ports/applications.ts';
import type { Clock } from './ports/clock.ts';
import type { Database } from './ports/database.ts';
import type { Entropy } from './ports/entropy.ts';
import type { KeyDirectory } from './ports/key-directory.ts';
import type { Signatures } from './ports/signatures.ts';

/** Rejections whose signature may wait to be opened; each takes a few milliseconds. */
const QUEUE_LIMIT = 1000;
/** How long the last use of a key may lie in memory before it is stored. */
const USE_FLUSH_MILLISECONDS = 5000;

export interface ComposedGate {
  readonly parts: GateHandlerParts;
  /** Registers the gate's own counters. */
  register(metrics: Registry): void;
  /** Keeps what is still in memory: reports, and last uses of keys. */
  close(): Promise<void>;
}

/** The gate over a database: what judges, what records rejections, what counts. */
export function composeGate(
  settings: Settings,
  { applications, reports, replay }: Pick<Database, 'applications' | 'reports' | 'replay'>,
  technology: {
    readonly clock: Clock;
    readonly entropy: Entropy;
    readonly directory: KeyDirectory;
    readonly signatures: Signatures;
  },
  /** Scheme and authority under which clients reach the server; known once it listens. */
  publicUrl: () => string,
  onDefect: (error: unknown) => void,
): ComposedGate {
  const decisions = new Counter({
    name: 'mintmark_gate_decisions_total',
    help: 'Requests judged, by the cause that the caller was told; an accepted one has the cause none',
    labelNames: ['cause'],
    registers: [],
  });
  const uses = keyUses(applications, onDefect);
  const recorder = rejectionRecorder({
    applications,
    reports,
    entropy: technology.entropy,
    get helpBase() {
      return `${publicUrl()}/causes/`;
    },
    queueLimit: QUEUE_LIMIT,
    explain: settings.explain,
    onDefect,
    nextTurn: () => new Promise((resolve) => setImmediate(resolve)),
  });
  return {
    parts: {
      gate: {
        profile: vonage,
        skewSeconds: settings.skewSeconds,
        replay,
        onKeyUse: uses.record,
        decoyKey: technology.signatures.prepare(decoyPublicKey()),
        ...technology,
      },
      recorder,
      settings: {
        realm: settings.realm,
        get helpBase() {
          return `${publicUrl()}/causes/`;
        },
        get reportBase() {
          return `${publicUrl()}/reports/`;
        },
      },
      isTrusted: trustedProxies(settings.trustedProxies),
      onDecision: (cause) => decisions.inc({ cause: cause ?? 'none' }),
    },
    register: (metrics) => metrics.registerMetric(decisions),
    async close() {
      await recorder.settled();
      await uses.close();
    },
  };
}

/** Last uses of keys, stored in whole batches: an accepted request writes nothing. */
function keyUses(applications: Pick<Applications, 'touchKeys'>, onDefect: (error: unknown) => void) {
  let waiting = new Map<string, number>();
  const flush = async () => {
    if (waiting.size === 0) return;
    const batch = waiting;
    waiting = new Map();
    await applications.touchKeys(batch);
  };
  const timer = setInterval(() => flush().catch(onDefect), USE_FLUSH_MILLISECONDS);
  timer.unref();
  return {
    record: (keyId: string, at: number) => {
      waiting.set(keyId, at);
    },
    async close() {
      clearInterval(timer);
      await flush();
    },
  };
}
