import type { Me, Role } from '../../server/session.ts';

/** Shapes of the dashboard's own API and of the Account API, as far as these pages read them (`/openapi.json`). */

/** How a link reaches the person it is for. */
export interface Delivery {
  readonly delivered_by: 'mail' | 'hand';
  readonly why: 'no-mail-server' | 'mail-failed' | null;
  /** To open or to pass on; `null` where it was sent. */
  readonly link: string | null;
}

export interface SessionOfPerson {
  readonly id: string;
  readonly current: boolean;
  readonly created_at: string;
  readonly seen_at: string;
  readonly ends_at: string;
  readonly user_agent: string | null;
  readonly address: string | null;
}

export interface SecondFactorSecret {
  /** Base32. */
  readonly secret: string;
  /** `otpauth:` */
  readonly uri: string;
}

export interface SecondFactorOn {
  readonly backup_codes: readonly string[];
  readonly me: Me;
}

export interface Company {
  readonly account_name: string;
  readonly name: string;
  readonly website: string;
  readonly phone: string;
  readonly street: string;
  readonly postal_code: string;
  readonly city: string;
  readonly region: string;
  readonly country: string;
  readonly tax_id: string;
}

export interface Member {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly phone: string | null;
  readonly role: Role;
  readonly since: string;
}

export interface Invitation {
  readonly id: string;
  readonly email: string;
  readonly role: Role;
  readonly created_at: string;
  readonly expires_at: string;
  readonly expired: boolean;
}

export type CreatedInvitation = Omit<Invitation, 'expired'> & Delivery;

export interface Secret {
  readonly id: string;
  readonly created_at: string;
}

export interface Subaccount {
  readonly api_key: string;
  readonly name: string;
  readonly suspended: boolean;
  readonly created_at: string;
}

export type CreatedSubaccount = Subaccount & { readonly secret: string };
