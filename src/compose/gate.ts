import { hash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Counter, type Registry } from 'prom-client';
import { acceptedTokens } from '../actions/parts/accepted-tokens.ts';
import { decoyKeys } from '../actions/parts/decoy-keys.ts';
import { type RequestLog, requestLog } from '../actions/parts/judged-requests.ts';
import { awaitedReports, pendingReports } from '../actions/parts/pending-reports.ts';
import { recordAccepted } from '../actions/record-accepted.ts';
import { rejectionRecorder } from '../actions/record-rejection.ts';
import { gateProfile } from '../core/claims/gate-profile.ts';
import type { Profile } from '../core/claims/profile.ts';
import { vonage } from '../core/claims/profiles/vonage.ts';
import type { GateHandlerParts } from '../http/gate/handler.ts';
import { trustedProxies } from '../http/gate/trusted-proxies.ts';
import { network } from '../http/who/network.ts';
import type { Settings } from '../options/options.ts';
import type { Applications } from '../ports/applications.ts';
import type { Clock } from '../ports/clock.ts';
import type { Database } from '../ports/database.ts';
import type { Entropy } from '../ports/entropy.ts';
import type { KeyDirectory } from '../ports/key-directory.ts';
import type { Reports } from '../ports/reports.ts';
import type { Signatures } from '../ports/signatures.ts';
import { explainer } from './explainer.ts';
import { keyUses } from './key-uses.ts';
import { ACCEPTED_BYTES } from './limits.ts';
import { type ComposedTelemetry, droppedTelemetry } from './telemetry.ts';
import type { WorkerCounts } from './worker-messages.ts';

/** Rejections that may wait to be explained; each takes a few milliseconds. */
const QUEUE_LIMIT = 1000;
/** Between two reports, where many wait: at two milliseconds each, they take a twelfth of a core; a fiftieth in a flood. */
const REST_MILLISECONDS = 25;
const FLOOD_REST_MILLISECONDS = 100;
/** How long the last use of a key may lie in memory before it is stored. */
const USE_FLUSH_MILLISECONDS = 5000;
/** How often accepted requests are handed over to be written: a sample of each second, where they are many. */
const DELIVERY_MILLISECONDS = 1000;
/** How often it is told, where it happens, that the request log has gaps. */
const LOSS_MILLISECONDS = 10_000;

export interface ComposedGate {
  readonly parts: GateHandlerParts;
  readonly log: RequestLog;
  /** The reports, those with them that are about to be made. */
  readonly reports: Reports;
  /** Adds what a worker accepted. */
  takeIn(counts: Pick<WorkerCounts, 'accepted' | 'uses' | 'requests' | 'unsent'>): void;
  /** Registers the gate's own counters. */
  register(metrics: Registry): void;
  /** Keeps what is still in memory: the request log, and last uses of keys. */
  close(): Promise<void>;
}

type StorageParts = Pick<Database, 'applications' | 'reports' | 'acceptedRequests' | 'replay'>;

