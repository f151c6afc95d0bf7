import type { KeyState } from '../../core/keys/key-state.ts';

/** Shapes of the Application API, as far as the dashboard reads them (`/openapi.json`). */

export interface Capability {
  readonly webhooks?: { readonly [name: string]: Hook };
  readonly [member: string]: unknown;
}
export interface Hook {
  readonly address?: string;
  readonly http_method?: string;
  readonly [member: string]: unknown;
}
export interface Capabilities {
  readonly [name: string]: Capability;
}

export interface Application {
  readonly id: string;
  readonly name: string;
  /** The public key in use, in PEM; absent where none is. */
  readonly keys: { readonly public_key?: string };
  /** `null`: an older application, for which it has to be chosen before anything is saved. */
  readonly privacy: { readonly improve_ai: boolean | null };
  readonly single_use: boolean;
  readonly created_at: string;
  readonly updated_at: string;
  readonly capabilities: Capabilities;
}

export interface ApplicationPage {
  readonly total_pages: number;
  readonly _embedded: { readonly applications: readonly Application[] };
}

export interface ApplicationKey {
  readonly id: string;
  /** SHA-256 of the SPKI DER, base64. */
  readonly fingerprint: string;
  readonly state: KeyState;
  readonly public_key: string;
  readonly created_at: string;
  /** `null`: a draft, or one that was discarded. */
  readonly activated_at: string | null;
  readonly last_used_at: string | null;
  readonly ended_at: string | null;
  readonly expires_at: string | null;
}

export interface ApplicationKeys {
  readonly _embedded: { readonly keys: readonly ApplicationKey[] };
}
