import { isJsonObject, type JsonObject, type JsonValue } from '../encoding/json.ts';

const WITHHELD = '(withheld: a private key)';
const NAMED_SECRET = '(withheld: its name says that it is secret)';

/** PEM of a private key, as it is or wrapped in base64; of that any PEM, for the label may be cut. */
const PRIVATE_KEY = /PRIVATE[ _]KEY|LS0tLS1CRUdJTi/;
const SECRET_NAME = /secret|passw|passphrase|private_?key/i;
/** The private members of a JWK (RFC 7518 §6.2.2, §6.3.2, §6.4.1). */
const JWK_SECRETS = new Set(['d', 'p', 'q', 'dp', 'dq', 'qi', 'k']);

/** A text of a token as it may be shown or kept: anything but a private key. */
export function withheldText(text: string): string {
  return PRIVATE_KEY.test(text) ? WITHHELD : text;
}

/** A path or a URL as it may be shown or kept: without the signature of a token, or the value of a query parameter that is secret by its name. */
export function withheldTarget(target: string): string {
  return target
    .replace(/(eyJ[\w-]*\.[\w-]*\.)[\w-]+/g, '$1…')
    .replace(/([?&][^=&#]*(?:secret|token|passw|jwt|key|sig)[^=&#]*=)[^&#]+/gi, '$1…');
}

/** Whatever `withheld` looks for, and an escape, which may hide it. */
const MAY_BE_SECRET = /\\|"kty"|secret|passw|passphrase|private[ _]?key|LS0tLS1CRUdJTi/i;

/**
 * Members of a token as they may be kept: as they are, where the JSON that they were read from has nothing that looks
 * like a secret. To copy them takes ten times as long as to look.
 */
export function withheldMembers(members: JsonObject, json: string | undefined): JsonObject {
  return json === undefined || MAY_BE_SECRET.test(json) ? (withheld(members) as JsonObject) : members;
}

/** A value of a token as it may be kept: private keys are withheld, and whatever is called a secret. */
export function withheld(value: JsonValue): JsonValue {
  if (typeof value === 'string') return withheldText(value);
  if (!isJsonObject(value)) return Array.isArray(value) ? value.map(withheld) : value;
  const isKey = typeof value['kty'] === 'string';
  const kept: Record<string, JsonValue> = Object.create(null);
  for (const [name, member] of Object.entries(value)) {
    const isText = typeof member === 'string' && member !== '';
    if (isText && isKey && JWK_SECRETS.has(name)) kept[name] = WITHHELD;
    else if (isText && SECRET_NAME.test(name)) kept[name] = NAMED_SECRET;
    else kept[withheldText(name)] = withheld(member);
  }
  return kept;
}
