import { decodeBase32 } from '../../core/encoding/base32.ts';
import { SealedSecretError, type Sealing, type SecondFactors } from '../../ports/index.ts';
import { placeOf } from './code.ts';

/** 20 bytes in base32, as they were stored before they were sealed. No sealed secret looks like this. */
export function isUnsealed(sealedSecret: string): boolean {
  return /^[A-Z2-7]{32}$/.test(sealedSecret);
}

/**
 * Seals what an older version stored as it was. Each secret is changed by itself: a process that is killed half-way
 * leaves the rest to the next start, and of two at once one is too late, which does no harm.
 * @returns why each one that cannot be opened cannot
 */
export async function sealSecrets(secondFactors: SecondFactors, sealing: Sealing): Promise<readonly string[]> {
  const faults: string[] = [];
  for (const { personId, sealedSecret } of await secondFactors.sealedSecrets()) {
    if (isUnsealed(sealedSecret)) {
      const sealed = sealing.seal(decodeBase32(sealedSecret), placeOf(personId));
      await secondFactors.reseal(personId, sealedSecret, sealed);
      continue;
    }
    try {
      sealing.open(sealedSecret, placeOf(personId));
    } catch (error) {
      if (!(error instanceof SealedSecretError)) throw error;
      faults.push(error.message);
    }
  }
  return faults;
}
