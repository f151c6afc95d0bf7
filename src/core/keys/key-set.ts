import { isJsonObject, type JsonObject, parseJson } from '../encoding/json.ts';
import { publicKeyOf } from './fingerprint.ts';
import { readJwk } from './jwk.ts';
import type { PublicKey } from './key.ts';

/** A key of a JWK Set, and what its JWK says about its use (RFC 7517 §4). */
export interface SetKey {
  readonly key: PublicKey;
  readonly kid?: string;
  /** The one algorithm that it may be used with. */
  readonly alg?: string;
}

/**
 * The keys of a JWK Set that may verify a signature: what is of another kind, for encryption or damaged is left out, as
 * RFC 7517 §5 has it. `undefined` for a text that is no JWK Set.
 */
export function readKeySet(text: string): readonly SetKey[] | undefined {
  if (!/^\s*\{/.test(text)) return undefined;
  const { value } = parseJson(text);
  const members = isJsonObject(value) ? value['keys'] : undefined;
  if (!Array.isArray(members)) return undefined;
  return members.flatMap((member): SetKey[] => {
    if (!isJsonObject(member) || (member['use'] !== undefined && member['use'] !== 'sig')) return [];
    const read = readJwk(member);
    if (!('type' in read)) return [];
    const { kid, alg } = member;
    return [
      { key: publicKeyOf(read), ...(typeof kid === 'string' && { kid }), ...(typeof alg === 'string' && { alg }) },
    ];
  });
}

/** A JWK Set, whole: the keys that verify signatures, and what every member says of itself. */
export interface KeySet {
  readonly keys: readonly SetKey[];
  readonly members: readonly {
    readonly kid: string | null;
    readonly alg: string | null;
    readonly use: string | null;
    readonly kty: string | null;
  }[];
}

/** A JWK Set or a single JWK; or what stands there instead, in words. */
export function readWholeKeySet(text: string): KeySet | { readonly instead: string } {
  const { value } = parseJson(text);
  if (!isJsonObject(value)) return { instead: insteadOf(text) };
  const set = value['kty'] === undefined ? value : { keys: [value] };
  if (Array.isArray(set['keys'])) {
    return { keys: readKeySet(JSON.stringify(set)) ?? [], members: set['keys'].filter(isJsonObject).map(membersOf) };
  }
  if (typeof value['jwks_uri'] === 'string') {
    return { instead: `the discovery document of an issuer: its keys are at ${value['jwks_uri'].slice(0, 200)}` };
  }
  const error = value['error'] ?? value['message'] ?? value['code'];
  return { instead: error === undefined ? 'JSON without keys' : 'the JSON of an error, and no keys' };
}

function insteadOf(text: string): string {
  if (text.trim() === '') return 'nothing: it is empty';
  if (/^\s*<(?:!doctype|html|\?xml|head|body)/i.test(text)) return 'a web page (HTML), such as an error page';
  if (text.includes('-----BEGIN ')) return 'a PEM text: give it with --public';
  return 'text that is not JSON';
}

function membersOf(member: JsonObject): KeySet['members'][number] {
  const text = (name: string) => (typeof member[name] === 'string' ? member[name].slice(0, 200) : null);
  return { kid: text('kid'), alg: text('alg'), use: text('use'), kty: text('kty') };
}
