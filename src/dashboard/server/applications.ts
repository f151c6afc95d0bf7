import type { Application } from '../../wire/application.ts';
import type { ApplicationKey } from '../../wire/application-keys.ts';
import { send } from './api.ts';
import type { Answer } from './exchange.ts';

/** An application with its keys, newest first, and the entity tag of the revision that was read. */
export interface Whole {
  readonly application: Application;
  readonly keys: readonly ApplicationKey[];
  readonly etag: string | undefined;
}

const PAGE_SIZE = 1000;

export async function listAll(signal: AbortSignal): Promise<Answer<readonly Application[]>> {
  const found: Application[] = [];
  for (let page = 1, pages = 1; page <= pages; page++) {
    const { value } = await send('GET /v2/applications', { query: { page_size: PAGE_SIZE, page }, signal });
    found.push(...value._embedded.applications);
    pages = value.total_pages;
  }
  return { value: found, etag: undefined };
}

/** Applications by a part of their name or the start of their id, the newest first; some of them. */
export async function findApplications(search: string, signal: AbortSignal) {
  return (await send('GET /dashboard-api/applications', { query: { search }, signal })).value.applications;
}

export async function readWhole(id: string, signal?: AbortSignal): Promise<Whole> {
  // The keys first: a change in between makes the entity tag newer than them, never older.
  const keys = await readKeys(id, signal);
  const { value, etag } = await send('GET /v2/applications/:id', { params: { id }, ...(signal && { signal }) });
  return { application: value, keys, etag };
}

export async function readKeys(id: string, signal?: AbortSignal): Promise<readonly ApplicationKey[]> {
  const { value } = await send('GET /v2/applications/:id/keys', { params: { id }, ...(signal && { signal }) });
  return value._embedded.keys;
}

/** Registers the public half of a new pair as a draft: it authenticates nobody until it is saved. */
export async function addDraft(id: string, publicKey: string): Promise<ApplicationKey> {
  const body = { public_key: publicKey, state: 'draft' } as const;
  return (await send('POST /v2/applications/:id/keys', { params: { id }, body })).value;
}

export async function revoke(id: string, key: ApplicationKey): Promise<void> {
  await send('DELETE /v2/applications/:id/keys/:key_id', { params: { id, key_id: key.id } });
}

export function draftOf(keys: readonly ApplicationKey[]): ApplicationKey | undefined {
  return keys.find(({ state }) => state === 'draft');
}

export function activeOf(keys: readonly ApplicationKey[]): ApplicationKey | undefined {
  return keys.find(({ state }) => state === 'active');
}
