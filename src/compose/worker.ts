import { hash } from 'node:crypto';
import { acceptedSample } from '../actions/parts/accepted-sample.ts';
import { acceptedTokens } from '../actions/parts/accepted-tokens.ts';
import { cachedKeyDirectory } from '../actions/parts/cached-key-directory.ts';
import { decoyKeys } from '../actions/parts/decoy-keys.ts';
import { recordAccepted } from '../actions/record-accepted.ts';
import { nodeSignatures } from '../adapters/node-crypto/index.ts';
import { openKeyReader } from '../adapters/sql/index.ts';
import { systemClock, systemEntropy } from '../adapters/system/index.ts';
import { gateProfile } from '../core/claims/gate-profile.ts';
import { vonage } from '../core/claims/profiles/vonage.ts';
import { directGate } from '../http/gate/direct.ts';
import { trustedProxies } from '../http/gate/trusted-proxies.ts';
import { answerCounter } from '../http/server/answer-counts.ts';
import { type Deputy, openDeputy } from '../http/server/deputy.ts';
import { passingOn } from '../http/server/pass-on.ts';
import { SECURITY_HEADERS } from '../http/server/security-headers.ts';
import { version } from '../options/version.ts';
import type { AcceptedRequest } from '../ports/accepted-requests.ts';
import { readChangeBoard } from './change-board.ts';
import { keyUses } from './key-uses.ts';
import { ACCEPTED_BYTES, DIRECTORY_LIMIT } from './limits.ts';
import { composeTelemetry } from './telemetry.ts';
import type { WorkerBegin, WorkerCounts } from './worker-messages.ts';

export interface Worker extends Deputy {
  beginEnd(): void;
  /** What was counted since the last time. */
  take(): WorkerCounts;
  /** Lets go of what it has, after `end`. */
  close(): Promise<void>;
}

/** Thrown where a verdict needs the owner of the data: the request is passed on to it. Made once: a stack takes time. */
const NEEDS_OWNER = new Error('only the owner of the data can answer this');
const needsOwner = () => Promise.reject(NEEDS_OWNER);

/**
 * The gate of a worker: it accepts by itself what needs nobody else, and passes everything else on as it came. So every
 * refusal, limit, report and page comes from one process, whose answers a worker cannot differ from.
 * @param boardFd the board of changes of the owner
 */
export async function composeWorker(begin: WorkerBegin, boardFd: number): Promise<Worker> {
  const { settings, profile = vonage } = begin;
  const clock = systemClock();
  const signatures = nodeSignatures();
  const reader = await openKeyReader(begin.target);
  const directory = cachedKeyDirectory(
    { applications: reader.applications, signatures, clock },
    { limit: DIRECTORY_LIMIT, maxAgeSeconds: Number.POSITIVE_INFINITY },
  );
  const isCurrent = readChangeBoard(boardFd, directory);
  let isEnding = false;
  // The owner has the same receiver, and says in its log what is wrong with it.
  const telemetry = await composeTelemetry(settings, { version: version(), clock, tell: () => {} });
  const tally = tallyOf(settings.acceptedKept > 0, () => telemetry?.takeDropped() ?? 0);
  const isTrusted = trustedProxies(settings.trustedProxies);
  const direct = directGate({
    gate: {
      gate: {
        profile: gateProfile(profile),
        skewSeconds: settings.skewSeconds,
        clock,
        directory,
        signatures,
        decoys: decoyKeys(signatures),
        accepted: acceptedTokens(ACCEPTED_BYTES, sha256),
        onKeyUse: tally.use,
        replay: { use: needsOwner },
      },
      recorder: { record: needsOwner, settled: async () => {}, brief: () => 0 },
      settings: { realm: settings.realm, helpBase: '' },
      preflights: settings.preflights,
      isTrusted,
      onDecision: (cause) => {
        if (cause === null) tally.accept();
      },
      onAccepted: tally.request,
      // What is not accepted is judged again by the owner, and told there.
      ...(telemetry && { trace: (judged) => judged.cause === null && telemetry.trace(judged) }),
    },
    headers: SECURITY_HEADERS,
    isDraining: () => isEnding,
    count: tally.answers.count,
    refusals: 'owner',
  });
  const others = passingOn(begin.passage);
  const deputy = await openDeputy(
    begin.path,
    // Before each verdict: what the owner told before it answered a change is known to the next request.
    (request, response, owner) => (isCurrent() ? direct(request, response, owner) : owner(request, response)),
    others,
  );
  return {
    ...deputy,
    beginEnd() {
      isEnding = true;
    },
    take: tally.take,
    async close() {
      others.close();
      await telemetry?.close();
      await reader.close();
    },
  };
}

const sha256 = (text: string) => hash('sha256', text, 'base64url');

/** What a worker has to tell of the requests that it accepted. */
function tallyOf(isKept: boolean, takeUnsent: () => number) {
  const answers = answerCounter();
  const uses = keyUses();
  let requests: AcceptedRequest[] = [];
  let accepted = 0;
  let cpu = process.cpuUsage();
  const sample = acceptedSample((request) => requests.push(request), Math.random);
  const log = {
    addAccepted: (_account: string, group: string, make: () => AcceptedRequest) => sample.add(group, make),
  };
  const recording = { log, clock: systemClock(), entropy: systemEntropy(), hash: sha256 };
  return {
    answers,
    accept: () => {
      accepted++;
    },
    use: uses.record,
    request: (...request: Parameters<typeof recordAccepted> extends [unknown, ...infer Rest] ? Rest : never) => {
      if (isKept) recordAccepted(recording, ...request);
    },
    take(): WorkerCounts {
      sample.deliver();
      const { user, system } = process.cpuUsage(cpu);
      cpu = process.cpuUsage();
      const taken = {
        accepted,
        answers: answers.take(),
        uses: uses.take(),
        requests,
        unsent: takeUnsent(),
        cpuSeconds: (user + system) / 1e6,
      };
      accepted = 0;
      requests = [];
      return taken;
    },
  };
}
