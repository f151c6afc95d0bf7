import type { Input } from '../../core/evidence/input.ts';
import { publicKeyOf } from '../../core/keys/fingerprint.ts';
import { type KeySet, readWholeKeySet } from '../../core/keys/key-set.ts';
import { pkcs8Pem, spkiPem } from '../../core/keys/key-text.ts';
import { parseKey } from '../../core/keys/parse-key.ts';
import { usage } from '../terminal/failure.ts';
import { withKeySets } from './check-signature.ts';
import { nextStep, whyNotUsed } from './explain-key.ts';
import { type KeyArgument, readKeyArgument } from './key-argument.ts';

/** What --public led to: the text of one key, or the keys of a JWK or a JWK Set, of which the token chooses. */
export type PublicKeys = string | KeySet;

/** @throws Failure (usage) that says what the text is, where no signature can be verified with it */
export function readPublicKeys(argument: string): PublicKeys {
  const found = readKeyArgument(argument, '--public');
  const words = typeof found.text === 'string' ? found.text : Buffer.from(found.text).toString('utf8');
  const set = setIn(words, found);
  if (set !== undefined) return set;
  const { key, format } = parseKey(found.text);
  if (key === undefined) throw refused(found, whyNotUsed(found.text), nextStep(found.text));
  if (format?.endsWith('-der') !== true) return words;
  return key.type === 'private' ? pkcs8Pem(key) : spkiPem(key);
}

/** `undefined` for what is no JWK and no JWK Set, and for a private JWK alone, which is judged as a private key. */
function setIn(words: string, found: KeyArgument): KeySet | undefined {
  const set = /^\s*\{/.test(words) ? readWholeKeySet(words) : undefined;
  if (set === undefined || !('keys' in set)) return undefined;
  const isUsable =
    set.keys.length > 0 ||
    (set.isSet && set.secrets.length > 0) ||
    set.members.some(({ fault }) => fault === 'placeholder');
  if (!isUsable) {
    if (!set.isSet) return undefined;
    throw refused(found, 'It is a JWK Set (RFC 7517) that holds no public key for signatures.');
  }
  return !set.isSet && set.keys.length > 0 && set.members[0]?.isPrivate ? undefined : set;
}

function refused({ from, name }: KeyArgument, why: string, next?: string) {
  return usage(
    `--public: no signature can be verified with what ${from} holds: ${why}`,
    ...(next === undefined ? [] : [next]),
    'Expected a public key: PEM, a certificate, a JWK or a JWK Set',
    ...(name === 'KEY' || name === '-' ? [] : [`See what it is: mintmark keys check ${name}`]),
  );
}

/** One RSA key alone, which verifies RS256. */
export function isRsaKey(keys: PublicKeys): boolean {
  return typeof keys === 'string' && parseKey(keys).key?.kty === 'RSA';
}

/**
 * One set of all of these keys. A key without JWK has no `kid`: where no other is there, `kid` tells nothing.
 */
function setOf(all: readonly PublicKeys[]): KeySet {
  const sets = all.map((one) => (typeof one === 'string' ? setOfKey(one) : one));
  const members = sets.flatMap((set) => set.members);
  const from = (index: number) => sets.slice(0, index).reduce((sum, set) => sum + set.members.length, 0);
  const moved = <T extends { readonly index: number }>(list: readonly T[], at: number) =>
    list.map((one) => ({ ...one, index: one.index + from(at) }));
  return {
    keys: sets.flatMap(({ keys }, at) => moved(keys, at)),
    members,
    isSet: true,
    numbers: sets.flatMap(({ numbers }) => numbers),
    secrets: sets.flatMap(({ secrets }, at) => moved(secrets, at)),
  };
}

function setOfKey(text: string): KeySet {
  const { key } = parseKey(text);
  const keys = key === undefined ? [] : [{ key: publicKeyOf(key), index: 0 }];
  const members = keys.map(({ key: { kty } }) => ({ kid: null, alg: null, use: null, kty }));
  return { keys, members, isSet: true, numbers: [], secrets: [] };
}

/** The input with the public key that its token is verified under: of several, the one that signed. */
export function withPublicKey(input: Input, keys: PublicKeys): Input {
  if (typeof keys === 'string') return { ...input, publicKey: keys };
  const held = withKeySets(input, [keys]);
  if (!isNameless(keys)) return held;
  const { keySet: _, ...rest } = held;
  return rest;
}

/** Several keys that have no name: no `kid` can be looked for among them. */
function isNameless({ isSet, members, numbers }: KeySet): boolean {
  return isSet && members.length > 1 && numbers.length === 0;
}

/** What several --public led to, as one. @throws Failure (usage) as `readPublicKeys` does */
export function readAllPublicKeys(all: readonly string[]): PublicKeys | undefined {
  const [first, ...more] = all.map(readPublicKeys);
  return first === undefined || more.length === 0 ? first : setOf([first, ...more]);
}
