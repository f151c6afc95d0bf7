import { formatUtc } from '../claims/numeric-date.ts';
import { causeById, diagnose } from '../diagnosis/diagnose.ts';
import type { Certainty } from '../evidence/cause.ts';
import type { CauseId } from '../evidence/cause-id.ts';
import type { ReplayEvidence } from '../evidence/evidence.ts';
import type { Input } from '../evidence/input.ts';
import type { RequestReading } from '../request/captures/reading.ts';
import type { Group, Tally } from './tally.ts';
import type { Counted } from './top-counts.ts';

/** Why the requests of a log were rejected: what `triage --json` prints. Nothing in it is secret. */
export interface Summary {
  /** Reading was stopped half way: all numbers are of the lines up to there. */
  readonly isStopped: boolean;
  readonly lines: number;
  /** Requests that were judged. */
  readonly judged: number;
  /** Requests that the log says were not refused (a status below 400): not judged. */
  readonly notRefused: number;
  /** Requests without a time: what depends on the clock could not be told for them. */
  readonly withoutTime: number;
  /** Lines without anything in them. */
  readonly blank: number;
  /** Lines that hold no request, and why: broken JSON, JSON without a request, another text, more than 4 MiB. */
  readonly unread: {
    readonly lines: number;
    /** `rejected.ndjson:7`. */
    readonly first: string | null;
    readonly reasons: { readonly [reason in 'json' | 'record' | 'text' | 'long']: number };
  };
  readonly signatures: { readonly checked: number; readonly notChecked: number } | null;
  readonly causes: readonly SummaryCause[];
}

export interface SummaryCause {
  readonly cause: CauseId | null;
  readonly title: string;
  /** Of the example: `likely` where only a reason in the log says so; `null` where nothing was found. */
  readonly certainty: Certainty | null;
  readonly count: number;
  /** Of those judged: 0 to 1. */
  readonly share: number;
  /** RFC 3339, UTC. */
  readonly firstSeen: string | null;
  readonly lastSeen: string | null;
  /** The 20 that most of the requests name. */
  readonly applications: readonly Counted[];
  /** Requests that name others, or an id of more than 80 characters. */
  readonly otherApplications: number;
  readonly example: {
    readonly file: string;
    readonly line: number;
    /** `POST /v1/calls`, without the query. */
    readonly request: string;
    readonly status: number | null;
    /** What was found in it, in one sentence. */
    readonly finding: string | null;
    readonly next: string | null;
  };
}

type InputOf = (request: RequestReading, replay: ReplayEvidence | undefined) => Input;
type Counts = Omit<Summary, 'causes' | 'judged'>;

/** @param inputOf the evidence of one request; its example is diagnosed for the words. */
export function summarize(tally: Tally, counts: Counts, inputOf: InputOf): Summary {
  const groups = tally.groups();
  const judged = groups.reduce((sum, { count }) => sum + count, 0);
  return { ...counts, judged, causes: groups.map((group) => told(group, judged, inputOf)) };
}

function told(group: Group, judged: number, inputOf: InputOf): SummaryCause {
  const { cause, count, applications, example } = group;
  const { place, request, replay } = example;
  const report = cause === null ? undefined : diagnose(inputOf(request, replay));
  const finding = report?.findings.find((one) => one.cause === cause);
  const said = finding === undefined ? report?.candidates?.find((one) => one.cause === cause) : undefined;
  return {
    cause,
    title: cause === null ? 'No fault found with the evidence given' : (causeById(cause)?.title ?? cause),
    certainty: finding?.certainty ?? (cause === null ? null : 'likely'),
    count,
    share: count / judged,
    firstSeen: timeText(group.firstSeen),
    lastSeen: timeText(group.lastSeen),
    applications,
    otherApplications: group.otherApplications,
    example: {
      ...place,
      request: requestLine(request),
      status: request.response?.status ?? null,
      finding: finding?.title ?? (said === undefined ? null : `The log says so: ${said.because}.`),
      next: finding?.fix.steps[0] ?? said?.decides ?? null,
    },
  };
}

/** A query may hold credentials. */
function requestLine({ method, target }: RequestReading): string {
  const path = target?.replace(/[?#].*$/s, '');
  return [method, path === undefined || path.length <= 80 ? path : `${path.slice(0, 80)}…`].filter(Boolean).join(' ');
}

function timeText(seconds: number | null): string | null {
  return seconds === null ? null : formatUtc(seconds).replace(' UTC', 'Z').replace(' ', 'T');
}
