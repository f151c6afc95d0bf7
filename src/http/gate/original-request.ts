import type { HeaderField } from '../../core/request/field.ts';

/** Which request a proxy asks about. `aclChecked` is false where nobody said. */
export type OriginalRequest =
  | { readonly ok: true; readonly method?: string; readonly target?: string }
  | { readonly ok: false; readonly detail: string };

const PAIRS = [
  { method: 'x-forwarded-method', target: 'x-forwarded-uri' },
  { method: 'x-original-method', target: 'x-original-uri' },
  // Envoy and some nginx examples spell it so.
  { method: 'x-original-method', target: 'x-original-url' },
] as const;

/**
 * Reads the request judged from the fields that a trusted proxy sets: `X-Forwarded-Method` and `X-Forwarded-Uri`, or
 * `X-Original-Method` and `X-Original-URI`. Fields of an untrusted peer are ignored. Two that differ are refused, and a
 * method of one pair with the target of the other: one of them came from the client.
 */
export function originalRequest(fields: readonly HeaderField[], peerIsTrusted: boolean): OriginalRequest {
  if (!peerIsTrusted) return { ok: true };
  const methods = new Set<string>();
  const targets = new Set<string>();
  const names = new Set<string>();
  for (const [name, value] of fields) {
    const lower = name.toLowerCase();
    names.add(lower);
    if (PAIRS.some((pair) => pair.method === lower)) methods.add(value);
    else if (PAIRS.some((pair) => pair.target === lower)) targets.add(value);
  }
  if (methods.size > 1) return differ('methods', [...methods]);
  if (targets.size > 1) return differ('targets', [...targets]);
  const isWhole = PAIRS.some((pair) => names.has(pair.method) && names.has(pair.target));
  if (methods.size > 0 && targets.size > 0 && !isWhole) return TORN;
  const [method] = methods;
  const [target] = targets;
  return { ok: true, ...(method !== undefined && { method }), ...(target !== undefined && { target }) };
}

/** Path prefix of the address at which Envoy asks: what follows is the target, and the method is that of the question. */
export const EXT_AUTHZ = '/gate/ext-authz';

/** Whether a question is one of Envoy's. */
export function isExtAuthz(url: string | undefined): boolean {
  return url?.startsWith(`${EXT_AUTHZ}/`) ?? false;
}

/**
 * Reads the request judged from the question itself, as Envoy's ext_authz sends it: the original method, and the target
 * behind the path prefix, byte for byte. Header fields name nothing here: those are the client's. An untrusted peer is
 * refused, because nothing of its question would be judged.
 */
export function prefixedRequest(
  { method, url = '' }: { readonly method?: string | undefined; readonly url?: string | undefined },
  peerIsTrusted: boolean,
): OriginalRequest & { readonly status?: number } {
  if (!isExtAuthz(url)) return { ok: false, detail: `Expected ${EXT_AUTHZ}/ and the target behind it, byte for byte.` };
  if (!peerIsTrusted) {
    return {
      ok: false,
      status: 403,
      detail:
        'Only a trusted proxy may name the request so. Name the address of the proxy in --trusted-proxies (MINTMARK_TRUSTED_PROXIES).',
    };
  }
  return { ok: true, ...(method !== undefined && { method }), target: url.slice(EXT_AUTHZ.length) };
}

/** A hop-by-hop `Connection` option that names one of the gate's own fields would strip it on the way. */
export function stripsIdentity(fields: readonly HeaderField[]): boolean {
  return fields.some(([name, value]) => name.toLowerCase() === 'connection' && /x-mintmark-/i.test(value));
}

const TORN: OriginalRequest = {
  ok: false,
  detail:
    'The request names its method by one pair of headers and its target by the other. Let the proxy set X-Original-Method and X-Original-URI (or X-Forwarded-Method and X-Forwarded-Uri) itself, and clear the other pair.',
};

function differ(what: string, values: readonly string[]): OriginalRequest {
  // A query may hold a secret.
  const shown = values.slice(0, 2).map((value) => JSON.stringify(value.replace(/\?.*/s, '?…').slice(0, 80)));
  return {
    ok: false,
    detail: `The request names two different ${what}: ${shown.join(' and ')}. Let the proxy set X-Original-Method and X-Original-URI (or X-Forwarded-Method and X-Forwarded-Uri) itself, and clear the other pair.`,
  };
}
