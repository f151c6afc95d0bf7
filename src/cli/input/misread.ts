import { nodeSignatures } from '../../adapters/node-crypto/index.ts';
import type { MisreadEvidence } from '../../core/evidence/evidence.ts';
import type { Input } from '../../core/evidence/input.ts';
import { algorithmByName, takesKey } from '../../core/jws/algorithms.ts';
import { corrected, lostAt, type Misreading, misreadings } from '../../core/jws/misread.ts';
import { readToken, signingInput } from '../../core/jws/read-token.ts';
import { publicKeyOf } from '../../core/keys/fingerprint.ts';
import type { PublicKey } from '../../core/keys/key.ts';
import { parseKey } from '../../core/keys/parse-key.ts';
import { candidateKeys } from '../../core/observe/candidate-keys.ts';
import { observe } from '../../core/observe/observe.ts';

/** At most so many signatures are verified for one report, in token and key together: 0.2 s for RSA of 2048 bits. */
export const TRIED_SIGNATURES = 4096;
const READ_CHARACTERS = 6_000_000;
const TRIED_KEYS = 4;
/** Longer tokens are typed and read off by nobody. */
const LONGEST_TOKEN = 8192;
const LONGEST_KEY = 4096;

/**
 * The input with the one character that somebody misread, in the token or in the public key, where changing it makes the
 * signature verify: which no other reason can do. As it was where none is found, or nothing speaks for it.
 */
export function withMisread(input: Input): Input {
  const { token, signature, now } = observe(input);
  const isOpen = signature?.opened?.some(({ signed }) => signed !== 'unknown') === true;
  if (token === undefined || signature?.verifiedBy || signature?.reproducedBy !== undefined || isOpen) return input;
  if (input.signature !== undefined && input.signature.tried === undefined) return input;
  const keys = candidateKeys(input, now, undefined).map(({ publicKey }) => publicKey);
  if (keys.length === 0 || token.text.length > LONGEST_TOKEN) return input;
  const budget = { left: TRIED_SIGNATURES, characters: READ_CHARACTERS };
  const misread = inKey(input, token.text, budget) ?? inToken(token.text, keys.slice(0, TRIED_KEYS), budget);
  return misread === undefined ? input : { ...input, misread };
}

interface Budget {
  /** Signatures that may still be verified. */
  left: number;
  /** Characters of changed tokens that may still be read. */
  characters: number;
}

function inToken(text: string, keys: readonly PublicKey[], budget: Budget): MisreadEvidence | undefined {
  const { header, payload, signature } = readToken(text);
  const places = [...[header, payload, signature].map(({ start, end }) => [start, end] as const)];
  for (const one of tokenMisreadings(text, places)) {
    budget.characters -= text.length;
    if (budget.left <= 0 || budget.characters <= 0) return undefined;
    if (verifies(corrected(text, one), keys, budget)) return { in: 'token', ...one };
  }
  return undefined;
}

function* tokenMisreadings(text: string, places: readonly (readonly [number, number])[]): Generator<Misreading> {
  for (const [start, end] of places) yield* misreadings(text, start, end);
  yield* lostAt(0);
  yield* lostAt(text.length);
}

/** What is no token any more with this change is not tried. */
function verifies(text: string, keys: readonly PublicKey[], budget: Budget): boolean {
  const token = readToken(text);
  const alg = token.header.members?.['alg'];
  const algorithm = typeof alg === 'string' ? algorithmByName(alg) : undefined;
  const bytes = token.signature.bytes;
  if (token.faults.length > 0 || algorithm === undefined || bytes === undefined) return false;
  const signatures = nodeSignatures();
  return keys.some((key) => {
    if (!takesKey(algorithm, key) || budget.left-- <= 0) return false;
    return signatures.verify(algorithm.name, signatures.prepare(key), signingInput(token), bytes);
  });
}

/** Of a PEM text: a number with one wrong digit is a key as well, and verifies nothing. */
function inKey({ publicKey = '' }: Input, token: string, budget: Budget): MisreadEvidence | undefined {
  const body = /-----BEGIN [^-]+-----\r?\n([\s\S]+?)-----END /.exec(publicKey);
  if (body?.[1] === undefined || publicKey.length > LONGEST_KEY) return undefined;
  const start = body.index + body[0].indexOf(body[1]);
  for (const one of misreadings(publicKey, start, start + body[1].length)) {
    if (budget.left <= TRIED_SIGNATURES / 2) return undefined;
    const { ok, key } = parseKey(corrected(publicKey, one));
    if (ok && verifies(token, [publicKeyOf(key)], budget)) return { in: 'key', ...one };
  }
  return undefined;
}
