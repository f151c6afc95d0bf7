import './help.css';
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { titleOf } from '../../../core/causes/index.ts';
import { articleDoc } from '../../../core/diagnosis/article.ts';
import { causeById } from '../../../core/diagnosis/diagnose.ts';
import type { ReportFinding } from '../../../core/evidence/report.ts';
import { visible } from '../../../core/prose/visible.ts';
import type { PageProps } from '../../browser/page-props.ts';
import { pasted } from '../../browser/pasted.ts';
import { usePlace } from '../../browser/router.ts';
import { Empty } from '../../parts/empty.tsx';
import { Failure } from '../../parts/failure.tsx';
import { FindingView } from '../../parts/finding.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { Words } from '../../parts/words.tsx';
import { useLoaded } from '../../server/api.ts';
import { readReport } from '../../server/reports.ts';
import { shownFinding } from '../../token/evidence.ts';
import { CauseBox } from '../debugger/cause-box.tsx';

const ABOVE = <a href="/help">Help</a>;

/** The article of a cause; opened from a report or the debugger, with that request's own evidence first. */
export default function ArticlePage({ params }: PageProps) {
  const id = params['id'] ?? '';
  const reportId = usePlace().query.get('report') ?? '';
  const text = pasted.use();
  const [arrived] = useState(text);
  const cause = causeById(id);
  if (!cause) {
    return (
      <>
        <PageHead title="No such article" above={ABOVE} />
        <Empty title="No cause has this id">
          <p>
            <code>{visible(id)}</code> is not the id of a cause. <a href="/help">All of them are listed here</a>.
          </p>
        </Empty>
      </>
    );
  }
  const [, ...article] = articleDoc(cause, { titleOf, linkTo: (other) => `/help/${other}` });
  const own = shownFinding(id);
  const isOwn = reportId === '' && own !== undefined && text === arrived;
  return (
    <>
      <PageHead
        title={cause.title}
        above={ABOVE}
        below={
          <p class="muted small">
            <code>{cause.id}</code>
          </p>
        }
      />
      <div class="article stack">
        {reportId !== '' && <OfReport id={reportId} cause={id} />}
        {isOwn && <Evidence finding={own} from={<a href="/debugger">What was in the debugger</a>} />}
        <CauseBox cause={cause.id} isShownFor={isOwn ? text : undefined} />
        <Words doc={article} />
      </div>
    </>
  );
}

function OfReport({ id, cause }: { readonly id: string; readonly cause: string }) {
  const loaded = useLoaded(id, (signal) => readReport(id, signal));
  if (loaded.state === 'failed') return <Failure problem={loaded.problem} retry={loaded.reload} />;
  if (loaded.state === 'loading') return null;
  const report = loaded.value;
  const finding = report.findings.find((one) => one.cause === cause);
  const link = (
    <a href={`/requests/${encodeURIComponent(id)}`}>
      {visible(`${report.method ?? 'The request'} ${report.path ?? ''}`.trim())}, answered with {report.status}
    </a>
  );
  if (!finding) return <p class="note">{link} does not have this cause.</p>;
  return <Evidence finding={finding} reportId={id} from={link} />;
}

interface EvidenceProps {
  readonly finding: ReportFinding;
  readonly reportId?: string;
  readonly from: ComponentChildren;
}

function Evidence({ finding, reportId, from }: EvidenceProps) {
  return (
    <section class="stack tight" aria-labelledby="own">
      <h2 id="own">In your request</h2>
      <p class="small muted">{from}</p>
      <FindingView finding={finding} reportId={reportId} isInArticle />
    </section>
  );
}
