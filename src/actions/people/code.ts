import { decodeBase32, encodeBase32 } from '../../core/encoding/base32.ts';
import { matchTotp } from '../../core/people/totp.ts';
import type { Entropy, SecondFactor } from '../../ports/index.ts';
import { hashToken } from './one-time-token.ts';
import type { PeopleParts } from './parts.ts';

const BACKUP_CODES = 10;
/** 80 bits: 16 characters. */
const BACKUP_CODE_BYTES = 10;

/** Takes a code of the authenticator app, or a backup code; each is taken once. Spaces and hyphens do not count. */
export async function takeCode(
  { secondFactors, clock }: Pick<PeopleParts, 'secondFactors' | 'clock'>,
  factor: SecondFactor,
  code: string,
): Promise<boolean> {
  const plain = plainCode(code);
  if (!/^\d{6}$/.test(plain)) return secondFactors.useBackupCode(factor.personId, hashToken(plain));
  const step = matchTotp(decodeBase32(factor.secret), plain, clock.now(), factor.usedStep);
  return step !== undefined && secondFactors.useStep(factor.personId, step);
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
