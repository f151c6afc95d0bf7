/** One step into a JSON value: a member name or an array index. */
export type JsonStep = string | number;

/** The JSON Pointer (RFC 6901) of a path: `['acl', 'paths', '/v1/calls']` gives `/acl/paths/~1v1~1calls`. */
export function formatPointer(path: readonly JsonStep[]): string {
  let pointer = '';
  for (const step of path) pointer += `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`;
  return pointer;
}
