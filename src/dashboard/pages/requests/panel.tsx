import { useEffect, useRef } from 'preact/hooks';
import { useLoaded } from '../../api.ts';
import { Bone } from '../../parts/bone.tsx';
import { Failure } from '../../parts/failure.tsx';
import { Icon } from '../../parts/icon.tsx';
import { readReport } from '../../reports.ts';
import { ReportBody } from './report-body.tsx';

interface Props {
  readonly id: string;
  readonly nameOf: (applicationId: string | null) => string | undefined;
  readonly onClose: () => void;
}

/** The report of one request, beside the list. */
export function ReportPanel({ id, nameOf, onClose }: Props) {
  const heading = useRef<HTMLHeadingElement>(null);
  const loaded = useLoaded(id, (signal) => readReport(id, signal));
  useEffect(() => heading.current?.focus(), [id]);
  return (
    <aside
      class="report-panel card stack"
      aria-label="Report"
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose();
      }}
    >
      <div class="row spread">
        <h2 ref={heading} tabIndex={-1}>
          Report
        </h2>
        <div class="row">
          <a class="small" href={`/requests/${encodeURIComponent(id)}`}>
            On a page of its own
          </a>
          <button type="button" class="button small" onClick={onClose}>
            <Icon name="cross" /> Close
          </button>
        </div>
      </div>
      {loaded.state === 'loading' && <Bone columns={30} />}
      {loaded.state === 'failed' && <Failure problem={loaded.problem} retry={loaded.reload} />}
      {loaded.state === 'done' && <ReportBody report={loaded.value} name={nameOf(loaded.value.application_id)} />}
    </aside>
  );
}
