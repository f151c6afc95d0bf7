import { KeyObject, type webcrypto } from 'node:crypto';
import { diagnose } from '../core/diagnosis/diagnose.ts';
import { isJsonObject, type JsonObject, parseJsonObject } from '../core/encoding/json.ts';
import { type VerificationKey as NamedKey, readVerificationKeys } from '../core/jws/verification-keys.ts';
import { readJwk } from '../core/keys/jwk.ts';
import type { PrivateKey, PublicKey } from '../core/keys/key.ts';
import { parseKey } from '../core/keys/parse-key.ts';
import { expected, received } from './arguments.ts';
import type { CryptoKeyInput, KeyObjectInput } from './key-input.ts';
import { recent } from './recent.ts';

const FORMS = 'PEM or JWK text, bytes, KeyObject, CryptoKey or JWK';
/** Keys handed over as text that are remembered, so that a PEM handed over with each call is parsed once. */
const RECENT_KEYS = 8;

/** A public key with what its JWK says about its use. */
export interface PublicKeyInUse extends NamedKey {
  readonly material: PublicKey;
}

/** @throws TypeError for what holds no private key, in words that name `name` */
export function readPrivateKey(value: unknown, name: string): PrivateKey {
  const key = typeof value === 'string' ? privateKeyIn(value, name) : readKey(value, 'private', name);
  if (key.type === 'private') return key;
  throw expected(name, 'the text of a private key', 'a public key: it verifies, and signs nothing');
}

/** @throws TypeError for what holds no public key, in words that name `name` */
export function readPublicKey(value: unknown, name: string): PublicKey {
  const [first, ...more] = readPublicKeys(value, name);
  if (more.length === 0) return first.material;
  throw expected(name, 'one key', `a JWK Set of ${more.length + 1}: pick one by its kid`);
}

/** The key, or the keys of a JWK Set that are there for signatures. @throws TypeError as `readPublicKey` */
export function readPublicKeys(value: unknown, name: string): readonly [PublicKeyInUse, ...PublicKeyInUse[]] {
  if (typeof value === 'string') return publicKeysIn(value, name);
  if (isJsonObject(value) && (Object.hasOwn(value, 'keys') || 'kty' in value) && !isParsedKey(value))
    return readJwks(value, name);
  return [{ material: asPublic(readKey(value, 'public', name), name) }];
}

const privateKeyIn = recent(RECENT_KEYS, (text, name) => readKey(text, 'private', name));
const publicKeysIn = recent(RECENT_KEYS, (text, name): readonly [PublicKeyInUse, ...PublicKeyInUse[]] => {
  const set = text.trimStart().startsWith('{') ? parseJsonObject(text) : undefined;
  if (set?.faults.length === 0 && set.value !== undefined && 'keys' in set.value) return readJwks(set.value, name);
  return [{ material: asPublic(readKey(text, 'public', name), name) }];
});

function asPublic(key: PrivateKey | PublicKey, name: string): PublicKey {
  if (key.type === 'public') return key;
  throw expected(name, 'a public key', 'a private one; publicKeyOf gives its public half');
}

function readKey(value: unknown, type: 'public' | 'private', name: string): PrivateKey | PublicKey {
  if (typeof value === 'string' && value.trim() !== '') return parsed(value, type, name);
  if (value instanceof Uint8Array && value.length > 0) return parsed(value, type, name);
  if (value instanceof ArrayBuffer && value.byteLength > 0) return parsed(new Uint8Array(value), type, name);
  if (isParsedKey(value)) return value;
  if (isKeyObject(value)) return fromKeyObject(value, type, name);
  if (isCryptoKey(value)) return fromCryptoKey(value, type, name);
  if (isJsonObject(value) && 'kty' in value) return fromJwk(value, type, name);
  throw expected(name, `a ${type} key (${FORMS})`, received(value));
}

function parsed(input: string | Uint8Array, type: 'public' | 'private', name: string): PrivateKey | PublicKey {
  const reading = parseKey(input);
  if (reading.ok) return reading.key;
  if (reading.key !== undefined && reading.key.type !== type) return reading.key;
  throw expected(name, `the text of a ${type} key (PEM or JWK)`, `text that does not parse as one. ${whyNot(input)}`);
}

