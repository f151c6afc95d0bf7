import type { Answer } from '../gate/answer.ts';
import type { CheckResponse, HeaderValueOption } from './messages.ts';

/**
 * The answer of the gate as Envoy takes it. A request that may go on gets the identity, each header in place of whatever
 * the client sent under its name; headers of the client that could be taken for one of these are removed.
 * @param rawHeaders of the request judged, names and values in turn
 */
export function checkResponse({ status, headers, body }: Answer, rawHeaders: readonly string[]): CheckResponse {
  if (status !== 200) {
    return {
      status: { code: RPC_CODES[status] ?? PERMISSION_DENIED },
      denied_response: { status: { code: status }, headers: replacing(Object.entries(headers)), body },
    };
  }
  const identity = replacing(Object.entries(headers).filter(([name]) => OURS.test(name)));
  const set = identity.map(({ header }) => header.key);
  const others = rawHeaders.filter((name, at) => at % 2 === 0 && OURS.test(name)).map((name) => name.toLowerCase());
  const remove = [...new Set(others)].filter((name) => !set.includes(name));
  return { status: { code: 0 }, ok_response: { headers: identity, headers_to_remove: remove } };
}

/** Names that CGI and WSGI cannot tell from ours are with them. */
const OURS = /^x[-_]mintmark[-_]/i;

const PERMISSION_DENIED = 7;
/** Codes of google.rpc by HTTP status, as https://github.com/googleapis/googleapis/blob/master/google/rpc/code.proto pairs them. */
const RPC_CODES: { readonly [status: number]: number } = {
  400: 3,
  401: 16,
  403: PERMISSION_DENIED,
  413: 3,
  431: 3,
  500: 13,
  503: 14,
};

/**
 * Both members say the same, for every version of Envoy: newer ones read `append_action` where `append` is absent, and
 * its default adds a second line; older ones read `append` alone. An empty value is one that says that there is none.
 */
function replacing(headers: readonly (readonly [string, string])[]): readonly HeaderValueOption[] {
  return headers.map(([name, value]) => ({
    header: { key: name.toLowerCase(), value },
    append: { value: false },
    append_action: 2,
    keep_empty_value: true,
  }));
}
