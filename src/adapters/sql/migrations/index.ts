import type { Migration } from 'kysely/migration';
import * as start from './0001-start.ts';
import * as people from './0002-people.ts';
import * as acceptedRequests from './0003-accepted-requests.ts';
import * as sealedSecrets from './0004-sealed-secrets.ts';
import * as sampledRequests from './0005-sampled-requests.ts';
import * as changes from './0006-changes.ts';
import * as applicationCounts from './0007-application-counts.ts';
import * as senders from './0008-senders.ts';
import * as attempts from './0009-attempts.ts';
import * as auditLog from './0010-audit-log.ts';
import * as requestCounts from './0011-request-counts.ts';
import * as countsOfApplication from './0012-counts-of-application.ts';
import * as shares from './0013-shares.ts';
import * as labels from './0014-labels.ts';

/** In order. A name begins with its number, four digits; one that was released is never changed. */
export const MIGRATIONS: Readonly<Record<string, Migration>> = {
  '0001-start': start,
  '0002-people': people,
  '0003-accepted-requests': acceptedRequests,
  '0004-sealed-secrets': sealedSecrets,
  '0005-sampled-requests': sampledRequests,
  '0006-changes': changes,
  '0007-application-counts': applicationCounts,
  '0008-senders': senders,
  '0009-attempts': attempts,
  '0010-audit-log': auditLog,
  '0011-request-counts': requestCounts,
  '0012-counts-of-application': countsOfApplication,
  '0013-shares': shares,
  '0014-labels': labels,
};
