import type { HeaderField } from './field.ts';

/** Whether a browser sent this to ask for leave (Fetch, CORS-preflight): it has no credentials, and can have none. */
export function isPreflight(
  request: { readonly method?: string; readonly fields?: readonly HeaderField[] } | undefined,
): boolean {
  if (request?.method?.toUpperCase() !== 'OPTIONS') return false;
  return request.fields?.some(([name]) => name.toLowerCase() === 'access-control-request-method') ?? false;
}
