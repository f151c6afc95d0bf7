import type { JsonObject, JsonValue } from '../encoding/json-value.ts';
import type { AuditKind } from './kinds.ts';

/** Who changed something. */
export interface Actor extends JsonObject {
  /**
   * `person`: somebody who is signed in, or signs in. `api-key`: who has the secret of an account. `link`: who has a link
   * that was sent to an address. `operator`: who ran a command on the machine of the server. `anonymous`: nobody that is
   * known. `server`: the server by itself.
   */
  readonly kind: 'person' | 'api-key' | 'link' | 'operator' | 'anonymous' | 'server';
  /** Of a person or a link; the API key of an account. */
  readonly id: string | null;
  /** At that time: of a person, of an account, of the operating system's user. */
  readonly name: string | null;
  /** Which secret of the account, where that is known. */
  readonly secret_id: string | null;
}

export interface Subject extends JsonObject {
  readonly kind: 'account' | 'secret' | 'application' | 'person' | 'link' | 'session' | 'server';
  readonly id: string | null;
  /** At that time. */
  readonly name: string | null;
}

/** A member before and after; `null` where there was, or is, none. */
export interface MemberChange extends JsonObject {
  /** Dotted path. */
  readonly member: string;
  readonly before: JsonValue;
  readonly after: JsonValue;
}

/** What is hashed of a line of the log: all of it but the hash. The members are those of the export. */
export interface AuditEntry extends JsonObject {
  /** The account whose log it is in; `null`: that of the server. */
  readonly account: string | null;
  /** 1 for the first line of an account. */
  readonly position: number;
  /** RFC 3339, UTC, milliseconds. */
  readonly at: string;
  readonly kind: AuditKind;
  readonly by: Actor;
  readonly from: { readonly address: string | null; readonly user_agent: string | null };
  readonly subject: Subject;
  readonly changes: readonly MemberChange[];
  /** The `hash` of the line before; of the first, 64 zeros. */
  readonly previous_hash: string;
}

export interface AuditLine extends AuditEntry {
  /** SHA-256 of the canonical form of the other members (RFC 8785), 64 lower-case hexadecimal digits. */
  readonly hash: string;
}
