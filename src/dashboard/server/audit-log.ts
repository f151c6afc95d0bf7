import { fillRoute } from '../../core/request/fill-route.ts';
import type { ApplicationHistory, AuditFilters } from '../../wire/audit-log.ts';
import { send } from './api.ts';
import { problemOf } from './problem.ts';
import { signedFetch } from './session.ts';

export type HistoryEntry = ApplicationHistory['changes'][number];

/** Saves what fits as a file, as `mintmark audit verify` reads it. @throws ApiProblem */
export async function saveAuditLog(query: AuditFilters): Promise<void> {
  const [, path] = fillRoute('GET /audit-log/export', { query });
  const response = await signedFetch(path, { method: 'GET', headers: { accept: 'application/x-ndjson' } });
  if (!response.ok) throw await problemOf(response);
  const url = URL.createObjectURL(await response.blob());
  const link = document.createElement('a');
  link.href = url;
  link.download = 'audit-log.ndjson';
  document.body.append(link);
  link.click();
  link.remove();
  // The browser has taken it over by then.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/** Who changed an application and its keys, newest first. */
export async function readHistory(id: string, signal?: AbortSignal): Promise<readonly HistoryEntry[]> {
  const { value } = await send('GET /v2/applications/:id/history', { params: { id }, ...(signal && { signal }) });
  return value.changes;
}

/** Who did something with a key, and when. */
export type KeyAct = Pick<HistoryEntry, 'by' | 'at'>;

/** Who made a key, saved it and revoked it, as far as the log goes back. */
export interface KeyAuthors {
  readonly made?: KeyAct;
  readonly saved?: KeyAct;
  readonly revoked?: KeyAct;
}

export function authorsOf(history: readonly HistoryEntry[], fingerprint: string): KeyAuthors {
  const member = `keys.SHA256:${fingerprint}.state`;
  const authors: { -readonly [K in keyof KeyAuthors]: KeyAuthors[K] } = {};
  // Oldest first: the last one to save it is the one that counts.
  for (const { by, at, changes } of [...history].reverse()) {
    const act = { by, at };
    const change = changes.find((one) => one.member === member);
    if (!change) continue;
    if (change.before === null) authors.made = act;
    if (change.after === 'active') authors.saved = act;
    if (change.after === 'revoked') authors.revoked = act;
  }
  return authors;
}
