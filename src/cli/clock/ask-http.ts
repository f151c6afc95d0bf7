import { parseHttpDate } from '../../core/request/http-date.ts';
import { EXIT, Failure } from '../terminal/failure.ts';
import type { ClockSample } from './offset.ts';

/** Enough to wait between two samples that something has changed, in milliseconds. */
const SETTLE_MILLISECONDS = 20;

/** Servers make the text of their Date once a second, by a timer that may be late. */
const LATE_SECONDS = 0.1;

/**
 * Asks a server for its Date, `count` times, each at another fraction of a second: a Date is cut off to the second, and
 * so its edges are found. Takes about a second. @throws Failure (server) where there is no answer, or no Date in it.
 */
export async function askHttp(url: URL, count: number, timeoutSeconds: number): Promise<ClockSample[]> {
  const samples: ClockSample[] = [];
  // The first one opens the connection, so that the others are on their way for a shorter time.
  await sample(url, timeoutSeconds);
  for (let index = 0; index < count; index++) {
    samples.push(await sample(url, timeoutSeconds));
    await new Promise((resolve) => setTimeout(resolve, Math.max(SETTLE_MILLISECONDS, 1000 / count)));
  }
  return samples;
}

async function sample(url: URL, timeoutSeconds: number): Promise<ClockSample> {
  const sentAt = preciseNow();
  let response: Response;
  try {
    response = await fetch(url, {
      method: 'HEAD',
      redirect: 'manual',
      headers: { 'cache-control': 'no-cache' },
      signal: AbortSignal.timeout(timeoutSeconds * 1000),
    });
  } catch (error) {
    const { cause, message } = error as { cause?: { code?: string }; message?: string };
    throw new Failure(EXIT.server, `${url.origin} cannot be reached: ${cause?.code ?? message}`);
  }
  const receivedAt = preciseNow();
  const said = parseHttpDate(response.headers.get('date') ?? '');
  if (said === undefined) throw new Failure(EXIT.server, `${url.origin} responds without a Date header`);
  // A cache adds to Age how long it has kept the answer (RFC 9111 §5.1), cut off to the second as well.
  const age = Number(response.headers.get('age') ?? 0);
  return { sentAt, receivedAt, said: said + (age > 0 ? age : 0), within: (age > 0 ? 2 : 1) + LATE_SECONDS };
}

/** Date.now() has whole milliseconds, which is what a round trip on one machine takes. */
function preciseNow(): number {
  return (performance.timeOrigin + performance.now()) / 1000;
}
