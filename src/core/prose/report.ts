import type { EvidenceName } from '../evidence/evidence.ts';
import type { Check, Report, ReportFinding } from '../evidence/report.ts';
import { painter, type TerminalOptions } from './ansi.ts';
import { candidateLines } from './candidates.ts';
import { renderFinding } from './finding.ts';
import { keysTriedLines } from './keys-tried.ts';
import { flow } from './layout.ts';
import { otherFindings } from './other-findings.ts';

/** What each kind of evidence is called where it is asked for. */
const EVIDENCE = {
  now: "the verifier's time",
  clientNow: "the sender's time",
  serverDate: 'the Date header of the response',
  request: 'the request',
  credentials: 'the Authorization header',
  token: 'the token',
  acl: 'the acl of the token',
  expected: 'the issuer or audience that is expected',
  keySet: 'the key set of the issuer',
  registry: 'the registered application and its keys',
  signature: 'a public key to verify with',
  misread: 'a character that was misread',
  replay: 'the replay history',
  key: 'the key file',
  keyId: 'the key id in the name of the key file',
  passphrase: 'the passphrase of the key',
  verifierKey: 'a public key to verify with',
  secrets: 'the secret to verify with',
  secretBits: 'the secret to verify with',
  response: 'the response',
  redirects: 'the redirects before it',
  keyFile: 'why the key file could not be opened',
  keyInUse: 'the key that the process signs with',
  said: 'what was said',
  failure: 'the error of the connection',
} as const satisfies Record<EvidenceName, string>;

/** Exists only where something of its own went wrong, so nobody is asked for it. */
const RARE: readonly EvidenceName[] = [
  'keyId',
  'expected',
  'keySet',
  'secrets',
  'secretBits',
  'misread',
  'redirects',
  'keyFile',
  'keyInUse',
  'said',
  'failure',
];

/**
 * A report for a terminal: the root first and whole, the others one line each; or one line where nothing was found.
 * `token` is the text that the report is about, where there is one.
 */
export function renderReport(report: Report, token?: string, options: TerminalOptions = {}): string {
  const [root] = report.findings;
  if (!root) return nothingFound(report, options);
  const { follows, failsNext, mayFailNext } = otherFindings(report);
  return [
    renderFinding(root, token, { ...options, afterFix: report.afterFix, ...decisiveOf(report.checks) }),
    ...keysTriedLines(report, options),
    ...answerLine(report, options),
    ...candidateLines(report, options),
    ...oneLineEach('follows from it', follows, options),
    ...oneLineEach('will fail next', failsNext, options),
    ...oneLineEach('may fail next', mayFailNext, options),
    ...rulesLine(report, options),
  ].join('\n\n');
}

/** The evidence that was not at hand, in words, each once. */
export function missingEvidence(checks: readonly Check[]): string[] {
  return [...new Set(missingNames(checks).map((name) => EVIDENCE[name] ?? name))];
}

/** Of all that is missing, what a verdict waits for: a token, or a key to mint one with, and a key to verify it. */
function decisiveOf(checks: readonly Check[]): { decisive?: string } {
  const missing = new Set(missingNames(checks));
  const names = [
    ...(missing.has('token') && missing.has('key') ? [EVIDENCE.token] : []),
    ...(missing.has('signature') ? [EVIDENCE.signature] : []),
  ];
  return names.length === 0 ? {} : { decisive: names.join(' and ') };
}

function missingNames(checks: readonly Check[]): EvidenceName[] {
  return checks.flatMap((check) => (check.result === 'cannot-tell' ? check.needs.filter(isAskedFor) : []));
}

function nothingFound(report: Report, options: TerminalOptions): string {
  const paint = painter(options);
  const { good, verdict, text } = nothing(report);
  const [head = '', ...tail] = flow([text], options.width ?? 80, paint, `${verdict} `, '');
  const lines = [paint(verdict, good ? 'good' : 'unsure') + head.slice(verdict.length), ...tail];
  return [lines.join('\n'), ...candidateLines(report, options), ...rulesLine(report, options)].join('\n\n');
}

/** Where nothing was found: how many checks say so, and what the others would need. One sentence, without the verdict. */
export function nothingFoundLine(report: Report): string {
  const { text } = nothing(report);
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function nothing(report: Report) {
  const made = report.checks.filter((check) => check.result !== 'cannot-tell').length;
  const untold = report.checks.filter((check) => check.result === 'cannot-tell' && check.needs.some(isAskedFor)).length;
  const missing = missingEvidence(report.checks);
  const good = report.verdict === 'accepted';
  const verdict = good ? 'Accepted:' : 'Cannot tell:';
  const could = untold === 0 ? '.' : `; ${untold} could not run without ${missing.join(', ')}.`;
  const { status = null, message = null } = report.observed ?? {};
  const said =
    message === null ? `${status ?? 'in words that are not known'}` : `${status ?? 'with an error'}, "${message}"`;
  // Where an answer keeps a sound token from being called accepted, it has to be named.
  const refused = report.observed === undefined || good ? '' : `the server answered ${said}, and `;
  return { good, verdict, text: `${refused}${made} ${made === 1 ? 'check' : 'checks'} found no fault${could}` };
}

/** By whose rules, why, and how to choose others. Reports that were stored before 0.2 do not say. */
function rulesLine({ rules }: Report, options: TerminalOptions): string[] {
  if (rules === undefined) return [];
  const whose =
    rules.profile === 'jwt' ? 'the general rules of JWT (RFC 7519)' : `the profile ${rules.profile} (${rules.name})`;
  const others = rules.chosenBy === 'user' ? '' : ' Others: --profile NAME or FILE.';
  const text = `Judged by ${whose}, because ${rules.because}.${others}`;
  return [flow([text], options.width ?? 80, painter(options), '  ').join('\n')];
}

/** What the server said beside what was found. A text that is known for one cause only needs no word. */
function answerLine({ observed, rootCause, findings }: Report, options: TerminalOptions): string[] {
  if (!observed || observed.message === null || observed.agrees === null) return [];
  const others = observed.knownFor.filter((cause) => cause !== rootCause).length;
  const said = `The server answered "${observed.message}"`;
  const apart = findings[0]?.certainty === 'proved' ? 'the proof tells them apart' : 'this one fits best';
  const text = observed.agrees
    ? `${said}${others === 0 ? ', which fits' : `, and ${others === 1 ? '1 other cause gives' : `${others} other causes give`} the same answer: ${apart}`}.`
    : `${said}, which is known for other causes: ${observed.knownFor.slice(0, 3).join(', ')}. None of them is proved here.`;
  return [flow([text], options.width ?? 80, painter(options), '  ').join('\n')];
}

function isAskedFor(name: EvidenceName): boolean {
  return !RARE.includes(name);
}

function oneLineEach(heading: string, findings: readonly ReportFinding[], options: TerminalOptions): string[] {
  if (findings.length === 0) return [];
  const paint = painter(options);
  const column = Math.max(...findings.map((finding) => finding.cause.length)) + 2;
  const lines = findings.flatMap((finding) => {
    const name = `  ${finding.cause.padEnd(column)}`;
    return flow([finding.title], options.width ?? 80, paint, name, ' '.repeat(name.length));
  });
  return [[paint(heading, 'strong'), ...lines].join('\n')];
}
