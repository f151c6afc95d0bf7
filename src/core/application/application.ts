/** A webhook as the Application API writes it. Unknown members are kept. */
export interface Webhook {
  readonly address: string;
  readonly http_method?: string;
  readonly connect_timeout?: number;
  readonly socket_timeout?: number;
  readonly [member: string]: unknown;
}

/** Capabilities as sent: unknown ones are kept, `null` ones are absent (VONAGE.md §1.1). */
export type Capabilities = { readonly [name: string]: { readonly [member: string]: unknown } };
