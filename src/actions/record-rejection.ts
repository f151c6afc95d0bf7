import { causeById } from '../core/diagnosis/diagnose.ts';
import type { Told } from '../core/diagnosis/tell.ts';
import { fairQueue } from '../core/encoding/fair-queue.ts';
import type { JsonObject } from '../core/encoding/json.ts';
import type { Report } from '../core/evidence/report.ts';
import type { PartReading } from '../core/jws/reading.ts';
import { withheldMembers, withheldTarget, withheldText } from '../core/observe/withheld.ts';
import { readTraceParent, writeTraceParent } from '../core/request/trace-parent.ts';
import type { Applications } from '../ports/applications.ts';
import type { Entropy } from '../ports/entropy.ts';
import { UnavailableError } from '../ports/errors.ts';
import type { StoredReport } from '../ports/reports.ts';
import type { Decision, GateRequest } from './authenticate-request.ts';
import {
  briefReport,
  type ExplainedRejection,
  type RegisteredCase,
  registeredCase,
  signerOf,
  tellCaller,
} from './explain-rejection.ts';
import type { RequestLog } from './parts/judged-requests.ts';
import type { PendingReports } from './parts/pending-reports.ts';
import { senderOf } from './parts/sender.ts';

type Rejection = Extract<Decision, { ok: false }>;

export interface RecorderParts {
  readonly applications: Pick<Applications, 'get' | 'keys' | 'candidateKeys'>;
  readonly log: Pick<RequestLog, 'addRejected' | 'settled'>;
  readonly pending: PendingReports;
  readonly entropy: Entropy;
  readonly helpBase: string;
  /** Rejections that may wait to be explained; beyond it a report holds what the caller was told. */
  readonly queueLimit: number;
  /** The whole report is made before the answer, and put into it. */
  readonly explain: 'caller' | 'full';
  /** Makes the reports, beside the event loop where there is a thread for it. */
  readonly explainCase: (one: RegisteredCase) => Promise<ExplainedRejection>;
  /** The account of an application that is at hand. */
  readonly accountOf: (applicationId: string) => string | undefined;
  /** One name for what one party holds of addresses. */
  readonly networkOf: (address: string) => string;
  readonly onDefect: (error: unknown) => void;
  /**
   * Resolves some milliseconds later: a flood of rejections leaves most of the time to other requests.
   * @param isFlood more come than are explained: the rest may be longer
   */
  readonly rest: (isFlood: boolean) => Promise<void>;
}

/** So many reports may wait without a rest between them: who reads a report comes right after the 401. */
const FEW = 20;

export interface RecordedRejection {
  readonly id: string;
  readonly told: Told;
  /** Only with `explain` set to `full`, and not in a flood. */
  readonly fullReport?: Report;
}

export interface RejectionRecorder {
  record(rejection: Rejection, request: GateRequest): Promise<RecordedRejection>;
  /** Resolves when every rejection recorded so far is kept. */
  settled(): Promise<void>;
  /** How many rejections were kept with what their caller was told, because too many came at once. */
  brief(): number;
}

interface Waiting {
  readonly id: string;
  readonly rejection: Rejection;
  readonly request: GateRequest;
  readonly told: Told;
  /** Called with the whole report, or with nothing where there was no time for it. */
  readonly done?: (report: Report | undefined) => void;
}

/**
 * Explains rejections and keeps the reports, after the answer and one at a time: what the registry knows then shows
 * neither in the answer nor in its timing, and a flood stays bounded. Networks and applications take turns.
 */
