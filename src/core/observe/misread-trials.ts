import { corrected, lostAt, type Misreading, misreadings } from '../encoding/misread.ts';
import type { MisreadEvidence } from '../evidence/evidence.ts';
import type { Input } from '../evidence/input.ts';
import { algorithmByName, takesKey } from '../jws/algorithms.ts';
import { readToken, signingInput } from '../jws/read-token.ts';
import { decodeText } from '../keys/decode-text.ts';
import { fingerprint, publicKeyOf } from '../keys/fingerprint.ts';
import { readJwk } from '../keys/jwk.ts';
import type { PublicKey } from '../keys/key.ts';
import type { KeySet } from '../keys/key-set.ts';
import { spkiPem } from '../keys/key-text.ts';
import { parseKey } from '../keys/parse-key.ts';
import { recoverForPublic } from '../keys/recover-scalar.ts';
import { type Candidate, candidateKeys } from './candidate-keys.ts';
import { observe } from './observe.ts';
import type { SignatureTrial } from './outside-signature.ts';

/** At most so many signatures are verified for one report, in token and key together: 0.2 s for RSA of 2048 bits. */
export const TRIED_SIGNATURES = 4096;
const READ_CHARACTERS = 6_000_000;
const TRIED_KEYS = 4;
/** Longer tokens are typed and read off by nobody. */
const LONGEST_TOKEN = 8192;
const LONGEST_KEY = 4096;

/** One change of one character, and the signature that verifies if it was the right one. */
export interface MisreadTrial {
  readonly misread: MisreadEvidence;
  readonly trial: SignatureTrial;
}

/**
 * Every change of one character that somebody may have misread, in the public key or in the token. The first whose
 * signature verifies is the right one: no other reason can make it verify. None where nothing speaks for it.
 * @param sets the key sets that the token is verified with, the newest last
 */
export function* misreadTrials(input: Input, sets: readonly KeySet[] = []): Generator<MisreadTrial> {
  const { token, signature, now } = observe(input);
  const isOpen = signature?.opened?.some(({ signed }) => signed !== 'unknown') === true;
  if (token === undefined || signature?.verifiedBy || signature?.reproducedBy !== undefined || isOpen) return;
  if (input.signature !== undefined && input.signature.tried === undefined) return;
  if (token.text.length > LONGEST_TOKEN) return;
  let left = TRIED_SIGNATURES;
  const set = sets.at(-1);
  const inKey = set === undefined ? inPem(input.publicKey ?? '', token.text) : inSet(set, token.text);
  for (const one of inKey) {
    if (left-- <= TRIED_SIGNATURES / 2) break;
    yield one;
  }
  const keys = candidateKeys(input, now, undefined).slice(0, TRIED_KEYS);
  for (const one of inToken(token.text, keys)) {
    if (left-- <= 0) return;
    yield one;
  }
}

/**
 * The character of the private key file that was changed, where the rest of it belongs to a public key that the verifier
 * accepts. For a curve alone: the numbers of an RSA key prove each other.
 */
export function misreadInPrivateKey(input: Input): MisreadEvidence | undefined {
  if (input.key === undefined || input.key.length > LONGEST_KEY) return undefined;
  const text = typeof input.key === 'string' ? input.key : decodeText(input.key).text;
  const { ok, key } = parseKey(text);
  if (!ok || key.type !== 'private' || key.kty === 'RSA') return undefined;
  const halves = candidateKeys(input, input.now, undefined).filter(({ accepted }) => accepted);
  if (halves.some((half) => half.fingerprint === fingerprint(key.publicKey))) return undefined;
  for (const { publicKey } of halves.slice(0, TRIED_KEYS)) {
    const found = recoverForPublic(text, publicKey);
    if (found === undefined) continue;
    const { at, line, column } = found;
    return { in: 'private-key', at, found: '', meant: '', place: { line, column }, verifiedBy: fingerprint(publicKey) };
  }
  return undefined;
}

function* inToken(text: string, keys: readonly Candidate[]): Generator<MisreadTrial> {
  if (keys.length === 0) return;
  let characters = READ_CHARACTERS;
  const { header, payload, signature } = readToken(text);
  for (const one of tokenMisreadings(text, [header, payload, signature])) {
    characters -= text.length;
    if (characters <= 0) return;
    const meant = corrected(text, one);
    for (const { publicKey, accepted, fingerprint: verifiedBy } of keys) {
      const misread = { in: 'token' as const, ...one, ...(accepted && { verifiedBy }) };
      const trial = trialOf(meant, publicKey);
      if (trial) yield { misread, trial };
    }
  }
}

function* tokenMisreadings(text: string, parts: readonly { readonly start: number; readonly end: number }[]) {
  for (const { start, end } of parts) yield* misreadings(text, start, end);
  yield* lostAt(0);
  yield* lostAt(text.length);
}

/** What is no token with this change is not tried. */
function trialOf(text: string, key: PublicKey): SignatureTrial | undefined {
  const token = readToken(text);
  const alg = token.header.members?.['alg'];
  const algorithm = typeof alg === 'string' ? algorithmByName(alg) : undefined;
  const signature = token.signature.bytes;
  if (token.faults.length > 0 || algorithm === undefined || signature === undefined) return undefined;
  return takesKey(algorithm, key) ? { algorithm, key, signingInput: signingInput(token), signature } : undefined;
}

/** Of a PEM text: a number with one wrong digit is a key as well, and verifies nothing; on a curve it is mostly none. */
function* inPem(text: string, token: string): Generator<MisreadTrial> {
  const body = /-----BEGIN [^-]+-----\r?\n([\s\S]+?)-----END /.exec(text);
  if (body?.[1] === undefined || text.length > LONGEST_KEY) return;
  const start = body.index + body[0].indexOf(body[1]);
  for (const one of misreadings(text, start, start + body[1].length)) {
    const { ok, key } = parseKey(corrected(text, one));
    if (ok) yield* underKey({ in: 'key', ...one }, publicKeyOf(key), token);
  }
}

/** Of a JWK: its numbers. Those that `kid` names, else whatever members there are. */
function* inSet({ numbers }: KeySet, token: string): Generator<MisreadTrial> {
  const { kid } = readToken(token).header.members ?? {};
  const named = numbers.filter((one) => one.kid !== null && one.kid === kid);
  for (const { jwk } of (named.length > 0 ? named : numbers).slice(0, TRIED_KEYS)) {
    for (const member of ['n', 'x', 'y']) {
      const text = jwk[member];
      if (typeof text !== 'string' || text.length > LONGEST_KEY) continue;
      for (const one of misreadings(text, 0, text.length)) {
        const read = readJwk({ ...jwk, [member]: corrected(text, one) });
        if (!('type' in read)) continue;
        const key = publicKeyOf(read);
        yield* underKey({ in: 'key', ...one, jwk: { member, text, mended: spkiPem(key) } }, key, token);
      }
    }
  }
}

function* underKey(misread: MisreadEvidence & Misreading, key: PublicKey, token: string): Generator<MisreadTrial> {
  const trial = trialOf(token, key);
  if (trial) yield { misread: { ...misread, verifiedBy: fingerprint(key) }, trial };
}
