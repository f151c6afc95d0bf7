import type { Identity } from '../../actions/authenticate-request.ts';
import { causeById, inWords } from '../../core/diagnosis/diagnose.ts';
import type { Told } from '../../core/diagnosis/tell.ts';
import type { Finding, Report, ReportFinding } from '../../core/evidence/report.ts';
import { formatChallenge } from '../../core/request/challenge.ts';

/** An HTTP answer before it is written: the same for the gate, the sandbox and every middleware. */
export interface Answer {
  readonly status: number;
  readonly headers: { readonly [name: string]: string };
  readonly body: string;
}

export interface AnswerSettings {
  readonly realm: string;
  /** Start of the address of a help page: `http://127.0.0.1:4401/causes/`. */
  readonly helpBase: string;
  /** Start of the address of a report; absent where reports are not kept. */
  readonly reportBase?: string;
}

const IDENTITY_FIELDS = {
  'X-Mintmark-Application-Id': (identity: Identity) => identity.applicationId,
  'X-Mintmark-Account': (identity: Identity) => identity.accountId,
  'X-Mintmark-Subject': (identity: Identity) => identity.subject ?? '',
  'X-Mintmark-Jti': (identity: Identity) => identity.jti,
} as const;

/** Every identity field is always set, so that none that a client sent survives. Other bytes than visible ASCII are percent-encoded. */
export function identityFields(identity: Identity): { [name: string]: string } {
  return Object.fromEntries(
    Object.entries(IDENTITY_FIELDS).map(([name, read]) => [name, visibleAscii(read(identity))]),
  );
}

/** 204, with who sent it. `X-Mintmark-Acl` says what the acl was checked against. */
export function acceptance(identity: Identity, judged: { method?: string; target?: string }): Answer {
  const acl = judged.target === undefined ? 'not-checked' : judged.method === undefined ? 'path' : 'method, path';
  return {
    status: 204,
    headers: { ...identityFields(identity), 'X-Mintmark-Acl': acl, 'Cache-Control': 'no-store' },
    body: '',
  };
}

/** 204 for a browser's preflight, which is nobody's: every identity field is set, and empty. */
export function passedPreflight(): Answer {
  const nobody = Object.fromEntries(Object.keys(IDENTITY_FIELDS).map((name) => [name, '']));
  return {
    status: 204,
    headers: { ...nobody, 'X-Mintmark-Acl': 'not-checked', 'Cache-Control': 'no-store' },
    body: '',
  };
}

/** The members that every explained rejection has, whatever the shape around them. */
export interface RejectionMembers {
  readonly status: number;
  readonly cause: string;
  readonly title: string;
  readonly detail: string;
  readonly help: string;
  readonly facts: Finding['facts'];
  readonly instance: string;
  readonly report: string | null;
  readonly fix: ReportFinding['fix'];
  /** Other faults that can be read off the same request. */
  readonly also: readonly string[];
  /** With `explain` set to `full` only: the whole report. */
  readonly diagnosis?: Report;
}

export function rejectionMembers(
  { finding, others }: Told,
  reportId: string,
  settings: AnswerSettings,
  full?: Report,
): RejectionMembers {
  const told = full?.findings.find((one) => one.cause === full.rootCause) ?? finding;
  const faults = full?.findings.filter(({ severity }) => severity === 'fault') ?? others;
  return {
    status: causeById(told.cause)?.status ?? 401,
    cause: told.cause,
    title: told.title,
    detail: told.detail,
    help: told.help,
    facts: told.facts,
    instance: reportId,
    report: settings.reportBase === undefined ? null : settings.reportBase + reportId,
    fix: told.fix,
    also: faults.map(({ cause }) => cause).filter((cause) => cause !== told.cause),
    ...(full && { diagnosis: full }),
  };
}

/** The explained 401 or 403 as RFC 9457 problem details; `shape` lays another API's members under ours. */
export function rejection(
  members: RejectionMembers,
  settings: AnswerSettings,
  shape?: { [name: string]: unknown },
): Answer {
  const problem = shape
    ? {
        ...shape,
        status: members.status,
        help: members.help,
        explanation: { title: members.title, detail: members.detail },
      }
    : { type: members.help, title: members.title, status: members.status, detail: members.detail };
  const { cause, facts, instance, report, fix, also, diagnosis } = members;
  const body = { ...problem, instance, cause, facts, report, fix, also, ...(diagnosis && { diagnosis }) };
  return {
    status: members.status,
    headers: {
      'Content-Type': 'application/problem+json',
      'Cache-Control': 'no-store',
      'X-Content-Type-Options': 'nosniff',
      'WWW-Authenticate': challengeOf(members.cause, members.title, settings.realm),
    },
    body: JSON.stringify(body),
  };
}

/** Status and challenge of a rejection, without a word of explanation. */
export function bareRejection(finding: Finding, { realm, helpBase }: AnswerSettings): Answer {
  const { title } = inWords(finding, [finding], helpBase);
  return {
    status: causeById(finding.cause)?.status ?? 401,
    headers: { 'Cache-Control': 'no-store', 'WWW-Authenticate': challengeOf(finding.cause, title, realm) },
    body: '',
  };
}

function challengeOf(cause: string, title: string, realm: string): string {
  const error = causeById(cause)?.challenge ?? null;
  return formatChallenge({ realm, ...(error !== null && { error, description: title }) });
}

function visibleAscii(text: string): string {
  return text.replace(/[^\x21-\x24\x26-\x7e]/gu, (char) => {
    const bytes = new TextEncoder().encode(char);
    return Array.from(bytes, (byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join('');
  });
}
