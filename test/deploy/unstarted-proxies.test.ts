import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { house } from '../../tools/law.ts';
import { checkRequest, type ExtAuthzClient, extAuthzClient } from '../support/ext-authz-client.ts';
import { type RunningGate, startGate } from './gate.ts';
import { type RawAnswer, send } from './raw-http.ts';

/**
 * Traefik, Envoy and Istio are not started here: what their documentation says that they do with these files is done by
 * hand, against the real gate.
 */

const IDENTITY = ['x-mintmark-application-id', 'x-mintmark-account', 'x-mintmark-subject', 'x-mintmark-jti'];
const OVERRIDES = ['x-http-method-override', 'x-method-override', 'x-http-method'];
const THINGS = { acl: { paths: { '/v1/things/**': { methods: ['GET', 'POST'] } } } };

type Fields = readonly (readonly [string, string])[];
type Ask = (method: string, target: string, fields: Fields) => Promise<{ answer: RawAnswer; upstream?: Fields }>;

const read = (path: string) => readFileSync(join(house, 'deploy', path), 'utf8');
const only = (fields: Fields, names: readonly string[]) =>
  fields.filter(([name]) => names.includes(name.toLowerCase()));

let gate: RunningGate;
let grpc: ExtAuthzClient;
beforeAll(async () => {
  gate = await startGate();
  grpc = extAuthzClient(gate.extAuthzGrpcPort);
});
afterAll(async () => {
  grpc.close();
  await gate.close();
});

const traefik = parse(read('traefik/mintmark.yml')).http;
const { forwardAuth } = traefik.middlewares.mintmark;

/** https://doc.traefik.io/traefik/reference/routing-configuration/http/middlewares/forwardauth/ */
const askAsTraefik: Ask = async (method, target, fields) => {
  const kept = only(
    fields,
    forwardAuth.authRequestHeaders.map((name: string) => name.toLowerCase()),
  );
  const own = [
    ['X-Forwarded-Method', method],
    ['X-Forwarded-Proto', 'http'],
    ['X-Forwarded-Host', 'api.example.com'],
    ['X-Forwarded-Uri', target],
    ['X-Forwarded-For', '203.0.113.7'],
  ] as const;
  const answer = await send(gate.port, new URL(forwardAuth.address).pathname, [...kept, ...own]);
  if (answer.status < 200 || answer.status > 299) return { answer };
  // Go writes case-insensitivity before the anchor or after it; JavaScript as a flag.
  const pattern = new RegExp(forwardAuth.authResponseHeadersRegex.replace('(?i)', ''), 'i');
  const cleared = fields.filter(([name]) => !pattern.test(name));
  return { answer, upstream: [...cleared, ...answer.fields.filter(([name]) => pattern.test(name))] };
};

interface ExtAuthz {
  readonly prefix: string;
  readonly toGate: readonly string[];
  readonly toUpstream: readonly string[];
  readonly toClient: readonly string[];
}

/** https://www.envoyproxy.io/docs/envoy/latest/api-v3/extensions/filters/http/ext_authz/v3/ext_authz.proto */
const askAsEnvoy =
  ({ prefix, toGate, toUpstream, toClient }: ExtAuthz): Ask =>
  async (method, target, fields) => {
    const lines = [['Content-Length', '0'], ['X-Envoy-Internal', 'true'], ...only(fields, toGate)] as const;
    const answer = await send(gate.port, prefix + target, lines, { method });
    // 200 alone is a yes.
    if (answer.status !== 200) return { answer: { ...answer, fields: only(answer.fields, toClient) } };
    const set = only(answer.fields, toUpstream);
    const replaced = fields.filter(([name]) => !set.some(([own]) => own === name.toLowerCase()));
    return { answer, upstream: [...replaced, ...set] };
  };

/**
 * https://www.envoyproxy.io/docs/envoy/latest/api-v3/service/auth/v3/external_auth.proto: every header is sent, headers of
 * the answer are set in their order, and then those that it names are removed.
 */
