import { useEffect } from 'preact/hooks';
import type { KeysTried, Report, ReportFinding } from '../../core/evidence/report.ts';
import { otherFindings } from '../../core/prose/other-findings.ts';
import { visible } from '../../core/prose/visible.ts';
import { rememberFindings } from '../token/evidence.ts';
import { FindingHead, FindingView } from './finding.tsx';

interface Props {
  readonly report: Report;
  readonly reportId?: string | undefined;
}

/** The root first and whole; what follows from it, and what will bite next, one line each until it is opened. */
export function ReportFindings({ report, reportId }: Props) {
  const [root] = report.findings;
  useEffect(() => rememberFindings(report.findings), [report]);
  if (!root) return null;
  const { follows, failsNext, mayFailNext } = otherFindings(report);
  return (
    <div class="stack">
      <FindingView finding={root} afterFix={report.afterFix} reportId={reportId} />
      {report.keysTried && <KeysTriedView tried={report.keysTried} />}
      <Others name="Follows from it" findings={follows} reportId={reportId} />
      <Others name="Will fail next" findings={failsNext} reportId={reportId} />
      <Others name="May fail next" findings={mayFailNext} reportId={reportId} />
    </div>
  );
}

/** Which keys did not sign, and what that leaves: the questions that an owner would ask next. */
function KeysTriedView({ tried: { acceptedNow, ruledOut, tried, of, leaves } }: { readonly tried: KeysTried }) {
  const lists = [
    ['Accepted now', acceptedNow.length === 0 ? ['no key'] : acceptedNow],
    ['Ruled out', ruledOut.length === 0 ? ['there is no other key'] : ruledOut],
    ['That leaves', leaves],
  ] as const;
  return (
    <section class="stack tight" aria-label="Keys that were tried">
      <h3>
        No key that this server knows signed it ({tried} of {of} tried)
      </h3>
      <dl class="facts">
        {lists.map(([name, texts]) => (
          <>
            <dt>{name}</dt>
            <dd>
              {texts.map((text) => (
                <div key={text}>{visible(text)}</div>
              ))}
            </dd>
          </>
        ))}
      </dl>
    </section>
  );
}

function Others({
  name,
  findings,
  reportId,
}: {
  readonly name: string;
  readonly findings: readonly ReportFinding[];
  readonly reportId: string | undefined;
}) {
  if (findings.length === 0) return null;
  return (
    <section class="stack tight" aria-label={name}>
      <h3>{name}</h3>
      {findings.map((finding) => (
        <details class="other-finding" key={finding.cause}>
          <summary>
            <FindingHead finding={finding} />
            <span>{visible(finding.title)}</span>
          </summary>
          <FindingView finding={finding} reportId={reportId} />
        </details>
      ))}
    </section>
  );
}