/** What the doctor says about a key that cannot be read. */
function whyNot(key: string | Uint8Array): string {
  const [root] = diagnose({ key }).findings;
  return root === undefined ? 'parseKey and repairKey tell more' : `${root.title} ${root.fix.steps[0] ?? ''}`.trimEnd();
}

function isParsedKey(value: unknown): value is PrivateKey | PublicKey {
  if (!isJsonObject(value)) return false;
  const { type, spki, pkcs8 } = value as { readonly [name: string]: unknown };
  return (type === 'public' && spki instanceof Uint8Array) || (type === 'private' && pkcs8 instanceof Uint8Array);
}

function isKeyObject(value: unknown): value is KeyObjectInput {
  return isJsonObject(value) && typeof (value as { export?: unknown }).export === 'function';
}

/** By its name: each of the places where a program may have it from has a class of its own. */
function isCryptoKey(value: unknown): value is CryptoKeyInput {
  return Object.prototype.toString.call(value) === '[object CryptoKey]';
}

/** A key object never changes, so what it was read as is kept as long as itself. */
const readObjects = new WeakMap<object, PrivateKey | PublicKey>();

function fromKeyObject(object: KeyObjectInput, type: 'public' | 'private', name: string): PrivateKey | PublicKey {
  const known = readObjects.get(object);
  if (known !== undefined) return known;
  if (object.type === 'secret') throw expected(name, `a ${type} key`, 'a secret: pass it as { secret }');
  const der = object.export({ format: 'der', type: object.type === 'public' ? 'spki' : 'pkcs8' });
  const key = parsed(typeof der === 'string' ? Buffer.from(der, 'latin1') : der, type, name);
  readObjects.set(object, key);
  return key;
}

function fromCryptoKey(key: CryptoKeyInput, type: 'public' | 'private', name: string): PrivateKey | PublicKey {
  const usage = type === 'public' ? 'verify' : 'sign';
  if (key.type === type && !key.usages.includes(usage)) {
    throw expected(name, `a CryptoKey with the usage ${usage}`, `one with ${key.usages.join(', ') || 'no usage'}`);
  }
  if (!key.extractable) {
    throw expected(
      name,
      'a CryptoKey that is extractable, so that it can be read synchronously',
      'one that is not: import it with extractable true, or pass its PEM or JWK',
    );
  }
  return fromKeyObject(KeyObject.from(key as webcrypto.CryptoKey) as KeyObjectInput, type, name);
}

function fromJwk(jwk: JsonObject, type: 'public' | 'private', name: string): PrivateKey | PublicKey {
  if (jwk['kty'] === 'oct') throw expected(name, `a ${type} key`, 'a secret (kty oct): pass its bytes as { secret }');
  const key = readJwk(jwk);
  if ('type' in key) return key;
  const what = key.kind === 'damaged' ? `${key.what} is not ${key.expected}` : whyNot(JSON.stringify(jwk));
  throw expected(name, `a ${type} key`, `a JWK that cannot be used: ${what}`);
}

/** Key types of keys that sign. A set may hold others, and they are left out (RFC 7517 §5). */
const KEY_TYPES: readonly unknown[] = ['RSA', 'EC', 'OKP'];

function readJwks(jwkOrSet: JsonObject, name: string): readonly [PublicKeyInUse, ...PublicKeyInUse[]] {
  if (!('keys' in jwkOrSet)) asPublic(fromJwk(jwkOrSet, 'public', name), name);
  const members = 'keys' in jwkOrSet ? jwkOrSet['keys'] : [jwkOrSet];
  if (!Array.isArray(members)) throw expected(name, 'a JWK Set: keys is an array', received(jwkOrSet));
  const meant = members.filter((one) => isJsonObject(one) && KEY_TYPES.includes(one['kty']) && one['use'] !== 'enc');
  for (const jwk of meant) asPublic(fromJwk(jwk as JsonObject, 'public', name), name);
  if (meant.length === 0)
    throw expected(name, 'a key for signatures', `a JWK Set of ${members.length} keys without one`);
  const reading = readVerificationKeys({ keys: meant });
  if (!reading.ok) throw new TypeError(`${name}: the JWK cannot be used to verify: ${reading.reason}`);
  const [first, ...more] = reading.keys.filter(isPublic);
  if (first === undefined) throw expected(name, 'a public key', 'a secret');
  return [first, ...more];
}

function isPublic(key: NamedKey): key is PublicKeyInUse {
  return !(key.material instanceof Uint8Array);
}
