import type { fromJSON } from '@grpc/proto-loader';

/** A definition in the form that proto-loader reads, as protobufjs writes it as JSON. */
type Definition = Parameters<typeof fromJSON>[0];
interface Entry {
  readonly fields?: { readonly [name: string]: Field };
  readonly values?: { readonly [name: string]: number };
  readonly methods?: { readonly [name: string]: { readonly requestType: string; readonly responseType: string } };
}
interface Field {
  readonly type: string;
  readonly id: number;
  readonly rule?: 'repeated';
  readonly keyType?: 'string';
}

/**
 * What is read and written here of the protocol by which Envoy asks (ext_authz over gRPC), names and numbers as published;
 * a reader skips every other member. Each package with the file that publishes it: those of Envoy in
 * https://github.com/envoyproxy/envoy/tree/main/api, the status in https://github.com/googleapis/googleapis, and the
 * health service in https://github.com/grpc/grpc-proto. A test holds them to the published files.
 */
export const PACKAGES: { readonly [name: string]: { readonly [name: string]: Entry } } = {
  // envoy/service/auth/v3/external_auth.proto, attribute_context.proto
  'envoy.service.auth.v3': {
    Authorization: { methods: { Check: { requestType: 'CheckRequest', responseType: 'CheckResponse' } } },
    CheckRequest: { fields: { attributes: { type: 'AttributeContext', id: 1 } } },
    AttributeContext: {
      fields: {
        source: { type: 'AttributeContext.Peer', id: 1 },
        request: { type: 'AttributeContext.Request', id: 4 },
      },
    },
    'AttributeContext.Peer': { fields: { address: { type: 'envoy.config.core.v3.Address', id: 1 } } },
    'AttributeContext.Request': { fields: { http: { type: 'AttributeContext.HttpRequest', id: 2 } } },
    'AttributeContext.HttpRequest': {
      fields: {
        method: { type: 'string', id: 2 },
        headers: { keyType: 'string', type: 'string', id: 3 },
        path: { type: 'string', id: 4 },
        host: { type: 'string', id: 5 },
        header_map: { type: 'envoy.config.core.v3.HeaderMap', id: 13 },
      },
    },
    CheckResponse: {
      fields: {
        status: { type: 'google.rpc.Status', id: 1 },
        denied_response: { type: 'DeniedHttpResponse', id: 2 },
        ok_response: { type: 'OkHttpResponse', id: 3 },
      },
    },
    DeniedHttpResponse: {
      fields: {
        status: { type: 'envoy.type.v3.HttpStatus', id: 1 },
        headers: { rule: 'repeated', type: 'envoy.config.core.v3.HeaderValueOption', id: 2 },
        body: { type: 'string', id: 3 },
      },
    },
    OkHttpResponse: {
      fields: {
        headers: { rule: 'repeated', type: 'envoy.config.core.v3.HeaderValueOption', id: 2 },
        headers_to_remove: { rule: 'repeated', type: 'string', id: 5 },
      },
    },
  },
  // envoy/config/core/v3/address.proto, base.proto
  'envoy.config.core.v3': {
    Address: { fields: { socket_address: { type: 'SocketAddress', id: 1 } } },
    SocketAddress: { fields: { address: { type: 'string', id: 2 } } },
    HeaderMap: { fields: { headers: { rule: 'repeated', type: 'HeaderValue', id: 1 } } },
    HeaderValue: {
      fields: {
        key: { type: 'string', id: 1 },
        value: { type: 'string', id: 2 },
        raw_value: { type: 'bytes', id: 3 },
      },
    },
    HeaderValueOption: {
      fields: {
        header: { type: 'HeaderValue', id: 1 },
        append: { type: 'google.protobuf.BoolValue', id: 2 },
        append_action: { type: 'HeaderValueOption.HeaderAppendAction', id: 3 },
        keep_empty_value: { type: 'bool', id: 4 },
      },
    },
    'HeaderValueOption.HeaderAppendAction': { values: { APPEND_IF_EXISTS_OR_ADD: 0, OVERWRITE_IF_EXISTS_OR_ADD: 2 } },
  },
  // envoy/type/v3/http_status.proto; there each status that is registered is one of an enumeration
  'envoy.type.v3': { HttpStatus: { fields: { code: { type: 'int32', id: 1 } } } },
  // google/protobuf/wrappers.proto
  'google.protobuf': { BoolValue: { fields: { value: { type: 'bool', id: 1 } } } },
  // google/rpc/status.proto
  'google.rpc': { Status: { fields: { code: { type: 'int32', id: 1 } } } },
  // grpc/health/v1/health.proto
  'grpc.health.v1': {
    Health: { methods: { Check: { requestType: 'HealthCheckRequest', responseType: 'HealthCheckResponse' } } },
    HealthCheckRequest: { fields: { service: { type: 'string', id: 1 } } },
    HealthCheckResponse: { fields: { status: { type: 'HealthCheckResponse.ServingStatus', id: 1 } } },
    'HealthCheckResponse.ServingStatus': { values: { UNKNOWN: 0, SERVING: 1, NOT_SERVING: 2 } },
  },
};

/** Packages, and types inside of types, each in its place. */
export function definition(): Definition {
  const root: { nested?: { [name: string]: typeof root } } = {};
  for (const [name, entries] of Object.entries(PACKAGES)) {
    for (const [path, entry] of Object.entries(entries)) {
      let place = root;
      for (const step of `${name}.${path}`.split('.')) {
        place.nested ??= {};
        place.nested[step] ??= {};
        place = place.nested[step];
      }
      Object.assign(place, entry);
    }
  }
  return root as Definition;
}
