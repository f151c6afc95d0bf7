import { visible } from '../../../core/prose/visible.ts';
import type { LogEntry } from '../../../wire/logged-request.ts';
import { setQuery } from '../../browser/router.ts';
import { Ago } from '../../parts/ago.tsx';
import { Icon } from '../../parts/icon.tsx';

interface Props {
  readonly entry: LogEntry;
  readonly isOpen: boolean;
  /** Name of the application, where it is known. */
  readonly name: string | undefined;
}

/** One request of the list; it opens beside it. */
export function Row({ entry, isOpen, name }: Props) {
  const { id, outcome, at, cause, title, status, method, path, application_id: applicationId } = entry;
  const isAccepted = outcome === 'accepted';
  const opens = isAccepted ? { accepted: id, report: undefined } : { report: id, accepted: undefined };
  return (
    <li aria-current={isOpen || undefined}>
      <span class={`tag ${outcome}`}>
        <Icon name={isAccepted ? 'check' : 'cross'} /> {status}
      </span>
      <div class="request-what">
        <a
          id={`row-${id}`}
          href={isAccepted ? `/requests?accepted=${id}` : `/requests/${encodeURIComponent(id)}`}
          onClick={(event) => {
            if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
            event.preventDefault();
            setQuery(opens, { replace: false });
          }}
        >
          {isAccepted ? 'Accepted' : visible(title ?? '')}
        </a>
        <span class="small muted">
          <code>{isAccepted ? `key ${entry.key_fingerprint?.slice(0, 12)}…` : cause}</code>
        </span>
      </div>
      <div class="request-where small">
        <code>{visible(`${method ?? ''} ${path ?? 'path not known'}`.trim())}</code>
        <span class="muted">
          <bdi>{visible(name ?? applicationId ?? 'no application')}</bdi>
        </span>
      </div>
      <span class="small muted request-when">
        <Ago at={at} />
      </span>
    </li>
  );
}
