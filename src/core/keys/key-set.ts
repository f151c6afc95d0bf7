import { decodeBase64url } from '../encoding/base64url.ts';
import { isJsonObject, type JsonObject, type JsonValue, parseJson } from '../encoding/json.ts';
import { publicKeyOf } from './fingerprint.ts';
import { readJwk } from './jwk.ts';
import type { PublicKey } from './key.ts';

/** A key of a JWK Set, and what its JWK says about its use (RFC 7517 §4). */
export interface SetKey {
  readonly key: PublicKey;
  readonly kid?: string;
  /** The one algorithm that it may be used with. */
  readonly alg?: string;
  /** Its place among the members, from 0. */
  readonly index: number;
}

/** What a member of a JWK Set says of itself. */
export interface SetMember {
  readonly kid: string | null;
  readonly alg: string | null;
  readonly use: string | null;
  readonly kty: string | null;
  /** Whose tokens it signs, where the set says so, as those of Entra do; `{tenantid}` stands for any tenant. */
  readonly issuer?: string;
  /** `key_ops`, where it is there and lacks "verify". */
  readonly operations?: string;
  /** Why no key can be made of it; `placeholder`: text stands where its number belongs. */
  readonly fault?: 'placeholder' | 'damaged' | 'secret' | 'unknown-type';
  /** The text of a placeholder. */
  readonly placeholder?: string;
  /** Its private half stands there, or a secret. */
  readonly isPrivate?: true;
}

/** A JWK Set, whole: the keys that can be read, whatever they are for, and what every member says of itself. */
export interface KeySet {
  readonly keys: readonly SetKey[];
  readonly members: readonly SetMember[];
  /** A set, and not the JWK of one key. */
  readonly isSet: boolean;
  /** The public numbers of every member, as they stand there, readable or not. */
  readonly numbers: readonly { readonly kid: string | null; readonly jwk: JsonObject }[];
  /** The `k` of each symmetric key (RFC 7518 §6.4), by the place of its member. Never shown. */
  readonly secrets: readonly { readonly index: number; readonly kid: string | null; readonly k: string }[];
}

/** A JWK Set or a single JWK; or what stands there instead, in words. */
export function readWholeKeySet(text: string): KeySet | { readonly instead: string } {
  const { value } = parseJson(text);
  if (!isJsonObject(value)) return { instead: insteadOf(text) };
  const isSet = value['kty'] === undefined;
  const listed = isSet ? value['keys'] : [value];
  if (Array.isArray(listed)) return { ...readMembers((listed as JsonValue[]).filter(isJsonObject)), isSet };
  if (typeof value['jwks_uri'] === 'string') {
    return { instead: `the discovery document of an issuer: its keys are at ${value['jwks_uri'].slice(0, 200)}` };
  }
  const error = value['error'] ?? value['message'] ?? value['code'];
  return { instead: error === undefined ? 'JSON without keys' : 'the JSON of an error, and no keys' };
}

/** No HMAC key is longer than this many characters. */
const LONGEST_SECRET = 8192;

function readMembers(listed: readonly JsonObject[]): Omit<KeySet, 'isSet'> {
  const keys: SetKey[] = [];
  const secrets: KeySet['secrets'][number][] = [];
  const members = listed.map((jwk, index): SetMember => {
    const { kid, alg, kty, k } = jwk;
    if (kty === 'oct' && typeof k === 'string' && k !== '' && k.length <= LONGEST_SECRET)
      secrets.push({ index, kid: typeof kid === 'string' ? kid : null, k });
    const said = { ...whatItSays(jwk), ...(isPrivate(jwk) && { isPrivate: true as const }) };
    const placeholder = placeholderIn(jwk);
    if (placeholder !== undefined) return { ...said, fault: 'placeholder', placeholder };
    const read = readJwk(jwk);
    if (!('type' in read)) return { ...said, fault: faultOf(jwk) };
    const labels = { ...(typeof kid === 'string' && { kid }), ...(typeof alg === 'string' && { alg }) };
    keys.push({ key: publicKeyOf(read), ...labels, index });
    return said;
  });
  const numbers = listed.map((jwk) => ({
    kid: typeof jwk['kid'] === 'string' ? jwk['kid'] : null,
    jwk: publicPart(jwk),
  }));
  return { keys, members, secrets, numbers };
}

function publicPart(jwk: JsonObject): JsonObject {
  const names = ['kty', 'crv', 'n', 'e', 'x', 'y'];
  return Object.fromEntries(Object.entries(jwk).filter(([name]) => names.includes(name)));
}

function whatItSays(jwk: JsonObject): SetMember {
  const text = (name: string) => (typeof jwk[name] === 'string' ? jwk[name].slice(0, 200) : null);
  const { key_ops: ops } = jwk;
  const lacks = Array.isArray(ops) && !ops.includes('verify');
  const operations = lacks
    ? {
        operations: ops
          .filter((one) => typeof one === 'string')
          .join(', ')
          .slice(0, 80),
      }
    : {};
  const issuer = text('issuer');
  return {
    kid: text('kid'),
    alg: text('alg'),
    use: text('use'),
    kty: text('kty'),
    ...(issuer !== null && { issuer }),
    ...operations,
  };
}

function isPrivate(jwk: JsonObject): boolean {
  return (typeof jwk['d'] === 'string' && jwk['d'] !== '') || (jwk['kty'] === 'oct' && typeof jwk['k'] === 'string');
}

function faultOf({ kty }: JsonObject): NonNullable<SetMember['fault']> {
  if (kty === 'oct') return 'secret';
  return kty === 'RSA' || kty === 'EC' || kty === 'OKP' ? 'damaged' : 'unknown-type';
}

/** Words in brackets, dots and crosses, and base64url of plain text: random bytes are never all printable ASCII. */
function placeholderIn(jwk: JsonObject): string | undefined {
  const number = jwk['n'] ?? jwk['x'];
  if (typeof number !== 'string') return undefined;
  if (/^(?:\s*|\.{2,}|…|[xX*]{3,}|<[^>]*>|\{\{?.*\}\}?|\$\{?.*|your[-_ ].*|base64url|modulus|n|x)$/i.test(number))
    return number.slice(0, 80);
  const bytes = decodeBase64url(number);
  // mutants: a fault has no length
  const isText = bytes instanceof Uint8Array && bytes.length >= 12 && bytes.every((byte) => byte > 31 && byte < 127);
  return isText ? String.fromCharCode(...bytes.subarray(0, 80)) : undefined;
}

function insteadOf(text: string): string {
  if (text.trim() === '') return 'nothing: it is empty';
  if (/^\s*<(?:!doctype|html|\?xml|head|body)/i.test(text)) return 'a web page (HTML), such as an error page';
  if (text.includes('-----BEGIN ')) return 'a PEM text: give it with --public';
  return 'text that is not JSON';
}
