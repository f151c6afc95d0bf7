import type { AttackToken } from './forge.ts';
import { ACL_CLAIM, APPLICATION, TIME } from './tokens-claims.ts';
import { ALG_NONE, HS_CONFUSION, OTHER_ALG } from './tokens-header.ts';
import { CRIT, EMBEDDED_KEY, KID_INJECTION } from './tokens-key.ts';
import { RSA_PADDING, SIGNATURE } from './tokens-signature.ts';
import { ENCODING, JSON_SERIALIZATION, JSON_TEXT, STRUCTURE } from './tokens-text.ts';

/** Every group of attack tokens, by the name that it has in the field. */
export const ATTACKS: { readonly [group: string]: readonly AttackToken[] } = {
  'alg-none': ALG_NONE,
  'other-alg': OTHER_ALG,
  'hs-confusion': HS_CONFUSION,
  'embedded-key': EMBEDDED_KEY,
  'kid-injection': KID_INJECTION,
  crit: CRIT,
  json: JSON_TEXT,
  encoding: ENCODING,
  structure: STRUCTURE,
  'json-serialization': JSON_SERIALIZATION,
  'rsa-padding': RSA_PADDING,
  signature: SIGNATURE,
  time: TIME,
  acl: ACL_CLAIM,
  application: APPLICATION,
};
