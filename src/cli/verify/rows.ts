import { allows } from '../../core/claims/acl.ts';
import { causeById } from '../../core/diagnosis/diagnose.ts';
import type { Stage } from '../../core/evidence/cause.ts';
import type { CauseId } from '../../core/evidence/cause-id.ts';
import type { Evidence } from '../../core/evidence/evidence.ts';
import type { Report, ReportFinding } from '../../core/evidence/report.ts';
import { timesOf } from '../../core/observe/token-times.ts';
import { whyUnchecked } from './why-unchecked.ts';

/** One check of a verified token. `ok` only where the check was made and held. */
export interface Row {
  readonly check: string;
  readonly result: 'ok' | 'fault' | 'not-checked';
  /** What is at fault, or why it was not checked; of what is good, what will bite. Empty where there is nothing to say. */
  readonly why: string;
  readonly cause: CauseId | null;
}

/** `held`, what does not hold in words, or why it could not be looked at. */
type Outcome = 'held' | { readonly broken: string } | { readonly unchecked: string };

interface Check {
  readonly name: string;
  /** Findings of these stages are told in this row. */
  readonly stage: Stage;
  readonly outcome: (evidence: Evidence) => Outcome;
}

const unchecked = (why: string): Outcome => ({ unchecked: why });
const broken = (what: string): Outcome => ({ broken: what });

const CHECKS: readonly Check[] = [
  {
    name: 'three parts of strict base64url and JSON',
    stage: 'shape',
    outcome: ({ token }) => (token?.faults.length === 0 ? 'held' : broken('The token is not well-formed.')),
  },
  {
    name: 'the JOSE Header',
    stage: 'header',
    outcome({ token, profile }) {
      const members = token?.header.members;
      if (members === undefined) return unchecked('the header cannot be read');
      const isAccepted = profile.algorithms.includes(String(members['alg']));
      return isAccepted ? 'held' : broken('The algorithm is not accepted.');
    },
  },
  {
    name: 'the claims',
    stage: 'claims',
    outcome: ({ token }) => (token?.payload.members ? 'held' : unchecked('the payload cannot be read')),
  },
  {
    name: 'the application',
    stage: 'registry',
    outcome({ registry }) {
      if (registry === undefined) return unchecked('no server was asked');
      return registry.application === null || registry.application.suspended
        ? broken('The application is unknown or suspended.')
        : 'held';
    },
  },
  {
    name: 'the signature',
    stage: 'signature',
    outcome(evidence) {
      if (hasNoKeys(evidence)) return unchecked('there is no application whose keys could be tried');
      if (evidence.signature === undefined) return unchecked(whyUnchecked(evidence));
      return evidence.signature.verifiedBy === null ? broken('The signature does not verify.') : 'held';
    },
  },
  {
    name: 'the time',
    stage: 'time',
    outcome: (evidence) => (timesOf(evidence) ? 'held' : unchecked('the payload cannot be read')),
  },
  {
    name: 'the acl',
    stage: 'permission',
    outcome({ acl, request }) {
      if (acl === undefined) return unchecked('the payload cannot be read');
      if (acl.kind === 'malformed') return unchecked('the acl cannot be read');
      if (request?.target === undefined || request.method === undefined)
        return unchecked('the request is not known: give --method and --path');
      const { path } = request.target;
      if (path === undefined) return unchecked('the path can be read in more than one way');
      if (acl.kind === 'absent' || allows(acl, request.method, path).allowed) return 'held';
      return broken('The acl does not allow this request.');
    },
  },
];

/** Where each is told that a person looks for elsewhere than in its stage. */
const TOLD_AT: { readonly [cause in CauseId]?: Stage } = {
  'algorithm-not-allowed': 'header',
  'secret-in-place-of-private-key': 'signature',
  'token-of-other-kind': 'claims',
  'key-not-in-set': 'signature',
};

const OTHER_STAGES: { readonly [stage in Stage]?: string } = {
  transport: 'the Authorization header',
  replay: 'used only once',
  key: 'the key',
  environment: 'the environment',
};

/** The checks of a token in their order: a verdict says no more than its rows. */
export function rowsOf({ findings }: Report, evidence: Evidence): Row[] {
  const isTold = ({ cause }: ReportFinding) => cause !== 'signed-by-unknown-key' || !hasNoKeys(evidence);
  const told = (stage: Stage) => findings.filter((finding) => stageOf(finding) === stage && isTold(finding));
  const elsewhere = Object.entries(OTHER_STAGES) as [Stage, string][];
  return [
    ...elsewhere.flatMap(([stage, name]) => told(stage).map((finding) => rowOf(name, finding))),
    ...CHECKS.flatMap((check) => rowsFor(check, told(check.stage), check.outcome(evidence))),
  ];
}

/** Without the application there was nothing to try the signature with, which says nothing about it. */
function hasNoKeys({ registry }: Evidence): boolean {
  return registry?.application === null;
}

function stageOf({ cause }: ReportFinding): Stage | undefined {
  return TOLD_AT[cause] ?? causeById(cause)?.stage;
}

function rowsFor({ name }: Check, told: readonly ReportFinding[], outcome: Outcome): Row[] {
  const faults = told.filter(isFault);
  if (faults.length > 0) return faults.map((finding) => rowOf(name, finding));
  const why = told.map(wordsOf).join(' ');
  const cause = told[0]?.cause ?? null;
  if (outcome === 'held') return [{ check: name, result: told.some(isDoubted) ? 'not-checked' : 'ok', why, cause }];
  if ('broken' in outcome) return [{ check: name, result: 'fault', why: outcome.broken, cause: null }];
  return [{ check: name, result: 'not-checked', why: outcome.unchecked, cause: null }];
}

function rowOf(check: string, finding: ReportFinding): Row {
  const result = isFault(finding) ? 'fault' : isDoubted(finding) ? 'not-checked' : 'ok';
  return { check, result, why: wordsOf(finding), cause: finding.cause };
}

function isFault({ severity, certainty }: ReportFinding): boolean {
  return severity === 'fault' && certainty !== 'possible';
}

/** A fault that is merely possible leaves the verdict open. */
function isDoubted({ severity, certainty }: ReportFinding): boolean {
  return severity === 'fault' && certainty === 'possible';
}

function wordsOf({ title, severity, certainty, cause }: ReportFinding): string {
  const weight = severity === 'risk' ? 'risk: ' : certainty === 'possible' ? 'possibly: ' : '';
  return `${weight}${title} (${cause})`;
}
