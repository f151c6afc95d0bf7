import type { RequestReading } from '../request/captures/reading.ts';
import { parseTime } from '../request/captures/time-text.ts';
import { readSaid } from '../said/read-said.ts';

/** What every known reason has one of: without it the catalogue is not asked. */
const HINT =
  /jwt|token|auth|signature|audience|issuer|credential|forbidden|denied|expired|key|kid|claim|scope|service not|IDX\d/i;
const REQUEST_LINE = /"(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS) (\/[^\s"]*)/;
const STATUS = /" ([45]\d\d) |\b(?:status|response_code|DownstreamStatus)"?[=:] ?"?([45]\d\d)\b/;
const TIME = /\b\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d{1,9})?(?:Z|[+-]\d\d:?\d\d)/;
/** Lines of nginx and what is built on it, logfmt, records of events. */
const OF_A_LOG =
  /^\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d \[\w+\] \d+#\d+:|\blevel=\w+ .{0,400}\bmsg=|^\{.{0,4000}"(?:type|level|description)"\s*:/;
const LONGEST = 16_384;

/**
 * A line without credentials that gives a reason: of Envoy, Kong, nginx, Traefik, Keycloak, Auth0, or of a library. The
 * line itself is the answer then. `undefined` where no known product says so.
 */
export function readReason(text: string, line: number): RequestReading | undefined {
  if (text.length > LONGEST || !HINT.test(text)) return undefined;
  const said = readSaid(text);
  // Words that many products share tell something where a log says them.
  if (!said.some(({ product }) => product.isCommonWords !== true) && !(said.length > 0 && OF_A_LOG.test(text)))
    return undefined;
  const [, method, target] = REQUEST_LINE.exec(text) ?? [];
  const found = STATUS.exec(text);
  const status = found?.[1] ?? found?.[2];
  const sentAt = parseTime(TIME.exec(text)?.[0]);
  return {
    form: 'http',
    line,
    ...(method !== undefined && target !== undefined && { method, target }),
    ...(sentAt !== undefined && { sentAt }),
    response: { ...(status !== undefined && { status: Number(status) }), fields: [], body: text },
  };
}
