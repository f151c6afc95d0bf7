import type { AuditLog, Clock, Origin } from '../ports/index.ts';

const EVERY_MILLISECONDS = 3_600_000;
const SERVER: Origin = {
  by: { kind: 'server', id: null, name: null, secret_id: null },
  address: null,
  userAgent: null,
};

/** Removes the lines of the audit log that are older than this, now and every hour. @returns what ends it */
export function keepAuditLog(
  auditLog: Pick<AuditLog, 'prune'>,
  clock: Clock,
  maxAgeSeconds: number,
  onFault: (fault: unknown) => void,
): () => void {
  // What is not removed now is removed later.
  const prune = () => void auditLog.prune(SERVER, clock.now() - maxAgeSeconds).catch(onFault);
  prune();
  const timer = setInterval(prune, EVERY_MILLISECONDS);
  timer.unref();
  return () => clearInterval(timer);
}
