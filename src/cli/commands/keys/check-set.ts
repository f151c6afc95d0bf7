import { publicKeyOf } from '../../../core/keys/fingerprint.ts';
import type { KeySet, SetKey, SetMember } from '../../../core/keys/key-set.ts';
import { weaknesses } from '../../../core/keys/weaknesses.ts';
import { type Check, describeKind } from './check-row.ts';

/** One row for each key of a JWK Set, and one for the set: whether a verifier can choose and use its keys. */
export function checksOfSet({ members, keys }: KeySet): Check[] {
  const rows = members.map((member, index) =>
    checkOf(
      member,
      keys.find((key) => key.index === index),
      index,
    ),
  );
  const kids = members.flatMap(({ kid }) => (kid === null ? [] : [kid]));
  const shared = kids.find((kid, at) => kids.indexOf(kid) !== at);
  const forSignatures = keys.filter(({ index }) => isForSignatures(members[index]));
  const fault =
    forSignatures.length === 0
      ? 'It contains no key that can verify a signature'
      : shared === undefined
        ? undefined
        : `Two keys have the same kid, ${shared}`;
  const count = `${forSignatures.length} of ${members.length} ${members.length === 1 ? 'key' : 'keys'} for signatures`;
  return [{ check: 'a set (JWKS) to verify with', ok: fault === undefined, detail: fault ?? count }, ...rows];
}

function isForSignatures(member: SetMember | undefined): boolean {
  return (member?.use ?? 'sig') === 'sig' && member?.operations === undefined;
}

function checkOf(member: SetMember, read: SetKey | undefined, index: number): Check {
  const check = member.kid === null ? `key ${index + 1}, without kid` : `key ${index + 1}, kid ${member.kid}`;
  const bad = (detail: string): Check => ({ check, ok: false, detail });
  if (member.fault === 'unknown-type')
    return { check, ok: true, detail: `of a type that is passed over: kty ${member.kty ?? 'missing'}` };
  if (member.fault === 'secret') return bad('A secret (kty oct): whoever reads the set can sign with it');
  if (member.fault === 'placeholder') return bad('A placeholder: text where its number belongs');
  if (read === undefined) return bad('Damaged: its members give no key');
  if (member.isPrivate) return bad('The private key is in the set: whoever reads it can sign');
  const [weakness] = weaknesses(publicKeyOf(read.key));
  if (weakness !== undefined) return bad(weakness.title);
  const purpose = isForSignatures(member) ? (member.alg ?? 'no alg') : purposeOf(member);
  return { check, ok: true, detail: `${describeKind(read.key)}, ${purpose}` };
}

function purposeOf({ use, operations }: SetMember): string {
  return `not for signatures (${operations === undefined ? `use ${use}` : `key_ops ${operations || 'empty'}`})`;
}
