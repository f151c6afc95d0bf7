import './debugger.css';
import { useEffect, useMemo } from 'preact/hooks';
import type { CauseId } from '../../../core/evidence/cause-id.ts';
import type { Report } from '../../../core/evidence/report.ts';
import { observe } from '../../../core/observe/observe.ts';
import { missingEvidence } from '../../../core/prose/report.ts';
import { visible } from '../../../core/prose/visible.ts';
import { pasted } from '../../browser/pasted.ts';
import { articleOf, FindingView } from '../../parts/finding.tsx';
import { VerdictTag } from '../../parts/verdict.tsx';
import { Editor } from './editor.tsx';
import { expecting } from './judge.ts';
import { readPaste } from './read-paste.ts';
import { useJudged } from './use-judged.ts';

interface Props {
  readonly cause: CauseId;
  /** What was found elsewhere is shown already, for the text that is here. */
  readonly isShownFor: string | undefined;
}

/** In the article of a cause: whether a token, a request or a 401 of one's own has it. Judged in the page, and kept for the debugger. */
export function CauseBox({ cause, isShownFor }: Props) {
  const text = pasted.use();
  // When it was pasted: an article may have been open for long.
  const now = useMemo(() => Math.floor(Date.now() / 1000), [text]);
  const paste = useMemo(() => readPaste(text), [text]);
  const subject = useMemo(() => paste && expecting(paste.input, {}), [paste]);
  const judged = useJudged(subject, 'auto', now);
  const shown = useMemo(() => {
    if (!subject) return undefined;
    const { token, credentials } = observe(subject.input);
    const findings = judged?.of === subject ? judged.report.findings : [];
    return { token, authorization: credentials?.text, findings };
  }, [subject, judged]);
  useEffect(() => {
    if (location.hash === '#check') document.getElementById('paste')?.focus();
  }, []);
  return (
    <section class="cause-box stack tight" aria-label="Is it this?">
      <Editor
        label="Is it this? Paste your token, request or 401: it stays in this page"
        text={text}
        judged={shown}
        onText={pasted.set}
      />
      {judged && text !== isShownFor && <Answer cause={cause} report={judged.report} />}
      {text !== '' && (
        <p class="small">
          <a href="/debugger">Open it in the debugger</a>, to add keys and what the API expects.
        </p>
      )}
    </section>
  );
}

/** Whether it is this cause, and if not what it is, or what would tell. */
function Answer({ cause, report }: { readonly cause: CauseId; readonly report: Report }) {
  const finding = report.findings.find((one) => one.cause === cause);
  const [root] = report.findings;
  const check = report.checks.find((one) => one.cause === cause);
  if (finding) {
    return (
      <section class="stack tight" aria-labelledby="own">
        <h2 id="own">In your request</h2>
        <FindingView finding={finding} isInArticle />
      </section>
    );
  }
  return (
    <p class="row" role="status">
      <VerdictTag verdict={report.verdict} />
      {root ? (
        <span>
          Not this: <a href={articleOf(root.cause)}>{visible(root.title)}</a>
        </span>
      ) : check?.result === 'cannot-tell' ? (
        <span>Whether it is this cannot be told without {missingEvidence([check]).join(', ') || 'more evidence'}.</span>
      ) : (
        <span>Not this: nothing of it was found.</span>
      )}
    </p>
  );
}
