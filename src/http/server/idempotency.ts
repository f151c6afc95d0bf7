import { createHash } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { FastifyRequest } from 'fastify';
import type { Outcome } from '../../actions/parts/outcome.ts';
import type { Clock, Repeats } from '../../ports/index.ts';
import { problem } from '../problems/catalogue.ts';

export interface Idempotency {
  /**
   * Does `work` once for an account, a route and an Idempotency-Key, also where the same request comes twice at once,
   * to whichever process. `isRepeated`: it was done before, and `outcome` is that of then as `withoutSecret` left it:
   * only that is kept. Without the header there is no such promise.
   * @throws Problem 422 where the key was used with another body, 400 where it is not a key, 409 where another process
   * takes long over it
   */
  once<T>(
    request: FastifyRequest,
    work: () => Promise<Outcome<T>>,
    withoutSecret: (value: T) => T,
  ): Promise<{ readonly outcome: Outcome<T>; readonly isRepeated: boolean }>;
}

const KEPT_SECONDS = 86_400;
/** Longer than a request may take: whoever has not ended by then is gone, and it may be done again. */
const CLAIM_SECONDS = 60;
/** How long the end of what another process does is waited for, and how often it is looked for. */
const PATIENCE_SECONDS = 5;
const LOOK_MILLISECONDS = 100;

interface UnderWay {
  readonly digest: string;
  readonly ended: Promise<Ended>;
}
interface Ended {
  readonly outcome: Outcome<unknown>;
  /** What others are told. */
  readonly kept: Outcome<unknown>;
  readonly isRepeated: boolean;
}

/**
 * Keys of the last 24 hours, kept in the database. A refused request may be sent again. Where a process ends between the
 * change and the keeping of its answer, the change may be made a second time, a minute later.
 */
export function idempotency(clock: Clock, repeats: Repeats): Idempotency {
  /** What this process does now. */
  const underWay = new Map<string, UnderWay>();

  async function doOrRecall<T>(
    { log }: FastifyRequest,
    { name, digest }: { readonly name: string; readonly digest: string },
    work: () => Promise<Outcome<T>>,
    withoutSecret: (value: T) => T,
  ): Promise<Ended> {
    const patientUntil = clock.now() + PATIENCE_SECONDS;
    for (;;) {
      const now = clock.now();
      const earlier = await repeats.claim(name, digest, now, now + CLAIM_SECONDS);
      if (earlier.state === 'claimed') break;
      if (earlier.digest !== digest) throw problem('idempotency-key-reused');
      if (earlier.state === 'done') {
        const outcome: Outcome<unknown> = { ok: true, value: JSON.parse(earlier.outcome) };
        return { outcome, kept: outcome, isRepeated: true };
      }
      if (now >= patientUntil) throw problem('idempotency-key-under-way');
      await delay(LOOK_MILLISECONDS);
    }
    let outcome: Outcome<T>;
    try {
      outcome = await work();
    } catch (error) {
      await giveUp(name);
      throw error;
    }
    if (!outcome.ok) {
      await giveUp(name);
      return { outcome, kept: outcome, isRepeated: false };
    }
    const kept = { ...outcome, value: withoutSecret(outcome.value) };
    try {
      await repeats.keep(name, JSON.stringify(kept.value), clock.now() + KEPT_SECONDS);
    } catch (err) {
      // It is done, and has to be told.
      log.warn({ err }, 'The answer to an Idempotency-Key was not kept: sent again, the request may be done again');
    }
    return { outcome, kept, isRepeated: false };
  }

  /** Where that fails the claim ends by itself. */
  const giveUp = (name: string) => repeats.giveUp(name).catch(() => {});

  return {
    async once<T>(request: FastifyRequest, work: () => Promise<Outcome<T>>, withoutSecret: (value: T) => T) {
      const key = request.headers['idempotency-key'];
      if (key === undefined) return { outcome: await work(), isRepeated: false };
      if (typeof key !== 'string' || !/^[\x21-\x7e]{1,255}$/.test(key)) {
        throw problem('malformed-request', { fault: 'Idempotency-Key must be 1 to 255 visible ASCII characters' });
      }
      const name = `${request.account.id} ${request.method} ${request.routeOptions.url} ${JSON.stringify(request.params)} ${key}`;
      const digest = createHash('sha256').update(JSON.stringify(request.body)).digest('base64');
      const same = underWay.get(name);
      if (same) {
        if (same.digest !== digest) throw problem('idempotency-key-reused');
        return { outcome: (await same.ended).kept as Outcome<T>, isRepeated: true };
      }
      const ended = doOrRecall(request, { name, digest }, work, withoutSecret).finally(() => underWay.delete(name));
      underWay.set(name, { digest, ended });
      const { outcome, isRepeated } = await ended;
      return { outcome: outcome as Outcome<T>, isRepeated };
    },
  };
}
