import { credentialsElsewhere } from '../../request/authorization.ts';
import type { RequestReading } from '../../request/captures/reading.ts';
import { readTarget } from '../../request/target.ts';

/** Fields that say nothing about why a request is refused. */
export const IRRELEVANT_FIELDS: ReadonlySet<string> = new Set(
  `accept accept-encoding accept-language cache-control connection content-length date dnt forwarded if-none-match
  pragma referer sec-fetch-dest sec-fetch-mode sec-fetch-site te traceparent tracestate upgrade-insecure-requests via
  x-amzn-trace-id x-correlation-id x-forwarded-for x-forwarded-host x-forwarded-port x-forwarded-proto x-real-ip
  x-request-id`.split(/\s+/),
);
/** Fields whose value may. */
const TELLING = new Set(['host', 'user-agent', 'content-type', 'origin', 'transfer-encoding']);

/** The request of a log line, without its token. */
export interface RequestShape {
  /** Requests of the same shape, with the same token, have the same causes. */
  readonly shape: string;
  /** The Authorization value; `null`: the header lines are known, and it is not among them. */
  readonly authorization: string | null | undefined;
  /** The value of the first Host field. */
  readonly host?: string;
}

/** Kept shapes of targets. */
const KEPT = 2000;

/** Reads what a diagnosis would look at, and nothing else. `undefined` where something unusual is there. */
export class RequestShapes {
  readonly #targets = new Map<string, string | undefined>();
  /** Of the request before: most are like it. */
  #last = { form: '', method: '' as string | undefined, status: 0 as number | undefined, place: '', shape: '' };

  read(reading: RequestReading): RequestShape | undefined {
    const { form, method, target, fields, response } = reading;
    if (reading.body !== undefined || reading.redirects !== undefined || reading.unread !== undefined) return undefined;
    if (response !== undefined && (response.fields.length > 0 || response.body !== undefined)) return undefined;
    const place = target === undefined ? '' : this.#targetShape(target);
    if (place === undefined) return undefined;
    let shape = this.#startOf(form, method, response?.status, place);
    if (fields === undefined) return { shape, authorization: reading.authorization };
    let authorization: string | null = null;
    let host: string | undefined;
    for (const [name, value] of fields) {
      const lower = name.toLowerCase();
      if (lower === 'authorization') {
        if (authorization !== null) return undefined;
        authorization = value;
      } else if (value.includes('eyJ')) {
        // A token elsewhere is judged too.
        return undefined;
      } else if (TELLING.has(lower)) {
        shape += ` ${lower}=${value}`;
        if (lower === 'host') host ??= value;
      } else if (!IRRELEVANT_FIELDS.has(lower)) return undefined;
    }
    return { shape, authorization, ...(host !== undefined && { host }) };
  }

  #startOf(form: string, method: string | undefined, status: number | undefined, place: string): string {
    const last = this.#last;
    if (last.method === method && last.status === status && last.place === place && last.form === form)
      return last.shape;
    const shape = `${form} ${method} ${status} ${place}`;
    this.#last = { form, method, status, place, shape };
    return shape;
  }

  /** The first two segments stand for an endpoint. */
  #targetShape(target: string): string | undefined {
    if (this.#targets.has(target)) return this.#targets.get(target);
    const { path } = readTarget(target);
    const isPlain = path !== undefined && !target.includes('eyJ') && credentialsElsewhere([], target).length === 0;
    const shape = isPlain ? path.split('/', 3).join('/') : undefined;
    dropOldest(this.#targets, KEPT);
    this.#targets.set(target, shape);
    return shape;
  }
}

/** Makes room for one more. */
export function dropOldest<Key>(map: Map<Key, unknown>, kept: number): void {
  if (map.size < kept) return;
  for (const oldest of map.keys()) {
    map.delete(oldest);
    return;
  }
}
