import type { HeaderField } from './field.ts';

interface PreflightRequest {
  readonly method?: string;
  readonly fields?: readonly HeaderField[];
}

/** Whether a browser sent this to ask for leave (Fetch, CORS-preflight): it has no credentials, and can have none. */
export function isPreflight(request: PreflightRequest | undefined): boolean {
  if (request?.method?.toUpperCase() !== 'OPTIONS') return false;
  return request.fields?.some(([name]) => name.toLowerCase() === 'access-control-request-method') ?? false;
}

/** Fields that no browser sends with a preflight; some frameworks take the first three for the method itself. */
const NEVER_SENT = new Set([
  'x-http-method-override',
  'x-http-method',
  'x-method-override',
  'authorization',
  'cookie',
  'transfer-encoding',
]);

/**
 * Whether a request is a preflight as browsers send it, and nothing else: it may pass without credentials, because
 * whatever serves it can only take it for `OPTIONS`.
 */
export function isPlainPreflight(request: PreflightRequest & { readonly target?: string }): boolean {
  const { method, fields = [], target = '' } = request;
  if (method !== 'OPTIONS' || !isPreflight(request) || /[?&]_method=/i.test(target)) return false;
  const names = fields.map(([name]) => name.toLowerCase());
  const length = fields.find(([name]) => name.toLowerCase() === 'content-length')?.[1] ?? '0';
  return names.includes('origin') && length === '0' && !names.some((name) => NEVER_SENT.has(name));
}