export function rejectionRecorder(parts: RecorderParts): RejectionRecorder {
  const { pending, helpBase } = parts;
  const queue = fairQueue<Waiting>(parts.queueLimit);
  let isWorking = false;
  let brief = 0;

  function keepBrief({ id, rejection, request, told, done }: Waiting): void {
    brief++;
    const report = briefReport(told, rejection.evidence, helpBase);
    const owner = accountAtHand(rejection, parts.accountOf);
    parts.log.addRejected(
      storedReport(id, rejection, request, {
        report,
        callerReport: report,
        applicationId: null,
        accountId: owner,
        signedBy: signerOf(rejection.evidence.signature),
      }),
    );
    pending.end(id);
    done?.(undefined);
  }

  async function keep(one: Waiting): Promise<void> {
    const { id, rejection, request, done } = one;
    try {
      const explained = await parts.explainCase(await registeredCase(parts.applications, rejection, request, helpBase));
      parts.log.addRejected(storedReport(id, rejection, request, explained));
      pending.end(id);
      done?.(explained.report);
    } catch (error) {
      // A database that is away is no defect, and is told by /readyz.
      if (!(error instanceof UnavailableError)) parts.onDefect(error);
      keepBrief(one);
    }
  }

  async function work(): Promise<void> {
    isWorking = true;
    let briefBefore = brief;
    for (let next = take(); next; next = take()) {
      await keep(next);
      if (queue.size > FEW && pending.asked() === undefined) await parts.rest(brief > briefBefore);
      briefBefore = brief;
    }
    isWorking = false;
  }

  /** Those that somebody waits for come first. */
  function take(): Waiting | undefined {
    const asked = pending.asked();
    return queue.remove(({ id }) => id === asked) ?? queue.take();
  }

  function enqueue(one: Waiting): void {
    pending.begin(one.id);
    const { client } = one.request;
    const network = client === undefined ? '' : parts.networkOf(client);
    // mutants: nothing is a name too
    const dropped = queue.add(network, namedApplication(one.rejection) ?? '', one);
    if (dropped) keepBrief(dropped);
    if (!isWorking) void work();
  }

  return {
    async record(rejection, request) {
      const id = parts.entropy.uuid();
      const told = tellCaller(rejection, request, helpBase);
      if (parts.explain === 'caller') {
        enqueue({ id, rejection, request, told });
        return { id, told };
      }
      const fullReport = await new Promise<Report | undefined>((done) => {
        enqueue({ id, rejection, request, told, done });
        void pending.ready(id);
      });
      return { id, told, ...(fullReport && { fullReport }) };
    },
    async settled() {
      await pending.settled();
      await parts.log.settled();
    },
    brief: () => brief,
  };
}

/** The owner of the named application, without asking the database. */
function accountAtHand(rejection: Rejection, accountOf: RecorderParts['accountOf']): string | null {
  const known = rejection.evidence.registry?.application?.accountId;
  if (known !== undefined) return known;
  const id = namedApplication(rejection);
  return (id === undefined ? undefined : accountOf(id)) ?? null;
}

function namedApplication({ evidence: { token, profile } }: Rejection): string | undefined {
  const claimed = token?.payload.members?.[profile.identityClaim];
  return typeof claimed === 'string' ? claimed : undefined;
}

function storedReport(
  id: string,
  rejection: Rejection,
  request: GateRequest,
  { report, callerReport, applicationId, accountId, signedBy }: ExplainedRejection,
): StoredReport {
  const { token } = rejection.evidence;
  const claimed = namedApplication(rejection);
  const cause = report.rootCause ?? rejection.finding.cause;
  return {
    id,
    at: rejection.at,
    accountId,
    applicationId: claimed === undefined ? applicationId : withheldText(claimed).slice(0, 64),
    cause,
    status: causeById(cause)?.status ?? 401,
    method: request.method ?? null,
    path: pathOf(request.target),
    ...senderOf(request),
    traceparent: traceparentOf(request),
    report,
    callerReport,
    signedBy,
    token: token ? { header: kept(token.header), claims: kept(token.payload) } : null,
  };
}

function traceparentOf({ fields }: GateRequest): string | null {
  const trace = readTraceParent(fields);
  return trace === undefined ? null : writeTraceParent(trace);
}

function kept({ members, text }: PartReading): JsonObject | null {
  return members === undefined ? null : withheldMembers(members, text);
}

/** The path of a request target as it is kept: without query string and secrets, 2048 characters of it at most. */
export function pathOf(target: string | undefined): string | null {
  return target === undefined ? null : withheldTarget(target.replace(/[?#].*/s, '')).slice(0, 2048);
}
