import { Bone } from '../../parts/bone.tsx';
import { Failure } from '../../parts/failure.tsx';
import { useLoaded } from '../../server/api.ts';
import { readReport } from '../../server/reports.ts';
import { ReportBody } from './report-body.tsx';
import { SidePanel } from './side-panel.tsx';

interface Props {
  readonly id: string;
  readonly nameOf: (applicationId: string | null) => string | undefined;
  readonly onClose: () => void;
}

/** The report of one rejected request, beside the list. */
export function ReportPanel({ id, nameOf, onClose }: Props) {
  const loaded = useLoaded(id, (signal) => readReport(id, signal));
  const link = (
    <a class="small" href={`/requests/${encodeURIComponent(id)}`}>
      Open as a page
    </a>
  );
  return (
    <SidePanel title="Report" id={id} link={link} onClose={onClose}>
      {loaded.state === 'loading' && <Bone columns={30} />}
      {loaded.state === 'failed' && <Failure problem={loaded.problem} retry={loaded.reload} />}
      {loaded.state === 'done' && <ReportBody report={loaded.value} name={nameOf(loaded.value.application_id)} />}
    </SidePanel>
  );
}
