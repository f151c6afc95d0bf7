import { encodeBase32 } from '../../core/encoding/base32.ts';
import { type Entropy, SealedSecretError, type SecondFactor } from '../../ports/index.ts';
import { hashToken } from '../parts/one-time-token.ts';
import type { PeopleParts } from './parts.ts';
import { matchTotp } from './totp.ts';

const BACKUP_CODES = 10;
/** 80 bits: 16 characters. */
const BACKUP_CODE_BYTES = 10;

/**
 * Takes a code of the authenticator app, or a backup code; each is taken once. Spaces and hyphens do not count.
 * @throws SealedSecretError for a code of the app where its secret cannot be opened; a backup code does not need it
 */
export async function takeCode(
  { secondFactors, clock, sealing }: Pick<PeopleParts, 'secondFactors' | 'clock' | 'sealing'>,
  factor: SecondFactor,
  code: string,
): Promise<boolean> {
  const plain = plainCode(code);
  if (!/^\d{6}$/.test(plain)) return secondFactors.useBackupCode(factor.personId, hashToken(plain));
  const step = matchTotp(openSecret(sealing, factor), plain, clock.now(), factor.usedStep);
  return step !== undefined && secondFactors.useStep(factor.personId, step);
}

/** The secret that the app has. @throws SealedSecretError */
export function openSecret(sealing: PeopleParts['sealing'], { personId, sealedSecret }: SecondFactor): Uint8Array {
  if (!sealing) throw new SealedSecretError(placeOf(personId), 'this server has no secret file');
  return sealing.open(sealedSecret, placeOf(personId));
}

/** Where the secret of a person's app is stored, as it is named when it is sealed: never changed. */
export function placeOf(personId: string): string {
  return `second-factor/${personId}`;
}

/** A code without what people put between its characters. */
export function plainCode(code: string): string {
  return code.replace(/[\s-]/g, '').toUpperCase();
}

/** New backup codes as they are shown this once (`ABCD-EFGH-IJKL-MNOP`), and their hashes, which alone are stored. */
export function newBackupCodes(entropy: Entropy): { readonly codes: readonly string[]; readonly hashes: string[] } {
  const plain = Array.from({ length: BACKUP_CODES }, () => encodeBase32(entropy.bytes(BACKUP_CODE_BYTES)));
  return {
    codes: plain.map((code) => code.replace(/.{4}(?=.)/g, '$&-')),
    hashes: plain.map(hashToken),
  };
}
