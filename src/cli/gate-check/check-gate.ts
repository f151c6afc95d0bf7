import { EXIT, Failure } from '../terminal/failure.ts';
import { type Product, productOf } from './changes.ts';
import { openChecks } from './open-checks.ts';
import { probeOf, type Row, type Subject, valuesOf } from './probe.ts';
import { answerCheck, tokenChecks } from './token-checks.ts';

export interface GateCheck {
  /** `cannot-tell` where a check could not be made and none found a fault. */
  readonly verdict: 'ok' | 'fault' | 'cannot-tell';
  readonly rows: readonly Row[];
  /** What serves the API, where it says so. */
  readonly product: Product | null;
  readonly requests: number;
}

/** Probes a proxied API from outside. @throws Failure (server) where nothing answers. */
export async function checkGate(subject: Subject, timeoutSeconds: number): Promise<GateCheck> {
  const probe = probeOf(subject, timeoutSeconds);
  const first = await probe.ask({});
  if (first.status === 0) {
    throw new Failure(EXIT.server, `${subject.url.origin} does not answer`, 'Check the URL, and that the proxy runs');
  }
  const rows = [...(await openChecks(probe, first)), ...(await tokenChecks(probe)), answerCheck(probe)];
  return {
    verdict: verdictOf(rows),
    rows,
    product: productOf(valuesOf(first, 'server')[0]) ?? null,
    requests: probe.requests(),
  };
}

function verdictOf(rows: readonly Row[]): GateCheck['verdict'] {
  if (rows.some(({ result }) => result === 'fault')) return 'fault';
  return rows.every(({ result }) => result === 'ok') ? 'ok' : 'cannot-tell';
}
