import { createHash } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import type { Outcome } from '../../actions/parts/outcome.ts';
import { BoundedMap } from '../../core/encoding/bounded-map.ts';
import type { Clock } from '../../ports/index.ts';
import { problem } from '../problems/catalogue.ts';

interface Earlier {
  readonly digest: string;
  readonly endsAt: number;
  readonly outcome: Promise<Outcome<unknown>>;
}

export interface Idempotency {
  /**
   * Does `work` once for an account, a route and an Idempotency-Key, also where the same request comes twice at once.
   * `isRepeated`: it was done before, and `outcome` is that of then as `withoutSecret` left it: only that is kept.
   * Without the field there is no such promise.
   * @throws Problem 422 where the key was used with another body, 400 where it is not a key
   */
  once<T>(
    request: FastifyRequest,
    work: () => Promise<Outcome<T>>,
    withoutSecret: (value: T) => T,
  ): Promise<{ readonly outcome: Outcome<T>; readonly isRepeated: boolean }>;
}

const KEPT_SECONDS = 86_400;
const ENTRIES_LIMIT = 10_000;

/** Keys of the last 24 hours, at most 10,000, in the memory of this process. A refused request may be sent again. */
export function idempotency(clock: Clock): Idempotency {
  const entries = new BoundedMap<Earlier>(ENTRIES_LIMIT);
  return {
    async once<T>(request: FastifyRequest, work: () => Promise<Outcome<T>>, withoutSecret: (value: T) => T) {
      const key = request.headers['idempotency-key'];
      if (key === undefined) return { outcome: await work(), isRepeated: false };
      if (typeof key !== 'string' || !/^[\x21-\x7e]{1,255}$/.test(key)) {
        throw problem('malformed-request', { fault: 'Idempotency-Key must be 1 to 255 visible ASCII characters' });
      }
      const name = `${request.account.id} ${request.method} ${request.routeOptions.url} ${JSON.stringify(request.params)} ${key}`;
      const digest = createHash('sha256').update(JSON.stringify(request.body)).digest('base64');
      const earlier = entries.peek(name);
      if (earlier && earlier.endsAt > clock.now()) {
        if (earlier.digest !== digest) throw problem('idempotency-key-reused');
        return { outcome: (await earlier.outcome) as Outcome<T>, isRepeated: true };
      }
      const outcome = work();
      const kept = outcome.then((done) => (done.ok ? { ...done, value: withoutSecret(done.value) } : done));
      entries.set(name, { digest, endsAt: clock.now() + KEPT_SECONDS, outcome: kept });
      const isDone = await kept.then(
        ({ ok }) => ok,
        () => false,
      );
      if (!isDone) entries.delete(name);
      return { outcome: await outcome, isRepeated: false };
    },
  };
}
