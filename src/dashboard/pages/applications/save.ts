import type { ApplicationKey } from '../../../wire/application-keys.ts';
import { send } from '../../server/api.ts';
import { activeOf, readWhole, type Whole } from '../../server/applications.ts';
import { ApiProblem } from '../../server/problem.ts';
import { bodyOf, isSame, type Values, valuesOf } from './values.ts';

/** A key that waits to be saved. */
export interface Pair {
  readonly key: ApplicationKey;
  /** PKCS#8 PEM; only in the page that generated it. */
  readonly privateKey?: string;
  /** The person said that they have the private key. */
  readonly isKept: boolean;
}

export type SaveOutcome = { readonly kind: 'saved' } | { readonly kind: 'changed-meanwhile'; readonly theirs: Whole };

export function pairOf(key: ApplicationKey | undefined): Pair | undefined {
  return key && { key, isKept: false };
}

/**
 * Settings and key in one request, so that neither is saved without the other. A draft that was added meanwhile changes
 * nothing that is in use: then the request is made again over what is there now. @throws ApiProblem
 */
export async function saveChanges(
  over: Whole,
  values: Values,
  key: ApplicationKey | undefined,
  overlapSeconds: number,
): Promise<SaveOutcome> {
  const { id } = over.application;
  const keys = key && { public_key: key.public_key, overlap_seconds: overlapSeconds };
  const body = { ...bodyOf(values), ...(keys && { keys }) };
  try {
    await send('PUT /v2/applications/:id', { params: { id }, body, ifMatch: over.etag });
    return { kind: 'saved' };
  } catch (error) {
    if (!(error instanceof ApiProblem) || error.status !== 412) throw error;
  }
  const theirs = await readWhole(id);
  if (!isUnchanged(over, theirs)) return { kind: 'changed-meanwhile', theirs };
  await send('PUT /v2/applications/:id', { params: { id }, body, ifMatch: theirs.etag });
  return { kind: 'saved' };
}

/** Whether what is in use is the same: settings and key. Drafts are not in use. */
export function isUnchanged(before: Whole, now: Whole): boolean {
  const isSameKey = activeOf(before.keys)?.id === activeOf(now.keys)?.id;
  return isSameKey && isSame(valuesOf(before.application), valuesOf(now.application));
}
