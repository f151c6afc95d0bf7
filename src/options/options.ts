import { CLIENT_OPTIONS } from './client-options.ts';
import {
  account,
  countOrAuto,
  duration,
  httpUrl,
  integer,
  list,
  oneOf,
  postgresUrl,
  proxy,
  smtpUrl,
  text,
} from './kinds.ts';
import { type Option, option } from './option.ts';
import { REQUEST_LOG_OPTIONS } from './request-log-options.ts';

/** Options of the server. The names are the keys of `mintmark.json`. */
export const SERVER_OPTIONS = {
  host: option({
    ...text('a host name or an IP address'),
    flag: 'host',
    env: ['MINTMARK_HOST'],
    default: '127.0.0.1',
    sentence: 'Address to listen on.',
  }),
  port: option({
    ...integer(0, 65_535),
    flag: 'port',
    env: ['MINTMARK_PORT'],
    default: 4401,
    sentence: 'TCP port to listen on; 0 takes a free one.',
  }),
  extAuthzGrpc: option<number | undefined>({
    ...integer(0, 65_535),
    flag: 'ext-authz-grpc',
    env: ['MINTMARK_EXT_AUTHZ_GRPC'],
    default: undefined,
    sentence:
      'TCP port on which Envoy and Istio ask the gate over gRPC (ext_authz), at the same address; 0 takes a free one. Without it there is none.',
  }),
  data: option({
    ...text('a directory'),
    flag: 'data',
    env: ['MINTMARK_DATA'],
    default: './data',
    sentence: 'Data directory; only one process can use it at a time.',
  }),
  databaseUrl: option<string | undefined>({
    ...postgresUrl(),
    flag: 'database-url',
    env: ['MINTMARK_DATABASE_URL'],
    default: undefined,
    secret: true,
    sentence: 'PostgreSQL database to use instead of the embedded database in the data directory.',
  }),
  secretFile: option<string | undefined>({
    ...text('the path of a file'),
    flag: 'secret-file',
    env: ['MINTMARK_SECRET_FILE'],
    default: undefined,
    sentence:
      'File with the secret that encrypts second factors, made if it does not exist; use the same file for every process on one database. By default it is server.secret in the data directory. With PostgreSQL there is no default: without this option there are no second factors.',
  }),
  workers: option<number | 'auto'>({
    ...countOrAuto(1, 256),
    flag: 'workers',
    env: ['MINTMARK_WORKERS'],
    default: 1,
    sentence:
      'How many processes answer the gate, so that it uses as many cores; auto takes one for each core. With 1 a single process does everything. Not on Windows.',
  }),
  publicUrl: option<string | undefined>({
    ...httpUrl(),
    flag: 'public-url',
    env: ['MINTMARK_PUBLIC_URL'],
    default: undefined,
    sentence: 'URL under which clients reach the server, if it is not the address it listens on.',
  }),
  smtpUrl: option<string | undefined>({
    ...smtpUrl(),
    flag: 'smtp-url',
    env: ['MINTMARK_SMTP_URL'],
    default: undefined,
    secret: true,
    sentence: 'Mail server that sends invitations and other links; without one they are shown and logged.',
  }),
  mailFrom: option<string | undefined>({
    ...text(
      'an address such as mintmark@example.com or Mintmark <mintmark@example.com>',
      /^(?:[^<>@\p{C}]{1,100} <[^<>@\s\p{C}]+@[^<>@\s\p{C}]+>|[^<>@\s\p{C}]+@[^<>@\s\p{C}]+)$/u,
    ),
    flag: 'mail-from',
    env: ['MINTMARK_MAIL_FROM'],
    default: undefined,
    sentence: 'Sender of that mail; needed if there is a mail server.',
  }),
  realm: option({
    ...text('printable characters without a double quote', /^[ !#-[\]-~]{1,100}$/),
    flag: 'realm',
    env: ['MINTMARK_REALM'],
    default: 'mintmark',
    sentence: 'Realm named in every WWW-Authenticate challenge (RFC 9110 §11.5).',
  }),
  skewSeconds: option({
    ...integer(0, 3600),
    flag: 'skew-seconds',
    env: ['MINTMARK_SKEW_SECONDS'],
    default: 30,
    unit: 'seconds',
    sentence: 'How far the clocks of the two sides may differ, in both directions; exactly this far is accepted.',
  }),
  explain: option<'caller' | 'full'>({
    ...oneOf('caller', 'full'),
    flag: 'explain',
    env: ['MINTMARK_EXPLAIN'],
    default: 'caller',
    sentence:
      "What the body of a 401 tells: what can be read from the caller's own request, or everything (local work only).",
  }),
  trustedProxies: option<readonly string[]>({
    ...list(proxy()),
    flag: 'trusted-proxies',
    env: ['MINTMARK_TRUSTED_PROXIES'],
    default: ['loopback'],
    sentence: 'Peers whose X-Forwarded-* and X-Original-* headers the gate trusts.',
  }),
  preflights: option<'reject' | 'pass'>({
    ...oneOf('reject', 'pass'),
    flag: 'preflights',
    env: ['MINTMARK_PREFLIGHTS'],
    default: 'reject',
    sentence:
      "What the gate does with a browser's CORS preflight (OPTIONS with Origin and Access-Control-Request-Method), which never has a token: reject it with its own cause, or pass it with empty identity headers, so that the API behind the gate answers it.",
  }),
  bootstrapAccount: option<{ readonly key: string; readonly secret: string } | undefined>({
    ...account(),
    flag: 'bootstrap-account',
    env: ['MINTMARK_BOOTSTRAP_ACCOUNT'],
    default: undefined,
    secret: true,
    sentence: 'Credentials of the account made on the first start; by default random ones are made and printed.',
  }),
  bodyLimitBytes: option({
    ...integer(1024, 104_857_600),
    flag: 'body-limit-bytes',
    env: ['MINTMARK_BODY_LIMIT_BYTES'],
    default: 1_048_576,
    unit: 'bytes',
    sentence: 'Largest request body that is read once it is known who asks; of anybody else it is 16 KiB.',
  }),
  drainSeconds: option({
    ...integer(0, 600),
    flag: 'drain-seconds',
    env: ['MINTMARK_DRAIN_SECONDS'],
    default: 0,
    unit: 'seconds',
    sentence:
      'After SIGTERM or SIGINT: how long the server goes on answering while /readyz says 503, so that a load balancer sends nothing more. Set it to what its health check needs to notice; 0 where nothing checks.',
  }),
  ...REQUEST_LOG_OPTIONS,
  auditMaxAgeSeconds: option<number | undefined>({
    ...duration(86_400, 3_153_600_000),
    flag: 'audit-max-age',
    env: ['MINTMARK_AUDIT_MAX_AGE_SECONDS'],
    default: undefined,
    sentence:
      'How long lines of the audit log are kept, such as 365d; for ever by default. Each removal leaves a line that says which, so that the rest can still be checked.',
  }),
  staleKeysSeconds: option({
    ...duration(0, 86_400),
    flag: 'stale-keys',
    env: ['MINTMARK_STALE_KEYS_SECONDS'],
    default: 600,
    sentence:
      'How long keys in memory are still accepted after PostgreSQL stops answering, when the server cannot know whether they were revoked; 0 accepts none of them.',
  }),
  logLevel: option<'debug' | 'info' | 'warn' | 'error' | 'silent'>({
    ...oneOf('debug', 'info', 'warn', 'error', 'silent'),
    flag: 'log-level',
    env: ['MINTMARK_LOG_LEVEL'],
    default: 'warn',
    sentence: 'What the server writes to its log, on stderr.',
  }),
};

export const OPTIONS = { ...SERVER_OPTIONS, ...CLIENT_OPTIONS };

export type OptionName = keyof typeof OPTIONS;
type Values<Table> = { readonly [Name in keyof Table]: Table[Name] extends Option<infer T> ? T : never };

/** What `compose` is handed. */
export type Settings = Values<typeof SERVER_OPTIONS>;
export type ClientSettings = Values<typeof CLIENT_OPTIONS>;
export type AllSettings = Settings & ClientSettings;

/** The server's settings when nobody has said anything. */
export const DEFAULT_SETTINGS = Object.fromEntries(
  Object.entries(SERVER_OPTIONS).map(([name, { default: value }]) => [name, value]),
) as Settings;
