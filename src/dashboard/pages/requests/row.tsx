import { visible } from '../../../core/prose/visible.ts';
import type { LogEntry } from '../../../wire/logged-request.ts';
import { Ago } from '../../parts/ago.tsx';
import { Icon } from '../../parts/icon.tsx';
import { openEntry } from './open-entry.ts';

interface Props {
  readonly entry: LogEntry;
  readonly isOpen: boolean;
  /** Name of the application, where it is one of the account. */
  readonly name: string | undefined;
}

/** One request of the list, in one line; it opens beside it. */
export function Row({ entry, isOpen, name }: Props) {
  const { id, outcome, at, title, status, method, path, application_id: applicationId } = entry;
  const isAccepted = outcome === 'accepted';
  const what = isAccepted ? 'Accepted' : visible(title ?? '');
  const where = visible(`${method ?? ''} ${path ?? 'path not known'}`.trim());
  return (
    <li aria-current={isOpen || undefined}>
      <span class={`status ${outcome}`}>
        <Icon name={isAccepted ? 'check' : 'cross'} /> {status}
      </span>
      <a
        id={`row-${id}`}
        class="request-what"
        title={what}
        href={isAccepted ? `/requests?accepted=${id}` : `/requests/${encodeURIComponent(id)}`}
        onClick={(event) => {
          if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
          event.preventDefault();
          openEntry(entry, { replace: false });
        }}
      >
        {what}
      </a>
      <code class="request-where" title={where}>
        {where}
      </code>
      <bdi class="request-app muted">{visible(name ?? applicationId ?? 'no application')}</bdi>
      <span class="request-when muted">
        <Ago at={at} />
      </span>
    </li>
  );
}
