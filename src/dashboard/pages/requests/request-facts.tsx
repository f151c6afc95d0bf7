import type { ComponentChildren } from 'preact';
import { formatUtc } from '../../../core/claims/numeric-date.ts';
import { visible } from '../../../core/prose/visible.ts';
import type { LogEntry } from '../../../wire/logged-request.ts';
import { Ago } from '../../parts/ago.tsx';
import { Icon } from '../../parts/icon.tsx';
import { ApplicationOf } from './application-of.tsx';

interface Props {
  readonly request: Pick<
    LogEntry,
    'outcome' | 'at' | 'application_id' | 'status' | 'method' | 'path' | 'client_address' | 'user_agent'
  >;
  /** Of its application, where that is one of the account. */
  readonly name: string | undefined;
  /** More rows. */
  readonly children: ComponentChildren;
}

/** What a request of the log was, and how it was answered. */
export function RequestFacts({ request, name, children }: Props) {
  const { outcome, at, application_id: applicationId, status, method, path } = request;
  const { client_address: client, user_agent: userAgent } = request;
  return (
    <dl class="facts">
      <dt>Request</dt>
      <dd>
        <code>{visible(`${method ?? 'method not known'} ${path ?? 'path not known'}`)}</code>
      </dd>
      <dt>Answered</dt>
      <dd>
        <span class={`tag ${outcome}`}>
          <Icon name={outcome === 'accepted' ? 'check' : 'cross'} /> {status}
        </span>{' '}
        <Ago at={at} />, {formatUtc(at)}
      </dd>
      <dt>Application</dt>
      <dd>{applicationId === null ? 'none was named' : <ApplicationOf id={applicationId} name={name} />}</dd>
      {client !== null && (
        <>
          <dt>Sent from</dt>
          <dd>
            <code>{visible(client)}</code>
          </dd>
        </>
      )}
      {userAgent !== null && (
        <>
          <dt>User-Agent</dt>
          <dd>{visible(userAgent)}</dd>
        </>
      )}
      {children}
    </dl>
  );
}
