import { causeById } from '../core/diagnosis/diagnose.ts';
import type { JsonObject } from '../core/encoding/json.ts';
import type { Finding, Report } from '../core/evidence/report.ts';
import { withheld, withheldTarget, withheldText } from '../core/observe/withheld.ts';
import type { Applications } from '../ports/applications.ts';
import type { Entropy } from '../ports/entropy.ts';
import type { StoredReport } from '../ports/reports.ts';
import type { Signatures } from '../ports/signatures.ts';
import type { Decision, GateRequest } from './authenticate-request.ts';
import { callerFinding, callerReport, ownerReport } from './explain-rejection.ts';
import type { RequestLog } from './parts/judged-requests.ts';

type Rejection = Extract<Decision, { ok: false }>;

export interface RecorderParts {
  readonly applications: Applications;
  readonly log: Pick<RequestLog, 'addRejected' | 'settled'>;
  readonly entropy: Entropy;
  readonly signatures: Signatures;
  readonly helpBase: string;
  /** Rejections whose signature may wait to be opened; beyond it a report holds what the caller could see. */
  readonly queueLimit: number;
  /** The whole report is made before the answer, and put into it. */
  readonly explain: 'caller' | 'full';
  readonly onDefect: (error: unknown) => void;
  /** Resolves in a later turn of the event loop, so that waiting requests go first. */
  readonly nextTurn: () => Promise<void>;
  /** Resolves some milliseconds later: a flood of rejections leaves most of the time to other requests. */
  readonly rest: () => Promise<void>;
}

/** So many reports may wait without a rest between them: who reads a report comes right after the 401. */
const FEW = 20;

export interface RecordedRejection {
  readonly id: string;
  readonly callerFinding: Finding;
  readonly callerReport: Report;
  /** Only with `explain` set to `full`. */
  readonly fullReport?: Report;
}

export interface RejectionRecorder {
  record(rejection: Rejection, request: GateRequest): Promise<RecordedRejection>;
  /** Resolves when every rejection recorded so far is kept. */
  settled(): Promise<void>;
}

/**
 * Explains rejections and keeps the reports. Opening a signature under many keys is done after the answer, one at a
 * time: what the registry knows then shows neither in the answer nor in its timing, and a flood stays bounded.
 */
export function rejectionRecorder(parts: RecorderParts): RejectionRecorder {
  let waiting = 0;
  let tail: Promise<void> = Promise.resolve();
  /** How many wait for what is queued: then there is no rest. */
  let hurrying = 0;

  async function keep(id: string, rejection: Rejection, request: GateRequest, caller: Report): Promise<Report> {
    const { report, accountId } = await ownerReport(
      parts.applications,
      rejection,
      request,
      parts.helpBase,
      parts.signatures,
    );
    parts.log.addRejected(storedReport(id, rejection, request, report, caller, accountId));
    return report;
  }

  function keepLater(id: string, rejection: Rejection, request: GateRequest, caller: Report): void {
    if (waiting >= parts.queueLimit) {
      parts.log.addRejected(storedReport(id, rejection, request, caller, caller, null));
      return;
    }
    waiting++;
    tail = tail
      .then(() => (hurrying > 0 || waiting <= FEW ? parts.nextTurn() : parts.rest()))
      .then(() => keep(id, rejection, request, caller))
      .catch(parts.onDefect)
      .then(() => {
        waiting--;
      });
  }

  return {
    async record(rejection, request) {
      const id = parts.entropy.uuid();
      const caller = callerReport(rejection, request, parts.helpBase);
      const told = { id, callerFinding: callerFinding(rejection), callerReport: caller };
      if (parts.explain === 'full') {
        return { ...told, fullReport: await keep(id, rejection, request, caller) };
      }
      keepLater(id, rejection, request, caller);
      return told;
    },
    async settled() {
      hurrying++;
      await tail;
      hurrying--;
      await parts.log.settled();
    },
  };
}

function storedReport(
  id: string,
  rejection: Rejection,
  request: GateRequest,
  report: Report,
  caller: Report,
  accountId: string | null,
): StoredReport {
  const { token, profile } = rejection.evidence;
  const claims = token?.payload.members;
  const claimed = claims?.[profile.identityClaim];
  return {
    id,
    at: rejection.at,
    accountId,
    applicationId: typeof claimed === 'string' ? withheldText(claimed).slice(0, 64) : null,
    cause: report.rootCause ?? callerFinding(rejection).cause,
    status: causeById(report.rootCause ?? rejection.finding.cause)?.status ?? 401,
    method: request.method ?? null,
    path: pathOf(request.target),
    report,
    callerReport: caller,
    token: token ? { header: kept(token.header.members), claims: kept(claims) } : null,
  };
}

const kept = (members: JsonObject | undefined) => (members === undefined ? null : (withheld(members) as JsonObject));

/** The path of a request target as it is kept: without query string and secrets, 2048 characters of it at most. */
export function pathOf(target: string | undefined): string | null {
  return target === undefined ? null : withheldTarget(target.split(/[?#]/, 1)[0] ?? '').slice(0, 2048);
}
