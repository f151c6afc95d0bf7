import { createHash } from 'node:crypto';
import { nodeSignatures } from '../../adapters/node-crypto/index.ts';
import { decodeBase64url } from '../../core/encoding/base64url.ts';
import type { RegistryEvidence } from '../../core/evidence/evidence.ts';
import type { Input } from '../../core/evidence/input.ts';
import { algorithmByName, takesKey } from '../../core/jws/algorithms.ts';
import { readToken } from '../../core/jws/read-token.ts';
import type { KeySet } from '../../core/keys/key-set.ts';
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
  const signedBy = isSets ? signerAmong(held.sets.at(-1)) : () => null;
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

/** Names the key that signed, unless `kid` names another: tokens of one header that it signed have the same evidence. */
function signerAmong(newest: KeySet | undefined): (token: string) => string | null {
  const signatures = nodeSignatures();
  const prepared = new Map<number, PreparedKey>();
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
      const ready = prepared.get(one.index) ?? signatures.prepare(one.key);
      prepared.set(one.index, ready);
      if (!signatures.verify(algorithm.name, ready, token.slice(0, end), signature)) continue;
      const isNamedOther = one.kid !== kid && fitting.some((other) => kid !== undefined && other.kid === kid);
      return isNamedOther ? null : `key ${one.index}`;
    }
    return null;
  };
}
