import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Client, credentials, loadPackageDefinition, type ServiceError } from '@grpc/grpc-js';
import { loadSync, type PackageDefinition } from '@grpc/proto-loader';

const require = createRequire(import.meta.url);
/** The files as Envoy and Google publish them. */
const PUBLISHED = join(dirname(require.resolve('@grpc/grpc-js-xds/package.json')), 'deps');

export function publishedDefinition(): PackageDefinition {
  return loadSync(['envoy/service/auth/v3/external_auth.proto', 'google/rpc/code.proto'], {
    keepCase: true,
    longs: Number,
    enums: String,
    defaults: true,
    oneofs: true,
    includeDirs: ['envoy-api', 'googleapis', 'protoc-gen-validate', 'xds'].map((folder) => join(PUBLISHED, folder)),
  });
}

export interface SentHeader {
  readonly header: { readonly key: string; readonly value: string };
  readonly append: { readonly value: boolean } | null;
  readonly append_action: string;
  readonly keep_empty_value: boolean;
}

/** What Envoy reads, with each member that was left out at its default. */
export interface Verdict {
  readonly status: { readonly code: number } | null;
  readonly http_response?: 'ok_response' | 'denied_response';
  readonly ok_response?: { readonly headers: readonly SentHeader[]; readonly headers_to_remove: readonly string[] };
  readonly denied_response?: {
    readonly status: { readonly code: string };
    readonly headers: readonly SentHeader[];
    readonly body: string;
  };
}

/** A client of the service that speaks the published protocol, and whatever else is sent to it. */
export interface ExtAuthzClient {
  check(request: object): Promise<Verdict>;
  /** A question as it is sent, and a verdict as it is read. */
  encode(request: object): Buffer;
  decode(verdict: Buffer): Verdict;
  /** Sends bytes to a method as they are. */
  send(path: string, bytes: Uint8Array): Promise<Buffer>;
  /** 1 serves, 2 does not. */
  health(service?: string): Promise<number>;
  close(): void;
}

export function extAuthzClient(port: number): ExtAuthzClient {
  const address = `127.0.0.1:${port}`;
  const { envoy } = loadPackageDefinition(publishedDefinition()) as unknown as {
    envoy: { service: { auth: { v3: { Authorization: new (...given: unknown[]) => Client & CheckMethod } } } };
  };
  const service = new envoy.service.auth.v3.Authorization(address, credentials.createInsecure());
  const plain = new Client(address, credentials.createInsecure());
  const send: ExtAuthzClient['send'] = (path, bytes) =>
    new Promise((resolve, reject) =>
      plain.makeUnaryRequest(
        path,
        (given: Uint8Array) => Buffer.from(given),
        (received) => received,
        bytes,
        (error, answer) => (error ? reject(error) : resolve(answer as Buffer)),
      ),
    );
  return {
    check: (request) =>
      new Promise((resolve, reject) =>
        service.Check(request, (error, verdict) => (error ? reject(error) : resolve(verdict))),
      ),
    encode: (request) => service.Check.requestSerialize(request),
    decode: (verdict) => service.Check.responseDeserialize(verdict),
    send,
    // HealthCheckRequest: the service is member 1, a text. HealthCheckResponse: the status is member 1, a varint.
    async health(name = '') {
      const request = name === '' ? Buffer.alloc(0) : Buffer.from([0x0a, name.length, ...Buffer.from(name)]);
      const answer = await send('/grpc.health.v1.Health/Check', request);
      if (answer[0] !== 0x08 || answer.length !== 2)
        throw new Error(`no HealthCheckResponse: ${answer.toString('hex')}`);
      return answer[1] as number;
    },
    close() {
      service.close();
      plain.close();
    },
  };
}

interface CheckMethod {
  readonly Check: {
    (request: object, done: (error: ServiceError | null, verdict: Verdict) => void): void;
    requestSerialize(request: object): Buffer;
    responseDeserialize(verdict: Buffer): Verdict;
  };
}

/** As Envoy asks: lower-case names with the pseudo-headers among them, the values of one name joined by commas. */
export function checkRequest(
  method: string,
  path: string,
  fields: readonly (readonly [string, string])[],
  { raw = false, source = '203.0.113.7' } = {},
): object {
  const lines = [
    [':authority', 'api.example.com'],
    [':method', method],
    [':path', path],
    [':scheme', 'http'],
    ...fields.map(([name, value]) => [name.toLowerCase(), value] as const),
  ] as const;
  const joined: { [name: string]: string } = {};
  for (const [name, value] of lines) joined[name] = joined[name] === undefined ? value : `${joined[name]},${value}`;
  const list = lines.map(([key, value]) => ({ key, raw_value: Buffer.from(value, 'latin1') }));
  return {
    attributes: {
      source: { address: { socket_address: { address: source, port_value: 40_000 } } },
      destination: { address: { socket_address: { address: '127.0.0.1', port_value: 8000 } } },
      request: {
        time: { seconds: 1_790_000_000, nanos: 0 },
        http: {
          id: '7246106541537213457',
          method,
          path,
          host: 'api.example.com',
          scheme: 'http',
          protocol: 'HTTP/1.1',
          size: -1,
          ...(raw ? { header_map: { headers: list } } : { headers: joined }),
        },
      },
      metadata_context: {},
    },
  };
}
