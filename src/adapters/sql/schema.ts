import type { Generated, Kysely, Transaction } from 'kysely';
import { APPLICATION_COLUMNS, type ApplicationRow } from './application-columns.ts';

/**
 * The tables, the same in both dialects: times are whole milliseconds since 1970, flags 0 or 1, JSON is text. Names end
 * in their unit.
 */
export interface Tables {
  readonly accounts: {
    readonly id: string;
    readonly name: string;
    readonly parent_id: string | null;
    readonly suspended: number;
    readonly created_ms: number;
    /** Kept by triggers: to count a million rows takes longer than to list a page of them. */
    readonly application_count: Generated<number>;
  };
  readonly secrets: {
    readonly id: string;
    readonly account_id: string;
    readonly hash: string;
    readonly created_ms: number;
  };
  readonly applications: ApplicationRow;
  readonly keys: {
    readonly id: string;
    readonly application_id: string;
    /** The application's account, which never changes: candidates of one account are found by it. */
    readonly account_id: string;
    readonly fingerprint: string;
    readonly public_key: string;
    readonly state: string;
    readonly created_ms: number;
    readonly activated_ms: number | null;
    readonly ended_ms: number | null;
    readonly expires_ms: number | null;
    readonly last_used_ms: number | null;
    readonly note: string;
    readonly environment: string;
  };
  readonly reports: {
    readonly id: string;
    readonly at_ms: number;
    readonly account_id: string | null;
    readonly application_id: string | null;
    readonly cause: string;
    readonly status: number;
    readonly method: string | null;
    readonly path: string | null;
    readonly client_address: string | null;
    readonly user_agent: string | null;
    /** JSON: `report`, `callerReport`, `token` and `signedBy`. */
    readonly body: string;
  };
  readonly accepted_requests: {
    readonly id: string;
    readonly at_ms: number;
    /** The application's account, which never changes. */
    readonly account_id: string;
    readonly application_id: string;
    readonly status: number;
    readonly method: string | null;
    readonly path: string | null;
    readonly key_fingerprint: string;
    readonly token_hash: string;
    readonly stands_for: number;
    readonly client_address: string | null;
    readonly user_agent: string | null;
  };
  /** Requests that are alike, by minute: `minute` is 60,000 ms, `cause` is empty of accepted ones. */
  readonly request_counts: {
    readonly account_id: string;
    readonly minute: number;
    readonly application_id: string;
    readonly cause: string;
    readonly key_fingerprint: string;
    readonly status: number;
    readonly count: number;
    readonly first_ms: number;
    readonly last_ms: number;
  };
  readonly used_tokens: {
    readonly application_id: string;
    /** SHA-256 of the `jti`, base64url: a `jti` may be of any length and hold any character. */
    readonly jti_hash: string;
    readonly used_ms: number;
    readonly expires_ms: number;
  };
  /** Counts of failures; those without any tell who is known. */
  readonly attempts: {
    /** SHA-256 of the name, base64url. */
    readonly name_hash: string;
    readonly failures: number;
    /** Failures before the first wait. */
    readonly free: number;
    readonly since_ms: number;
    readonly ends_ms: number;
  };
  readonly repeats: {
    /** SHA-256 of the name, base64url. */
    readonly name_hash: string;
    readonly digest: string;
    /** JSON; `null` while it is under way. */
    readonly outcome: string | null;
    readonly ends_ms: number;
  };
  readonly people: {
    readonly id: string;
    readonly email: string;
    readonly email_key: string;
    readonly name: string;
    readonly phone: string | null;
    readonly password_hash: string;
    readonly created_ms: number;
  };
  readonly memberships: {
    readonly account_id: string;
    readonly person_id: string;
    readonly role: string;
    readonly created_ms: number;
  };
  readonly sessions: {
    readonly id: string;
    readonly token_hash: string;
    readonly person_id: string;
    readonly created_ms: number;
    readonly seen_ms: number;
    readonly user_agent: string | null;
    readonly address: string | null;
  };
  readonly links: {
    readonly id: string;
    readonly token_hash: string;
    readonly purpose: string;
    readonly email: string | null;
    readonly account_id: string | null;
    readonly role: string | null;
    readonly person_id: string | null;
    readonly created_ms: number;
    readonly expires_ms: number;
    readonly used_ms: number | null;
  };
  readonly second_factors: {
    readonly person_id: string;
    readonly sealed_secret: string;
    readonly confirmed_ms: number | null;
    readonly used_step: number;
  };
  readonly backup_codes: { readonly person_id: string; readonly code_hash: string };
  /** `details` is JSON. */
  readonly companies: { readonly account_id: string; readonly details: string };
  /** Written by triggers; the transaction, which PostgreSQL has too, is read by `postgresChanges` alone. */
  readonly changes: {
    readonly position: number;
    readonly application_id: string;
    readonly at_ms: number;
  };
  /** Where each log ends: the chain is the API key of an account, or empty for the server's own. */
  readonly audit_heads: {
    readonly chain: string;
    readonly position: number;
    readonly hash: string;
    /** Those before it were removed for their age. */
    readonly kept_from: Generated<number>;
  };
  readonly audit_entries: AuditRow;
  /** Links by which a report is read without an account. */
  readonly shares: {
    readonly id: string;
    readonly token_hash: string;
    readonly account_id: string;
    readonly report_id: string;
    readonly created_by: string | null;
    readonly created_ms: number;
    readonly expires_ms: number;
  };
  /** What an upgrade left to be done at the next start. */
  readonly chores: { readonly name: string };
  /** One row, written to learn whether writing works. */
  readonly probe: { readonly id: number; readonly at_ms: number };
}

