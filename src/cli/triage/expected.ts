import { createHash, createPublicKey, publicDecrypt } from 'node:crypto';
import { nodeSignatures } from '../../adapters/node-crypto/index.ts';
import { decodeBase64url } from '../../core/encoding/base64url.ts';
import type { RegistryEvidence } from '../../core/evidence/evidence.ts';
import type { Input } from '../../core/evidence/input.ts';
import { algorithmByName, type JwsAlgorithm, takesKey } from '../../core/jws/algorithms.ts';
import { readToken } from '../../core/jws/read-token.ts';
import type { PublicKey } from '../../core/keys/key.ts';
import type { KeySet, SetKey } from '../../core/keys/key-set.ts';
import { observe } from '../../core/observe/observe.ts';
import type { LogTriageParts } from '../../core/triage/log-triage.ts';
import type { PreparedKey } from '../../ports/signatures.ts';
import { withSignatureChecked } from '../input/check-signature.ts';
import { CHECKED_TOKENS } from './keys.ts';

type Parts = Pick<LogTriageParts, 'expecting' | 'signerOf' | 'counts'>;

/** Whatever signatures are checked with. */
export interface Held {
  /** The newest comes last. */
  readonly sets: readonly KeySet[];
  readonly hasSecret: boolean;
  readonly hasKey: boolean;
  readonly registry: RegistryEvidence | undefined;
}

/** The evidence of each request with what is expected of it, who signed, and how many signatures were checked. */
export function expectedParts(complete: (input: Input) => Input, held: Held): Parts {
  const counts = { checked: 0, notChecked: 0 };
  const expecting = (input: Input) => {
    const whole = withSignatureChecked({ ...complete(input), ...(held.registry && { registry: held.registry }) });
    // Weighed once: it is asked for again and again.
    const { signature } = observe(whole);
    return signature === undefined ? whole : { ...whole, signature };
  };
  if (held.sets.length === 0 && !held.hasSecret && !held.hasKey && held.registry === undefined)
    return { expecting, counts };
  const isSets = held.sets.length > 0 && !held.hasSecret && !held.hasKey && held.registry === undefined;
  const signedBy = isSets ? signerAmong(held.sets) : () => null;
  const known = new Map<string, string | null>();
  return {
    expecting,
    counts,
    signerOf(token) {
      const name = createHash('sha256').update(token).digest('base64');
      const before = known.get(name);
      if (before !== undefined) return before;
      const signer = signedBy(token);
      // Beyond the bound a token that comes again is counted again.
      if (known.size < CHECKED_TOKENS) known.set(name, signer);
      counts.checked++;
      return signer;
    },
  };
}

/**
 * Names the key that signed, unless `kid` names another: tokens of one header that it signed have the same evidence. So
 * have those that none of the keys signed, and those that a key of an older set did.
 */
function signerAmong(sets: readonly KeySet[]): (token: string) => string | null {
  const signatures = nodeSignatures();
  const prepared = new Map<SetKey, PreparedKey>();
  const [newest] = sets.slice(-1);
  const verifies = (one: SetKey, { name }: JwsAlgorithm, signed: string, signature: Uint8Array) => {
    const ready = prepared.get(one) ?? signatures.prepare(one.key);
    prepared.set(one, ready);
    return signatures.verify(name, ready, signed, signature);
  };
  return (token) => {
    const { kid, alg } = readToken(token.slice(0, token.indexOf('.') + 1)).header.members ?? {};
    const algorithm = typeof alg === 'string' ? algorithmByName(alg) : undefined;
    const end = token.lastIndexOf('.');
    const signature = decodeBase64url(token.slice(end + 1));
    if (algorithm === undefined || newest === undefined || !(signature instanceof Uint8Array)) return null;
    const fitting = newest.keys.filter(({ key }) => takesKey(algorithm, key));
    // The one that is named is the likely one.
    const ordered = [...fitting.filter((one) => one.kid === kid), ...fitting.filter((one) => one.kid !== kid)];
    for (const one of ordered.slice(0, 64)) {
      if (!verifies(one, algorithm, token.slice(0, end), signature)) continue;
      const isNamedOther = one.kid !== kid && fitting.some((other) => kid !== undefined && other.kid === kid);
      return isNamedOther ? null : `key ${one.index}`;
    }
    // What may be told of the signature all the same, only the whole evidence tells.
    const likely = newest.keys.find((one) => one.kid !== undefined && one.kid === kid) ?? fitting[0];
    if (likely === undefined || isTelling(signature, algorithm, likely.key)) return null;
    const older = sets.slice(0, -1).flatMap(({ keys }) => keys.filter(({ key }) => takesKey(algorithm, key)));
    const isOlder = older.slice(0, 64).some((one) => verifies(one, algorithm, token.slice(0, end), signature));
    return isOlder ? 'a key of an older set' : 'none of the keys';
  };
}

/** Bytes of a signature, by the curve of its key (RFC 7518 §3.4, RFC 8037 §3.1). */
const SIZES: { readonly [crv in string]: number } = {
  'P-256': 64,
  secp256k1: 64,
  'P-384': 96,
  'P-521': 132,
  Ed25519: 64,
};

/** Of another size than such signatures have, or an RSA signature by this key over other bytes. */
function isTelling(signature: Uint8Array, { kty, name }: JwsAlgorithm, key: PublicKey): boolean {
  if (kty !== 'RSA') return signature.length !== SIZES[key.crv ?? ''];
  if (signature.length !== Math.ceil((key.rsa?.bits ?? 0) / 8)) return true;
  if (!name.startsWith('RS')) return false;
  try {
    publicDecrypt(createPublicKey({ key: Buffer.from(key.spki), format: 'der', type: 'spki' }), signature);
    return true;
  } catch {
    // mutants: there is no other reason than the padding inside
    return false;
  }
}
