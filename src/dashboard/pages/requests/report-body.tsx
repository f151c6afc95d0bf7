import type { ComponentChildren } from 'preact';
import { profileById } from '../../../core/claims/profiles/index.ts';
import { ticketText } from '../../../core/prose/ticket.ts';
import { visible } from '../../../core/prose/visible.ts';
import type { ReportView } from '../../../wire/report.ts';
import { Checks } from '../../parts/checks.tsx';
import { copyText } from '../../parts/copy-button.tsx';
import { Icon } from '../../parts/icon.tsx';
import { Machine } from '../../parts/machine.tsx';
import { Members } from '../../parts/members.tsx';
import { ReportFindings } from '../../parts/report-findings.tsx';
import { say } from '../../parts/toasts.tsx';
import { Command } from '../../parts/words.tsx';
import { RequestFacts } from './request-facts.tsx';
import { shareText } from './share.ts';
import { ShareLink } from './share-link.tsx';

/** A whole report: the request, what was found, every check, and what the caller was told. */
export function ReportBody({ report, name }: { readonly report: ReportView; readonly name: string | undefined }) {
  const { id, voice, traceparent } = report;
  const trace = traceparent?.split('-')[1];
  return (
    <div class="stack">
      <RequestFacts request={{ ...report, outcome: 'rejected' }} name={name}>
        <dt>Report</dt>
        <dd>
          <Machine text={id} name="the report id" />
        </dd>
        {trace !== undefined && (
          <>
            <dt>Trace</dt>
            <dd>
              <Machine text={trace} name="the trace id" />
            </dd>
          </>
        )}
      </RequestFacts>
      {voice === 'caller' && (
        <p class="note unsure">
          The request names no application of this account, so this report says only what its sender was told.
        </p>
      )}
      <ReportFindings report={report} reportId={id} />
      <Checks checks={report.checks} reportId={id} />
      <Told report={report} />
      <Decoded report={report} />
      <section class="stack tight" aria-labelledby="pass-on">
        <h3 id="pass-on">Pass it on</h3>
        <div class="row">
          <CopyText what="The text for a ticket" text={() => ticketText(report, report)}>
            Copy a text for a ticket
          </CopyText>
          <CopyText what="The report" text={() => shareText(report)}>
            Copy a text to share
          </CopyText>
        </div>
        <p class="small muted">
          A ticket gets the cause, who has to act and what they do; a chat, all that was found. Both contain ids and
          fingerprints, but not the token, its claims or any secret.
        </p>
        <Command text={`mintmark doctor --report ${id}`} />
      </section>
      {voice === 'owner' && <ShareLink id={id} />}
    </div>
  );
}

interface CopyTextProps {
  readonly what: string;
  readonly text: () => string;
  readonly children: ComponentChildren;
}

function CopyText({ what, text, children }: CopyTextProps) {
  const copy = async () => {
    const isCopied = await copyText(text());
    say(isCopied ? `${what} is copied, without token and claims` : 'The browser does not let this page copy.');
  };
  return (
    <button type="button" class="button" onClick={() => void copy()}>
      <Icon name="copy" /> {children}
    </button>
  );
}

function Told({ report: { told, findings } }: { readonly report: ReportView }) {
  if (!told) return null;
  const isAll = findings[0]?.cause === told.cause;
  return (
    <details>
      <summary>
        <strong>What the caller was told:</strong> {visible(told.title)}
      </summary>
      <p class="pre-line">{told.detail.split('\n').map(visible).join('\n')}</p>
      <p class="small muted">
        {isAll
          ? 'The same as you: the request and the clock alone show it.'
          : 'Less than you: only the owner of the application learns what the registry knows.'}
      </p>
    </details>
  );
}

function Decoded({ report }: { readonly report: ReportView }) {
  const { token, profile, findings, at, id } = report;
  const rules = profileById(profile);
  if (!token || !rules) return null;
  const common = { profile: rules, findings, now: at, reportId: id };
  return (
    <details>
      <summary>
        <strong>Header and claims of its token</strong>, by the clock of the judgement; the signature is not kept
      </summary>
      <div class="stack">
        {token.header && <Members part="header" members={token.header} {...common} />}
        {token.claims && <Members part="payload" members={token.claims} {...common} />}
      </div>
    </details>
  );
}