const askAsEnvoyOverGrpc =
  (encodeRawHeaders: boolean): Ask =>
  async (method, target, fields) => {
    const request = checkRequest(method, target, fields, { raw: encodeRawHeaders });
    const { status, denied_response, ok_response } = await grpc.check(request);
    if ((status?.code ?? 0) !== 0) {
      const headers = denied_response?.headers.map(({ header }) => [header.key, header.value] as const) ?? [];
      const code = STATUS_CODES[denied_response?.status.code ?? ''] ?? 0;
      return { answer: { status: code, fields: headers, body: denied_response?.body ?? '' } };
    }
    const set = (ok_response?.headers ?? []).map(({ header, append }) => {
      expect(append?.value).toBe(false);
      return [header.key, header.value] as const;
    });
    const replaced = fields.filter(([name]) => !set.some(([own]) => own === name.toLowerCase()));
    const removed = ok_response?.headers_to_remove ?? [];
    const upstream = [...replaced, ...set].filter(([name]) => !removed.includes(name.toLowerCase()));
    return { answer: { status: 200, fields: set, body: '' }, upstream };
  };

/** Statuses by their names in envoy/type/v3/http_status.proto. */
const STATUS_CODES: { readonly [name: string]: number } = { BadRequest: 400, Unauthorized: 401, Forbidden: 403 };

type Pattern = { readonly exact: string };
const exact = ({ patterns }: { readonly patterns: readonly Pattern[] }) => patterns.map((one) => one.exact);

const manager = parse(read('envoy/envoy.yaml')).static_resources.listeners[0].filter_chains[0].filters[0].typed_config;
const filter = manager.http_filters[0].typed_config;
const envoy: ExtAuthz = {
  prefix: filter.http_service.path_prefix,
  // Authorization goes along by itself.
  toGate: ['authorization', ...exact(filter.allowed_headers)],
  toUpstream: exact(filter.http_service.authorization_response.allowed_upstream_headers),
  toClient: exact(filter.http_service.authorization_response.allowed_client_headers),
};

const [mesh, policy] = parseAllDocuments(read('istio/mintmark.yaml'))
  .map((document) => document.toJS())
  .filter((document) => document !== null);
const [provider] = mesh.spec.meshConfig.extensionProviders;
const { envoyExtAuthzHttp } = provider;
const istio: ExtAuthz = {
  prefix: envoyExtAuthzHttp.pathPrefix,
  toGate: envoyExtAuthzHttp.includeRequestHeadersInCheck,
  toUpstream: envoyExtAuthzHttp.headersToUpstreamOnAllow,
  toClient: envoyExtAuthzHttp.headersToDownstreamOnDeny,
};

const grpcManager = parse(read('envoy/envoy-grpc.yaml')).static_resources;
const [{ typed_config: overGrpc }] = grpcManager.listeners[0].filter_chains[0].filters;
const grpcFilter = overGrpc.http_filters[0].typed_config;
const [grpcMesh, grpcPolicy] = parseAllDocuments(read('istio/mintmark-grpc.yaml'))
  .map((document) => document.toJS())
  .filter((document) => document !== null);
const [grpcProvider] = grpcMesh.spec.meshConfig.extensionProviders;

