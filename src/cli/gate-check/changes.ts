/** Which product a change is for. */
export type Product = 'nginx' | 'HAProxy' | 'Caddy' | 'Traefik' | 'Envoy';

export type Change = { readonly [product in Product]: string };

const file = (what: string): Change => ({
  nginx: `${what}: as in deploy/nginx/mintmark.conf`,
  HAProxy: `${what}: as in deploy/haproxy/haproxy.cfg`,
  Caddy: `${what}: as in deploy/caddy/Caddyfile`,
  Traefik: `${what}: as in deploy/traefik/mintmark.yml`,
  Envoy: `${what}: as in deploy/envoy/envoy.yaml`,
});

/** What to change where a check finds a fault. */
export const CHANGES = {
  ask: {
    nginx: 'auth_request in the location that serves every path of the API (location /)',
    HAProxy: 'http-request lua.mintmark-gate in the frontend, before any rule that lets a request through',
    Caddy: 'forward_auth in a route of the whole site, before reverse_proxy',
    Traefik: 'the middleware forwardAuth on every router that leads to the API',
    Envoy: 'ext_authz before the router in http_filters, with failure_mode_allow: false and no route that disables it',
  },
  explain: {
    nginx:
      'error_page 401 403 500 = @mintmark_refusal, and that location asks /gate/refusal: auth_request keeps no body',
    HAProxy: 'hand on the status, the body and the headers of the gate: refuse() in deploy/haproxy/mintmark-gate.lua',
    Caddy: 'remove handle_response and handle_errors that replace the 401 of forward_auth',
    Traefik: 'remove the middleware errors that replaces 401 and 403',
    Envoy:
      'allowed_client_headers: www-authenticate, content-type, cache-control; no local_reply_config for 401 and 403',
  },
  cache: {
    nginx:
      'no proxy_cache for what auth_request guards, and none in front that ignores Cache-Control and Authorization',
    HAProxy: 'no http-request cache-use before lua.mintmark-gate',
    Caddy: 'no cache handler before forward_auth',
    Traefik: 'no cache plugin before forwardAuth',
    Envoy: 'envoy.filters.http.cache only after ext_authz',
  },
  name: {
    nginx:
      'in the location that asks the gate: proxy_set_header X-Original-Method $request_method; proxy_set_header X-Original-URI $request_uri; and "" for X-Original-URL, X-Forwarded-Method and X-Forwarded-Uri',
    HAProxy: 'http-request del-header x-original- -m beg, and x-forwarded- -m beg, before lua.mintmark-gate',
    Caddy: 'request_header -X-Original-* and -X-Forwarded-* before forward_auth, all inside a route',
    Traefik: 'trustForwardHeader: false, and authRequestHeaders without any X-Original-* or X-Forwarded-*',
    Envoy: 'path_prefix: /gate/ext-authz, where no header names the request',
  },
  identity: {
    nginx: 'proxy_set_header for each of the four headers from auth_request_set, and underscores_in_headers off',
    HAProxy: 'http-request del-header x-mintmark -m beg, and _ -m sub, before lua.mintmark-gate',
    Caddy: 'request_header -X-Mintmark* and -X_mintmark* before forward_auth, all inside a route',
    Traefik: 'authResponseHeadersRegex: (?i)^X[-_]Mintmark',
    Envoy: 'allowed_upstream_headers with the four names, and headers_with_underscores_action: REJECT_REQUEST',
  },
  strip: {
    nginx: 'proxy_set_header Connection "" for the API, or the default of nginx',
    HAProxy: 'hand Connection on to the gate: ASKED in deploy/haproxy/mintmark-gate.lua',
    Caddy: 'respond 400 where Connection matches (?i)x.mintmark',
    Traefik: 'Traefik 3 removes what Connection names before the middlewares run: update it',
    Envoy: 'nothing of Connection reaches ext_authz: update Envoy',
  },
  override: {
    nginx:
      'hand X-HTTP-Method-Override, X-Method-Override and X-HTTP-Method on to the gate, as nginx does unless told otherwise',
    HAProxy: 'the three names in ASKED of deploy/haproxy/mintmark-gate.lua',
    Caddy: 'no header_up in forward_auth that removes X-HTTP-Method-Override, X-Method-Override or X-HTTP-Method',
    Traefik: 'the three names in authRequestHeaders, or none there at all',
    Envoy: 'the three names in allowed_headers (Istio: includeRequestHeadersInCheck)',
  },
  target: {
    nginx: 'X-Original-URI $request_uri to the gate, and proxy_pass without a path to the API',
    HAProxy: 'no http-request normalize-uri or set-path after lua.mintmark-gate',
    Caddy: 'no rewrite, uri or handle_path between forward_auth and reverse_proxy',
    Traefik: 'no stripPrefix, replacePath or addPrefix on the way that the gate does not know of',
    Envoy: 'normalize_path: false, merge_slashes: false, path_with_escaped_slashes_action: KEEP_UNCHANGED',
  },
  hide: {
    nginx: 'internal; in the location that asks the gate, and no location that passes on to it',
    HAProxy: 'no use_backend that leads to the gate',
    Caddy: 'no reverse_proxy to the gate',
    Traefik: 'no router that leads to the gate',
    Envoy: 'no route that leads to the cluster of the gate',
  },
  method: file('no TRACE and no CONNECT to the API'),
  answer: {
    nginx: 'proxy_hide_header for the four headers, if the API sends them back',
    HAProxy: 'http-response del-header x-mintmark -m beg',
    Caddy: 'header -X-Mintmark*',
    Traefik: 'customResponseHeaders with the four names, each empty',
    Envoy: 'response_headers_to_remove with the four names',
  },
  trust: {
    ...file('name method and target to the gate'),
    nginx:
      'X-Original-Method and X-Original-URI to the gate, and the address of nginx in --trusted-proxies of Mintmark',
  },
} as const satisfies { readonly [what: string]: Change };

/** The product that signs its answers, if it does. */
export function productOf(server: string | undefined): Product | undefined {
  if (server === undefined) return undefined;
  const named = { nginx: /nginx|openresty/i, Caddy: /caddy/i, Envoy: /envoy/i } as const;
  return (Object.keys(named) as (keyof typeof named)[]).find((product) => named[product].test(server));
}
