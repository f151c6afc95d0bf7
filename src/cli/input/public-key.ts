import type { Input } from '../../core/evidence/input.ts';
import { takesKey } from '../../core/jws/algorithms.ts';
import { readKeySet, type SetKey } from '../../core/keys/key-set.ts';
import { pkcs8Pem, spkiPem } from '../../core/keys/key-text.ts';
import { parseKey } from '../../core/keys/parse-key.ts';
import { observe } from '../../core/observe/observe.ts';
import { usage } from '../terminal/failure.ts';
import { algorithmOf, withSignatureChecked } from './check-signature.ts';
import { whyNotUsed } from './explain-key.ts';
import { type KeyArgument, readKeyArgument } from './key-argument.ts';

/** What --public led to: the text of one key, or the keys of a JWK Set, of which the token chooses. */
export type PublicKeys = string | readonly [SetKey, ...SetKey[]];

/** @throws Failure (usage) that says what the text is, where no signature can be verified with it */
export function readPublicKeys(argument: string): PublicKeys {
  const found = readKeyArgument(argument, '--public');
  const words = typeof found.text === 'string' ? found.text : Buffer.from(found.text).toString('utf8');
  const set = readKeySet(words);
  if (set !== undefined) return keysOf(set, found);
  const { key, format } = parseKey(found.text);
  if (key === undefined) throw refused(found, whyNotUsed(found.text));
  if (format?.endsWith('-der') !== true) return words;
  return key.type === 'private' ? pkcs8Pem(key) : spkiPem(key);
}

function keysOf([first, ...more]: readonly SetKey[], found: KeyArgument): PublicKeys {
  if (first === undefined) throw refused(found, 'It is a JWK Set (RFC 7517) that holds no public key for signatures.');
  return [first, ...more];
}

function refused({ from, name }: KeyArgument, why: string) {
  return usage(
    `--public: no signature can be verified with what ${from} holds: ${why}`,
    'Expected a public key: PEM, a certificate, a JWK or a JWK Set',
    ...(name === 'KEY' || name === '-' ? [] : [`See what it is: mintmark keys check ${name}`]),
  );
}

/**
 * The input with the one public key that its token is verified under. Of a JWK Set that is the one that `kid` names;
 * without one, each that fits the algorithm is tried.
 */
export function withPublicKey(input: Input, keys: PublicKeys): Input {
  if (typeof keys === 'string') return { ...input, publicKey: keys };
  const { token, authorization, request, profile } = input;
  const verifies = (publicKey: string) => {
    // Under this key alone: whatever else is known would choose as well.
    const alone = { token, authorization, request, profile, publicKey };
    return observe(withSignatureChecked(present(alone))).signature?.verifiedBy != null;
  };
  const texts = candidatesIn(keys, input).map(({ key }) => spkiPem(key));
  const [publicKey = spkiPem(keys[0].key)] = [...texts.filter(verifies), ...texts];
  return { ...input, publicKey };
}

function present(members: { [name in keyof Input]: Input[name] | undefined }): Input {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
}

/** The keys of a set that may have signed this token; all of it where none fits. */
function candidatesIn(keys: readonly SetKey[], input: Input): readonly SetKey[] {
  const evidence = observe(input);
  const kid = evidence.token?.header.members?.['kid'];
  const named = keys.filter((one) => one.kid !== undefined && one.kid === kid);
  const pool = named.length > 0 ? named : keys;
  const algorithm = algorithmOf(evidence);
  const fitting = pool.filter(
    ({ key, alg }) => algorithm && takesKey(algorithm, key) && (alg === undefined || alg === algorithm.name),
  );
  return fitting.length > 0 ? fitting : pool;
}
