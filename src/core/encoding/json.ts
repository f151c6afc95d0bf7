/** A JSON value as the strict parser gives it: objects have no prototype, so no member name is special. */
export type JsonValue = string | number | boolean | null | readonly JsonValue[] | JsonObject;
export type JsonObject = { readonly [name: string]: JsonValue };
