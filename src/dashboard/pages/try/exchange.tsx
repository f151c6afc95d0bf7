import { useEffect, useState } from 'preact/hooks';
import { readToken } from '../../../core/jws/read-token.ts';
import { visible } from '../../../core/prose/visible.ts';
import type { ReportView } from '../../../wire/report.ts';
import { CopyButton } from '../../parts/copy-button.tsx';
import { Failure } from '../../parts/failure.tsx';
import { Icon } from '../../parts/icon.tsx';
import { ReportFindings } from '../../parts/report-findings.tsx';
import { TokenText } from '../../parts/token-text.tsx';
import { ApiProblem, asProblem } from '../../server/problem.ts';
import { readReport } from '../../server/reports.ts';
import type { Exchange } from './targets.ts';

/** What was sent, what came back, and why: side by side. */
export function ExchangeView({ exchange }: { readonly exchange: Exchange }) {
  const { request, response } = exchange;
  const token = request.fields[0]?.[1].replace(/^Bearer /, '') ?? '';
  const isGood = response.status < 400;
  return (
    <section class="stack" aria-labelledby="exchange" aria-live="polite">
      <h2 id="exchange" class="row">
        <span class={`tag ${isGood ? 'accepted' : 'rejected'}`}>
          <Icon name={isGood ? 'check' : 'cross'} /> {response.status}
        </span>
        <span>{isGood ? 'Accepted' : 'Not accepted'}</span>
      </h2>
      <div class="two">
        <div class="stack">
          <div class="card stack tight">
            <div class="row spread">
              <h3>Request</h3>
              <CopyButton text={curlOf(request)} name="the request as a curl line" />
            </div>
            <Http
              first={`${request.method} ${request.path}`}
              fields={request.fields.map(([name, value]) => [name, name === 'Authorization' ? 'Bearer …' : value])}
              body={request.body}
            />
            <TokenText token={readToken(token)} findings={[]} />
          </div>
          <Explanation exchange={exchange} />
        </div>
        <div class="card stack tight">
          <h3>Response</h3>
          <Http
            first={`HTTP ${response.status} ${response.statusText}`}
            fields={response.fields}
            body={prettyJson(response.body)}
          />
        </div>
      </div>
    </section>
  );
}

/** A report is made after the answer: it may take a moment until it is there. */
const ATTEMPTS = 10;
const PAUSE_MILLISECONDS = 200;

function Explanation({ exchange: { reportId, response } }: { readonly exchange: Exchange }) {
  const [report, setReport] = useState<ReportView>();
  const [problem, setProblem] = useState<ApiProblem>();
  useEffect(() => {
    setReport(undefined);
    setProblem(undefined);
    if (reportId === undefined) return;
    const abort = new AbortController();
    waitForReport(reportId, abort.signal).then(setReport, (error: unknown) => {
      if (!abort.signal.aborted) setProblem(asProblem(error));
    });
    return () => abort.abort();
  }, [reportId]);
  if (problem) return <Failure problem={problem} />;
  if (report) {
    return (
      <div class="stack">
        <h3>Why</h3>
        <ReportFindings report={report} reportId={report.id} />
        <p>
          <a href={`/requests/${report.id}`}>The whole report, with every check</a>
        </p>
      </div>
    );
  }
  if (response.status < 400) {
    return <p>The signature, the times and the claims are valid, and the acl allows the request.</p>;
  }
  if (reportId === undefined)
    return <p>The token was accepted; the API itself rejected the request: its body says why.</p>;
  return null;
}

async function waitForReport(id: string, signal: AbortSignal): Promise<ReportView> {
  for (let attempt = 1; ; attempt++) {
    try {
      return (await readReport(id, signal)).value;
    } catch (error) {
      const isMissing = error instanceof ApiProblem && error.status === 404;
      if (!isMissing || attempt === ATTEMPTS) throw error;
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MILLISECONDS));
    }
  }
}

interface HttpProps {
  readonly first: string;
  readonly fields: readonly (readonly [string, string])[];
  readonly body: string;
}

function Http({ first, fields, body }: HttpProps) {
  return (
    <pre class="http">
      <code>
        {[first, ...fields.map(([name, value]) => `${name}: ${value}`), '', ...body.split('\n')]
          .map(visible)
          .join('\n')
          .trimEnd()}
      </code>
    </pre>
  );
}

function prettyJson(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

/** With the origin of this page, ready for a POSIX shell. */
function curlOf({ method, path, fields, body }: Exchange['request']): string {
  const quoted = (text: string) => `'${text.replaceAll("'", String.raw`'\''`)}'`;
  return [
    `curl -i -X ${method} ${quoted(location.origin + path)}`,
    ...fields.map(([name, value]) => `-H ${quoted(`${name}: ${value}`)}`),
    ...(body ? [`-d ${quoted(body)}`] : []),
  ].join(' \\\n  ');
}
