import { verifyJws } from '../../../adapters/webcrypto/index.ts';
import { profileById } from '../../../core/claims/profiles/index.ts';
import type { Evidence } from '../../../core/evidence/evidence.ts';
import type { Input } from '../../../core/evidence/input.ts';
import { algorithmByName } from '../../../core/jws/algorithms.ts';
import { signingInput } from '../../../core/jws/read-token.ts';
import { fingerprint, publicKeyOf } from '../../../core/keys/fingerprint.ts';
import { parseKey } from '../../../core/keys/parse-key.ts';
import { secretForms } from '../../../core/keys/secret-forms.ts';
import { chooseRules } from '../../../core/observe/choose-rules.ts';
import type { Verifier } from './verify-with.tsx';

/** `auto`: recognised by the host and the claims. */
export type ProfileChoice = 'auto' | string;

export interface Settings {
  readonly profile: ProfileChoice;
  /** The clock that is judged by: NumericDate seconds. */
  readonly now: number;
}

/** What was pasted, with its profile and a clock: the time of the answer, where one was pasted, comes first. */
export function complete(input: Input, { profile, now }: Settings): Input {
  const isDated =
    input.now !== undefined ||
    input.serverDate !== undefined ||
    input.response?.fields?.some(([name]) => name.toLowerCase() === 'date');
  const chosen = profile === 'auto' ? undefined : profileById(profile);
  // What was chosen here needs no other reason.
  const { because: _, ...rest } = input;
  const judged: Input = chosen === undefined ? input : { ...rest, profile: chosen };
  return { ...judged, ...(!isDated && { now, isOwnClock: true }) };
}

/** What was pasted, with what the verifier expects; what is typed there makes the token one of that verifier's own issuer. */
export function expecting(input: Input, { issuer, audience, secret, ...keys }: Verifier): Input {
  const issuers = issuer?.trim() ? [issuer.trim()] : [];
  const audiences = audience?.split(/\s+/).filter((one) => one !== '') ?? [];
  const expected = { ...(issuers.length > 0 && { issuers }), ...(audiences.length > 0 && { audiences }) };
  const whole: Input = {
    ...input,
    ...keys,
    ...(Object.keys(expected).length > 0 && { expected }),
    ...(secret && { secrets: secretForms(secret) }),
  };
  const isGiven = issuers.length + audiences.length > 0 || Boolean(secret);
  if (!isGiven || input.profile !== undefined) return whole;
  const { chosenBy } = chooseRules(whole);
  if (chosenBy === 'registry' || chosenBy === 'host') return whole;
  return { ...whole, profile: 'jwt', because: 'you said what is expected' };
}

/**
 * Lets the browser verify what only it can: every algorithm but RS256, whose signatures the core opens by itself.
 * `undefined` where there is nothing for it to do.
 */
export async function browserSignature({ token, profile }: Evidence, publicKey: string): Promise<Input['signature']> {
  const alg = token?.header.members?.['alg'];
  const key = parseKey(publicKey).key;
  const algorithm = typeof alg === 'string' ? algorithmByName(alg) : undefined;
  if (!token || !key || !algorithm || alg === 'RS256' || !profile.algorithms.includes(algorithm.name)) return undefined;
  const signature = token.signature.bytes ?? new Uint8Array();
  const good = await verifyJws(algorithm.name, publicKeyOf(key), signingInput(token), signature);
  return { verifiedBy: good ? fingerprint(publicKeyOf(key)) : null, opened: [], tried: { keys: 1, of: 1 } };
}
