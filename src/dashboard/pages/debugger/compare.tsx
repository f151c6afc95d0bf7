import type { JsonObject } from '../../../core/encoding/json.ts';
import type { Report } from '../../../core/evidence/report.ts';
import type { TokenReading } from '../../../core/jws/reading.ts';
import { visible } from '../../../core/prose/visible.ts';
import { CopyButton } from '../../parts/copy-button.tsx';
import { Scroller } from '../../parts/scroller.tsx';
import { TokenText } from '../../parts/token-text.tsx';
import { VerdictTag } from '../../parts/verdict.tsx';

export interface Side {
  readonly token: TokenReading;
  readonly report: Report;
}

/** The token before and after: what each was judged to be, and every member that is not the same. */
export function Compare({ before, after }: { readonly before: Side; readonly after: Side }) {
  const rows = [
    ...differences('header', before.token.header.members, after.token.header.members),
    ...differences('payload', before.token.payload.members, after.token.payload.members),
  ];
  return (
    <div class="stack tight">
      <h3>Before and after</h3>
      <Scroller name="Before and after">
        <table class="list">
          <thead>
            <tr>
              <th scope="col">Member</th>
              <th scope="col">Before</th>
              <th scope="col">After</th>
            </tr>
          </thead>
          <tbody>
            <tr>
              <th scope="row">Judged</th>
              <td>
                <Judged report={before.report} />
              </td>
              <td>
                <Judged report={after.report} />
              </td>
            </tr>
            {rows.map(({ part, name, from, to }) => (
              <tr key={`${part} ${name}`}>
                <th scope="row">
                  <code class={`part-${part}`}>{visible(name)}</code>
                </th>
                <td>{from === undefined ? <span class="muted">not there</span> : <code>{visible(from)}</code>}</td>
                <td>{to === undefined ? <span class="muted">not there</span> : <code>{visible(to)}</code>}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroller>
      {rows.length === 0 && <p class="small muted">Header and claims are the same; only the signature is new.</p>}
      <div class="row">
        <strong>The new token</strong>
        <CopyButton text={after.token.text} name="the new token" />
      </div>
      <TokenText token={after.token} findings={after.report.findings} />
    </div>
  );
}

function Judged({ report }: { readonly report: Report }) {
  return (
    <>
      <VerdictTag verdict={report.verdict} /> {report.rootCause && <code>{report.rootCause}</code>}
    </>
  );
}

function differences(part: 'header' | 'payload', before: JsonObject = {}, after: JsonObject = {}) {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].flatMap((name) => {
    const [from, to] = [before[name], after[name]].map((value) => value !== undefined && JSON.stringify(value));
    return from === to ? [] : [{ part, name, from: from || undefined, to: to || undefined }];
  });
}
