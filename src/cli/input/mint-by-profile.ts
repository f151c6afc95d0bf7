import { randomBytes, randomUUID } from 'node:crypto';
import { type MintClaims, mintToken } from '../../actions/mint-token.ts';
import { signJws } from '../../adapters/node-crypto/index.ts';
import type { Profile } from '../../core/claims/profile.ts';
import { usualToken } from '../../core/claims/usual-token.ts';
import { diagnose } from '../../core/diagnosis/diagnose.ts';
import { algorithmByName, algorithmFor } from '../../core/jws/algorithms.ts';
import type { PrivateKey } from '../../core/keys/key.ts';
import { usage } from '../terminal/failure.ts';
import { readWholeKey } from './explain-key.ts';
import { readTextArgument } from './text-argument.ts';

export interface Wish {
  readonly key: string | undefined;
  readonly secret: string | undefined;
  readonly passphrase: string | undefined;
  readonly kid: string | undefined;
  /** The value of the claim that names the sender. */
  readonly identity: string | undefined;
  readonly ttlSeconds: number | undefined;
  readonly claims: MintClaims;
}

/**
 * Mints a token by the rules of a profile: its algorithm, its typ, its one issuer and audience, its lifetime. What comes
 * out was judged by those rules. @throws Failure (usage) that names what is missing
 */
export function mintByProfile(profile: Profile, wish: Wish): string {
  const signer = wish.secret === undefined ? privateKey(wish) : secretOf(wish.secret);
  const alg = acceptedFor(profile, signer);
  const usual = usualToken(profile);
  const { ttlSeconds = usual.lifetimeSeconds, kid } = wish;
  const claims = { ...usual.claims, ...identityOf(profile, wish), ...wish.claims };
  const options = {
    alg,
    ...(!('exp' in claims) && { ttlSeconds }),
    ...(kid !== undefined && { kid }),
    typ: usual.typ,
  };
  const token = minted(claims, options, signer);
  const now = Date.now() / 1000;
  const [fault] = diagnose({ profile, now, token }).findings.filter(({ severity }) => severity === 'fault');
  if (fault === undefined) return token;
  throw usage(
    `By the rules of ${profile.name} this token would be rejected: ${fault.title}`,
    ...fault.fix.steps.slice(0, 2),
    'Claims are given with --claim NAME=VALUE, the key id with --kid ID',
  );
}

function minted(claims: MintClaims, options: object, signer: PrivateKey | Uint8Array): string {
  try {
    return mintToken(claims, options, {
      clock: { now: () => Date.now() / 1000 },
      entropy: { uuid: randomUUID, bytes: randomBytes },
      sign: (alg, signingInput) => signJws(alg, signer, signingInput),
    });
  } catch (error) {
    if (error instanceof TypeError) throw usage(error.message);
    throw error;
  }
}

function privateKey({ key, passphrase }: Wish): PrivateKey {
  if (key === undefined) {
    throw usage('No key is given', 'Give it: --key FILE, or --secret VALUE for a profile with HS256');
  }
  const read = readWholeKey(key, passphrase).key;
  if (read.type === 'private') return read;
  throw usage('--key is a public key: only a private key signs', 'Give the private half of the pair');
}

function secretOf(argument: string): Uint8Array {
  const text = readTextArgument(argument, '--secret');
  if (text === '') throw usage('--secret is empty: is the variable set?');
  return Buffer.from(text, 'utf8');
}

function acceptedFor({ name, algorithms }: Profile, signer: PrivateKey | Uint8Array): string {
  const found =
    signer instanceof Uint8Array
      ? algorithms.find((alg) => algorithmByName(alg)?.kty === 'oct')
      : algorithmFor(signer.publicKey, algorithms);
  if (found !== undefined) return found;
  const what = signer instanceof Uint8Array ? 'a shared secret' : 'this key';
  throw usage(`${name} takes ${algorithms.join(', ')}, and ${what} signs with none of these`, 'Give a key that does');
}

function identityOf({ identityClaim }: Profile, { identity }: Wish): MintClaims {
  return identity === undefined ? {} : { [identityClaim]: identity };
}
