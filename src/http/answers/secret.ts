import type { StoredSecret } from '../../ports/index.ts';
import type { Secret } from '../../wire/secrets.ts';
import { toTimestamp } from './timestamp.ts';

export function secretToWire({ id, accountId, createdAt }: StoredSecret): Secret {
  return { _links: { self: { href: `/accounts/${accountId}/secrets/${id}` } }, id, created_at: toTimestamp(createdAt) };
}
