import { isJsonObject, parseJson } from '../encoding/json.ts';
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
