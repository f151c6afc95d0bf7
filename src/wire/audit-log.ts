import { type Static, Type } from 'typebox';
import { ALL_AUDIT_KINDS } from '../core/audit/kinds.ts';
import { Link } from './kinds.ts';
import { Nullable } from './report.ts';

const Filters = {
  account: Type.Optional(
    Type.String({ description: 'API key of a subaccount, whose log is asked for; the account that asks by default.' }),
  ),
  kind: Type.Optional(
    Type.String({
      description: `A kind (${ALL_AUDIT_KINDS.slice(0, 3).join(', ')}, …), or what stands before its dot: all of these.`,
    }),
  ),
  by: Type.Optional(
    Type.String({ maxLength: 200, description: 'Part of the id or name of who did it; upper and lower case are one.' }),
  ),
  subject: Type.Optional(
    Type.String({
      maxLength: 200,
      description: 'Part of the id or name of what was changed; upper and lower case are one.',
    }),
  ),
  address: Type.Optional(Type.String({ maxLength: 64, description: 'The whole address that it was done from.' })),
  since: Type.Optional(Type.Number({ description: 'NumericDate seconds, included.' })),
  until: Type.Optional(Type.Number({ description: 'NumericDate seconds, not included.' })),
};

export const AuditExportQuery = Type.Object(Filters);
export type AuditFilters = Static<typeof AuditExportQuery>;

export const AuditQuery = Type.Object({
  ...Filters,
  before: Type.Optional(Type.Integer({ minimum: 1, description: 'Position: only lines before it.' })),
  limit: Type.Integer({ minimum: 1, maximum: 1000, default: 100 }),
});
export type AuditQuery = Static<typeof AuditQuery>;

export const AuditLineResponse = Type.Object(
  {
    account: Nullable(Type.String({ description: 'API key of the account whose log it is in.' })),
    position: Type.Integer({ description: '1 for the first line of an account.' }),
    at: Type.String({ format: 'date-time' }),
    kind: Type.String({ description: ALL_AUDIT_KINDS.join(', ') }),
    by: Type.Object({
      kind: Type.Enum(['person', 'api-key', 'link', 'operator', 'anonymous', 'server']),
      id: Nullable(Type.String()),
      name: Nullable(Type.String({ description: 'At that time.' })),
      secret_id: Nullable(Type.String({ description: 'Which API secret of the account was used.' })),
    }),
    from: Type.Object({ address: Nullable(Type.String()), user_agent: Nullable(Type.String()) }),
    subject: Type.Object({
      kind: Type.Enum(['account', 'secret', 'application', 'person', 'link', 'session', 'server']),
      id: Nullable(Type.String()),
      name: Nullable(Type.String({ description: 'At that time.' })),
    }),
    changes: Type.Array(
      Type.Object({
        member: Type.String({ description: 'Dotted path.' }),
        before: Type.Unknown(),
        after: Type.Unknown(),
      }),
      { description: 'The members that changed, and nothing secret.' },
    ),
    previous_hash: Type.String({ description: 'The hash of the line before; of the first line, 64 zeros.' }),
    hash: Type.String({
      description: 'SHA-256 of the line without this member, as canonical JSON (RFC 8785), in hexadecimal.',
    }),
  },
  { 'x-name': 'AuditLine' },
);
export type AuditLine = Static<typeof AuditLineResponse>;

export const AuditLogResponse = Type.Object({
  lines: Type.Array(AuditLineResponse, { description: 'Newest first.' }),
  _links: Type.Object({ self: Link, next: Type.Optional(Link) }),
});
export type AuditLog = Static<typeof AuditLogResponse>;

const { at, kind, by, changes } = AuditLineResponse.properties;
export const HistoryResponse = Type.Object({
  changes: Type.Array(Type.Object({ at, kind, by, changes }), {
    description: 'Newest first, the last 500. What was changed before the server had an audit log is not in it.',
  }),
});
export type ApplicationHistory = Static<typeof HistoryResponse>;