/** The gate over a database: what judges, what records rejections, what counts. */
export function composeGate(
  settings: Settings,
  { applications, reports, acceptedRequests, replay }: StorageParts,
  technology: {
    readonly clock: Clock;
    readonly entropy: Entropy;
    readonly directory: KeyDirectory;
    readonly signatures: Signatures;
    readonly telemetry?: ComposedTelemetry | undefined;
  },
  /** Scheme and authority under which clients reach the server. */
  publicUrl: string,
  onDefect: (error: unknown) => void,
  /** Whose rules hold. */
  profile: Profile = vonage,
): ComposedGate {
  const helpBase = `${publicUrl}/causes/`;
  const decided = new Map<string, number>();
  let acceptances = 0;
  const decisions = new Counter({
    name: 'mintmark_gate_decisions_total',
    help: 'Requests judged, by the cause that the caller was told; an accepted one has the cause none',
    labelNames: ['cause'],
    registers: [],
    collect() {
      this.reset();
      if (acceptances > 0) this.inc({ cause: 'none' }, acceptances);
      for (const [cause, count] of decided) this.inc({ cause }, count);
    },
  });
  const rules = gateProfile(profile);
  const pending = pendingReports();
  const awaited = awaitedReports(reports, pending);
  const { telemetry } = technology;
  const log = watched(requestLog(awaited, acceptedRequests, Math.random), telemetry);
  const unsent = droppedTelemetry(telemetry);
  const delivery = setInterval(log.deliver, DELIVERY_MILLISECONDS);
  delivery.unref();
  const losses = logLosses(log, onDefect);
  const uses = storedKeyUses(applications, onDefect);
  const accepted = { log, ...technology, hash: sha256 };
  const thread = explainer(rules);
  const recorder = rejectionRecorder({
    applications,
    log,
    pending,
    entropy: technology.entropy,
    helpBase,
    queueLimit: QUEUE_LIMIT,
    explain: settings.explain,
    explainCase: thread.explain,
    accountOf: (applicationId) => technology.directory.peek(applicationId)?.accountId,
    networkOf: network,
    onDefect,
    rest: (isFlood) => sleep(isFlood ? FLOOD_REST_MILLISECONDS : REST_MILLISECONDS),
  });
  const briefs = new Counter({
    name: 'mintmark_reports_brief_total',
    help: 'Rejections whose report holds what their caller was told and no more, because too many came at once',
    registers: [],
    collect() {
      this.reset();
      this.inc(recorder.brief());
    },
  });
  return {
    parts: {
      gate: {
        profile: rules,
        skewSeconds: settings.skewSeconds,
        replay,
        onKeyUse: uses.record,
        decoys: decoyKeys(technology.signatures),
        accepted: acceptedTokens(ACCEPTED_BYTES, sha256),
        ...technology,
      },
      recorder,
      settings: {
        realm: settings.realm,
        helpBase,
        reportBase: `${publicUrl}/reports/`,
      },
      preflights: settings.preflights,
      isTrusted: trustedProxies(settings.trustedProxies),
      onDecision: (cause) => {
        if (cause === null) acceptances++;
        else decided.set(cause, (decided.get(cause) ?? 0) + 1);
      },
      onAccepted: (identity, request, status, sender) => {
        if (settings.acceptedKept > 0) recordAccepted(accepted, identity, request, status, sender);
      },
      ...(telemetry && { trace: telemetry.trace }),
    },
    log,
    reports: awaited,
    takeIn(counts) {
      acceptances += counts.accepted;
      for (const [keyId, at] of counts.uses) uses.record(keyId, at);
      for (const request of counts.requests) log.addSampled(request);
      unsent.add(counts.unsent);
    },
    register(metrics) {
      metrics.registerMetric(decisions);
      metrics.registerMetric(briefs);
      metrics.registerMetric(losses.counter);
      metrics.registerMetric(unsent.counter);
    },
    async close() {
      clearInterval(delivery);
      losses.close();
      await recorder.settled();
      await thread.close();
      await uses.close();
    },
  };
}

/** Whoever watches is told of each rejection too. */
function watched(log: RequestLog, telemetry: Pick<ComposedTelemetry, 'rejected'> | undefined): RequestLog {
  if (telemetry === undefined) return log;
  return {
    ...log,
    addRejected(report) {
      log.addRejected(report);
      telemetry.rejected(report);
    },
  };
}

const sha256 = (text: string) => hash('sha256', text, 'base64url');

/** Tells of requests that are missing in the log, because storage did not take them: a counter, and a line now and then. */
function logLosses(log: RequestLog, onDefect: (error: unknown) => void) {
  const counter = new Counter({
    name: 'mintmark_log_dropped_total',
    help: 'Requests that were judged and are missing from the request log, because storage did not take them',
    labelNames: ['outcome'],
    registers: [],
    collect() {
      this.reset();
      for (const [outcome, count] of Object.entries(log.dropped())) this.inc({ outcome }, count);
    },
  });
  let told = 0;
  const timer = setInterval(() => {
    const { accepted, rejected } = log.dropped();
    if (accepted + rejected === told) return;
    told = accepted + rejected;
    onDefect(
      new Error(
        `The request log has gaps: since the start ${accepted} accepted requests and ${rejected} reports could not be ` +
          'written to it. The requests themselves were answered normally; see /readyz and the errors before this one.',
      ),
    );
  }, LOSS_MILLISECONDS);
  timer.unref();
  return { counter, close: () => clearInterval(timer) };
}

/** Last uses of keys, stored in whole batches: an accepted request writes nothing. */
function storedKeyUses(applications: Pick<Applications, 'touchKeys'>, onDefect: (error: unknown) => void) {
  const uses = keyUses();
  const flush = async () => {
    const batch = uses.take();
    if (batch.size > 0) await applications.touchKeys(batch);
  };
  const timer = setInterval(() => flush().catch(onDefect), USE_FLUSH_MILLISECONDS);
  timer.unref();
  return {
    record: uses.record,
    async close() {
      clearInterval(timer);
      await flush();
    },
  };
}
