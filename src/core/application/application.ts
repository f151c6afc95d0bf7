/** Capabilities as sent: unknown ones are kept, `null` ones are absent (VONAGE.md §1.1). */
export type Capabilities = { readonly [name: string]: { readonly [member: string]: unknown } };
