import { visible } from '../../core/prose/visible.ts';
import type { AuditLine } from '../../wire/audit-log.ts';

/** Who did it, as people know them. */
export function whoWords({ kind, id, name }: AuditLine['by']): string {
  if (kind === 'person') return visible(name ?? id ?? 'somebody');
  if (kind === 'api-key') return `API key ${visible(id ?? '')}`;
  if (kind === 'link') return `whoever opened the link sent to ${visible(name ?? '')}`;
  if (kind === 'operator') return name === null ? 'an operator of the server' : `${visible(name)}, on the server`;
  return kind === 'server' ? 'the server' : 'somebody who was not signed in';
}
