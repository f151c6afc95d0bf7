import './requests.css';
import type { PageProps } from '../../browser/page-props.ts';
import { Bone } from '../../parts/bone.tsx';
import { Failure } from '../../parts/failure.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { useLoaded } from '../../server/api.ts';
import { findApplications } from '../../server/applications.ts';
import { readReport } from '../../server/reports.ts';
import { FindReport } from './find-report.tsx';
import { ReportBody } from './report-body.tsx';

/** Why one request was rejected: where the id of a 401 leads. */
export default function ReportPage({ params }: PageProps) {
  const id = params['id'] ?? '';
  const loaded = useLoaded(id, async (signal) => {
    const { value: report } = await readReport(id, signal);
    const { application_id: applicationId } = report;
    const found = applicationId === null ? [] : await findApplications(applicationId, signal);
    return { value: { report, name: found.find((one) => one.id === applicationId)?.name }, etag: undefined };
  });
  const isMissing = loaded.state === 'failed' && loaded.problem.status === 404;
  return (
    <>
      <PageHead title="Why it was rejected" above={<a href="/requests">Requests</a>} />
      {loaded.state === 'loading' && <Bone columns={40} />}
      {isMissing && (
        <div class="stack">
          <p class="note unsure">
            No report of this account has the id <code>{id}</code>. Only the newest reports are kept, for a limited
            time, and a report is shown only to the account that it belongs to.
          </p>
          <FindReport />
        </div>
      )}
      {loaded.state === 'failed' && !isMissing && <Failure problem={loaded.problem} retry={loaded.reload} />}
      {loaded.state === 'done' && (
        <section aria-label="Report">
          <h2 class="unseen">Report</h2>
          <ReportBody {...loaded.value} />
        </section>
      )}
    </>
  );
}
