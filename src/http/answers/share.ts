import type { Share } from '../../ports/index.ts';
import type { SharedLink } from '../../wire/shares.ts';
import { toTimestamp } from './timestamp.ts';

export function shareToWire({ id, reportId, createdBy, createdAt, expiresAt }: Share): SharedLink {
  return {
    id,
    report_id: reportId,
    created_by: createdBy,
    created_at: toTimestamp(createdAt),
    expires_at: toTimestamp(expiresAt),
  };
}
