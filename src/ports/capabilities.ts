/** Capabilities as sent: unknown ones are kept, `null` ones are absent. */
export type Capabilities = { readonly [name: string]: { readonly [member: string]: unknown } };
