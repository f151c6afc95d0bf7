import { causeById } from '../../core/diagnosis/diagnose.ts';
import { type Doc, paragraph } from '../../core/evidence/doc.ts';
import type { Report, ReportFinding } from '../../core/evidence/report.ts';
import { placeName } from '../../core/prose/token-anatomy.ts';
import { visible } from '../../core/prose/visible.ts';
import { Icon } from './icon.tsx';
import { VerdictTag } from './verdict.tsx';
import { Command, Words } from './words.tsx';

interface Props {
  readonly finding: ReportFinding;
  readonly afterFix?: Report['afterFix'];
  /** Id of the report that the finding is of: its article is filled from it. */
  readonly reportId?: string | undefined;
  /** In the article of its own cause: no link to it. */
  readonly isInArticle?: boolean;
}

/** One finding, as everywhere: what, where, the proof, the next step, and what the mended thing was judged to be. */
export function FindingView({ finding, afterFix, reportId, isInArticle }: Props) {
  const { title, at, fix } = finding;
  const [next, ...alternatives] = fix.steps;
  return (
    <article class="finding stack tight" id={`finding-${finding.cause}`}>
      <FindingHead finding={finding} />
      <p class="finding-title">{visible(title)}</p>
      {at && (
        <p class="small muted">
          Where: <span class={`part-${at.part ?? 'none'}`}>{visible(placeName(at))}</span>
          {at.in === 'token' && at.part && `, characters ${at.start} to ${at.end}`}
        </p>
      )}
      <Words doc={proofOf(finding)} />
      <div class="advice stack tight">
        {next && (
          <p>
            <strong class="advice-name">Next</strong> {visible(next)}
          </p>
        )}
        {fix.command !== null && <Command text={fix.command} />}
        {alternatives.length > 0 && (
          <ul class="words-list">
            {alternatives.map((step) => (
              <li key={step}>{visible(step)}</li>
            ))}
          </ul>
        )}
        {afterFix && !afterFix.remaining.includes(finding.cause) && (
          <p>
            <strong class="advice-name">Then</strong> <VerdictTag verdict={afterFix.verdict} />
            {afterFix.remaining[0] && <code> {afterFix.remaining[0]}</code>}
          </p>
        )}
        {!isInArticle && (
          <p>
            <a href={articleOf(finding.cause, reportId)}>Why, and how to fix it: {finding.cause}</a>
          </p>
        )}
      </div>
    </article>
  );
}

/** The cause, how sure it is, and whether it rejects. */
export function FindingHead({ finding }: { readonly finding: ReportFinding }) {
  const { cause, severity, certainty } = finding;
  const isFault = severity === 'fault';
  return (
    <p class="row finding-head">
      <code>{cause}</code>
      <span class={`tag ${isFault ? 'rejected' : 'unsure'}`}>
        <Icon name={isFault ? 'cross' : 'alert'} /> {isFault ? certainty : `risk, ${certainty}`}
      </span>
    </p>
  );
}

export function articleOf(cause: string, reportId?: string): string {
  return `/help/${encodeURIComponent(cause)}${reportId === undefined ? '' : `?report=${encodeURIComponent(reportId)}`}`;
}

/** The tree that the cause makes of its facts; of a server that knows more causes than this page, its plain text. */
export function proofOf({ cause, facts, detail }: ReportFinding): Doc {
  const known = causeById(cause);
  if (known) return known.explain(facts).detail;
  return detail.split('\n').flatMap((line) => (line.trim() === '' ? [] : [paragraph(line)]));
}
