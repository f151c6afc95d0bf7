import type { ReadReport } from '../../actions/read-report.ts';
import type { SharedReport } from '../../actions/share-report.ts';
import { describeDuration, formatUtc } from '../../core/claims/numeric-date.ts';
import { causeById } from '../../core/diagnosis/diagnose.ts';
import {
  type Block,
  code,
  command,
  type Doc,
  heading,
  link,
  list,
  pairs,
  paragraph,
  steps,
} from '../../core/evidence/doc.ts';
import type { ReportFinding } from '../../core/evidence/report.ts';
import { htmlOf } from '../../core/prose/html.ts';
import { PARTY_WORDS, ticketText } from '../../core/prose/ticket.ts';
import { pageHtml } from './shell.ts';

/** What stands behind a link that was followed; `wait`: too many links that open nothing were tried. */
export type Shown = SharedReport | { readonly kind: 'wait'; readonly seconds: number };

/** The page of a shared report, or what became of it. It says what the sender of the request was told, and no more. */
export function sharedReportPage(shown: Shown): string {
  const doc = docOf(shown);
  const [title] = doc;
  return pageHtml({
    title: title?.kind === 'heading' ? title.text : 'Shared report',
    main: htmlOf(doc),
    isPrivate: true,
  });
}

function docOf(shown: Shown): Doc {
  switch (shown.kind) {
    case 'open':
      return reportDoc(shown.report, shown.share.expiresAt);
    case 'expired':
      return closed('This link has expired', `It opened a report until ${formatUtc(shown.share.expiresAt)}.`);
    case 'gone':
      return closed('The report is no longer kept', 'Reports are kept for a limited time, and this one is gone.');
    case 'unknown':
      return closed('This link opens nothing', 'It was taken back, or it was copied only in part.');
    case 'wait':
      return [
        heading(1, 'Too many links were tried'),
        paragraph(
          `From your network came many links that open nothing. Try again in ${describeDuration(shown.seconds)}.`,
        ),
      ];
  }
}

const closed = (title: string, why: string): Doc => [
  heading(1, title),
  paragraph(why),
  paragraph('Ask whoever sent it to you for a new one.'),
];

function reportDoc(report: ReadReport, expiresAt: number): Doc {
  const { id, at, status, method, path, findings } = report;
  const [root, ...others] = findings;
  return [
    heading(1, root?.title ?? 'A request was rejected, and the cause is not known'),
    pairs(
      ['Request', code(`${method ?? 'a request'} ${path ?? ''}`.trim())],
      ['Answered with', `${status}, ${formatUtc(at)}`],
      ...(root ? ([['Cause', [link(root.cause, `/causes/${root.cause}`), `, ${root.certainty}`]]] as const) : []),
      // Reports that were stored before 0.2 do not say.
      ...(root?.party === undefined ? [] : ([['Who acts', PARTY_WORDS[root.party]]] as const)),
      ['Report', code(id)],
    ),
    ...(root ? foundDoc(root) : candidatesDoc(report)),
    ...(others.length === 0 ? [] : [heading(2, 'Found as well'), list(...others.map(({ title }) => title))]),
    heading(2, 'Text for a ticket'),
    command(ticketText(report, report)),
    paragraph(
      'This page says what the sender of the request was told. What the owner of the application knows beyond that is ' +
        `not here. The link opens it until ${formatUtc(expiresAt)}, unless it is taken back before.`,
    ),
  ];
}

function foundDoc({ cause, facts, detail, fix }: ReportFinding): Doc {
  const known = causeById(cause)?.explain(facts).detail;
  const proof: Doc = known ?? detail.split('\n').flatMap((line): Block[] => (line === '' ? [] : [paragraph(line)]));
  return [
    heading(2, 'What was found'),
    ...proof,
    heading(2, 'What to do'),
    steps(...fix.steps),
    ...(fix.command === null ? [] : [command(fix.command)]),
  ];
}

function candidatesDoc({ candidates = [] }: ReadReport): Doc {
  if (candidates.length === 0) return [];
  const items = candidates.map(({ cause, title, decides }) => [link(title, `/causes/${cause}`), `. Look: ${decides}`]);
  return [heading(2, 'What it may be, most likely first'), list(...items)];
}
