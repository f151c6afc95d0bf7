/** A header line as sent: field name and field value (RFC 9110 §5). */
export type HeaderField = readonly [name: string, value: string];