describe.each([
  ['Traefik', askAsTraefik],
  ['Envoy', askAsEnvoy(envoy)],
  ['Istio', askAsEnvoy(istio)],
  ['Envoy over gRPC', askAsEnvoyOverGrpc(grpcFilter.encode_raw_headers)],
  ['Istio over gRPC', askAsEnvoyOverGrpc(false)],
] as const)('%s, by its documentation', (_name, ask) => {
  const bearer = (token: string) => ['Authorization', `Bearer ${token}`] as const;

  test('a good request goes on with the identity that the gate gives, and no other', async () => {
    const spoofed = [...IDENTITY, 'X-Mintmark-Acl'].map((name) => [name, 'root'] as const);
    const { answer, upstream } = await ask('POST', '/v1/things/7?x=%2Fv2', [
      bearer(gate.mint({ ...THINGS, sub: 'ada', jti: '0b9f6bd0-7f0a-4a7e-9c39-5f1f3d1c2a44' })),
      ...spoofed,
    ]);
    expect([200, 204]).toContain(answer.status);
    expect(Object.fromEntries(only(upstream ?? [], IDENTITY))).toEqual({
      'x-mintmark-application-id': gate.applicationId,
      'x-mintmark-account': gate.account,
      'x-mintmark-subject': 'ada',
      'x-mintmark-jti': '0b9f6bd0-7f0a-4a7e-9c39-5f1f3d1c2a44',
    });
    expect(upstream?.filter(([, value]) => value === 'root')).toEqual([]);
    expect(Object.fromEntries(answer.fields)).toMatchObject({ 'x-mintmark-acl': 'method, path' });
  });

  test('a token without a subject clears the subject of the client', async () => {
    const { upstream } = await ask('GET', '/v1/things/7', [bearer(gate.mint(THINGS)), ['X-Mintmark-Subject', 'root']]);
    expect(only(upstream ?? [], ['x-mintmark-subject'])).toEqual([['x-mintmark-subject', '']]);
  });

  test('a rejected request is explained', async () => {
    const { answer, upstream } = await ask('GET', '/v1/things/7', [bearer('x')]);
    expect(upstream).toBeUndefined();
    expect(answer.status).toBe(401);
    const fields = Object.fromEntries(answer.fields);
    expect(fields['www-authenticate']).toMatch(/^Bearer realm="mintmark", error="invalid_token"/);
    expect(fields['content-type']).toMatch(/^application\/problem\+json/);
    expect(fields['cache-control']).toBe('no-store');
    expect(JSON.parse(answer.body)).toMatchObject({ status: 401, cause: expect.any(String) });
  });

  test.each([
    ['DELETE', '/v1/things/7'],
    ['GET', '/v2/secret'],
    ['GET', '/v1/things/../../v2/secret'],
    ['GET', '/v1/things/..%2f..%2fv2/secret'],
    ['GET', '//v2/secret'],
    ['GET', '/v2/secret;x=1'],
    ['GET', '/gate/verdict'],
  ])('%s %s is not let through under an acl for GET and POST of /v1/things', async (method, target) => {
    const spoofed = [
      ['X-Original-Method', 'GET'],
      ['X-Original-URI', '/v1/things/1'],
      ['X-Forwarded-Method', 'GET'],
      ['X-Forwarded-Uri', '/v1/things/1'],
    ] as const;
    const { answer, upstream } = await ask(method, target, [bearer(gate.mint(THINGS)), ...spoofed]);
    expect(upstream).toBeUndefined();
    expect([400, 403]).toContain(answer.status);
  });

  test.each(OVERRIDES)('%s is held against the acl too', async (name) => {
    const { answer } = await ask('POST', '/v1/things/7', [bearer(gate.mint(THINGS)), [name, 'DELETE']]);
    expect(answer.status).toBe(403);
  });
});

test('none of the files lets a request through when the gate does not answer, or trusts what a client says', () => {
  expect(forwardAuth.trustForwardHeader).toBe(false);
  expect(traefik.routers.api.middlewares).toEqual(['mintmark', 'without-token']);
  expect(filter.failure_mode_allow).toBe(false);
  expect(manager.normalize_path).toBe(false);
  expect(manager.common_http_protocol_options.headers_with_underscores_action).toBe('REJECT_REQUEST');
  expect(envoyExtAuthzHttp.failOpen).toBe(false);
  expect(policy.spec).toMatchObject({ action: 'CUSTOM', provider: { name: provider.name }, rules: [{}] });
  expect(grpcFilter.failure_mode_allow).toBe(false);
  expect(overGrpc.normalize_path).toBe(false);
  expect(grpcProvider.envoyExtAuthzGrpc).toMatchObject({ failOpen: false, port: 4402 });
  expect(grpcPolicy.spec).toMatchObject({ action: 'CUSTOM', provider: { name: grpcProvider.name }, rules: [{}] });
});

test('over gRPC Envoy sends every header, speaks HTTP/2, and has the gate that the filter names', () => {
  const name = grpcFilter.grpc_service.envoy_grpc.cluster_name;
  const [cluster] = grpcManager.clusters.filter((one: { name: string }) => one.name === name);
  const [protocol] = Object.values<{ explicit_http_config: object }>(cluster.typed_extension_protocol_options);
  expect(protocol?.explicit_http_config).toEqual({ http2_protocol_options: {} });
  expect(grpcFilter.encode_raw_headers).toBe(true);
  expect(grpcFilter.allowed_headers).toBeUndefined();
  expect(grpcFilter.with_request_body).toBeUndefined();
});