/** A line of the audit log. All but `line` is made from it, to be searched. */
export interface AuditRow {
  readonly chain: string;
  readonly position: number;
  readonly at_ms: number;
  readonly kind: string;
  /** Id and name in lower case. */
  readonly actor_text: string;
  readonly subject_id: string | null;
  readonly subject_text: string;
  readonly address: string | null;
  /** The line as it is exported: canonical JSON. */
  readonly line: string;
}

/** Every column, to ask a database at its opening whether it has them. */
export const COLUMNS = {
  accounts: ['id', 'name', 'parent_id', 'suspended', 'created_ms', 'application_count'],
  secrets: ['id', 'account_id', 'hash', 'created_ms'],
  applications: APPLICATION_COLUMNS,
  keys: [
    'id',
    'application_id',
    'account_id',
    'fingerprint',
    'public_key',
    'state',
    'created_ms',
    'activated_ms',
    'ended_ms',
    'expires_ms',
    'last_used_ms',
    'note',
    'environment',
  ],
  reports: [
    'id',
    'at_ms',
    'account_id',
    'application_id',
    'cause',
    'status',
    'method',
    'path',
    'body',
    'client_address',
    'user_agent',
  ],
  accepted_requests: [
    'id',
    'at_ms',
    'account_id',
    'application_id',
    'status',
    'method',
    'path',
    'key_fingerprint',
    'token_hash',
    'stands_for',
    'client_address',
    'user_agent',
  ],
  request_counts: [
    'account_id',
    'minute',
    'application_id',
    'cause',
    'key_fingerprint',
    'status',
    'count',
    'first_ms',
    'last_ms',
  ],
  used_tokens: ['application_id', 'jti_hash', 'used_ms', 'expires_ms'],
  attempts: ['name_hash', 'failures', 'free', 'since_ms', 'ends_ms'],
  repeats: ['name_hash', 'digest', 'outcome', 'ends_ms'],
  people: ['id', 'email', 'email_key', 'name', 'phone', 'password_hash', 'created_ms'],
  memberships: ['account_id', 'person_id', 'role', 'created_ms'],
  sessions: ['id', 'token_hash', 'person_id', 'created_ms', 'seen_ms', 'user_agent', 'address'],
  links: [
    'id',
    'token_hash',
    'purpose',
    'email',
    'account_id',
    'role',
    'person_id',
    'created_ms',
    'expires_ms',
    'used_ms',
  ],
  second_factors: ['person_id', 'sealed_secret', 'confirmed_ms', 'used_step'],
  backup_codes: ['person_id', 'code_hash'],
  companies: ['account_id', 'details'],
  changes: ['position', 'application_id', 'at_ms'],
  audit_heads: ['chain', 'position', 'hash', 'kept_from'],
  audit_entries: ['chain', 'position', 'at_ms', 'kind', 'actor_text', 'subject_id', 'subject_text', 'address', 'line'],
  shares: ['id', 'token_hash', 'account_id', 'report_id', 'created_by', 'created_ms', 'expires_ms'],
  chores: ['name'],
  probe: ['id', 'at_ms'],
} as const satisfies { readonly [T in keyof Tables]: readonly (keyof Tables[T])[] };

export type Db = Kysely<Tables>;
export type Trx = Transaction<Tables>;
