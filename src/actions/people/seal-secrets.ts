import { decodeBase32 } from '../../core/encoding/base32.ts';
import { SealedSecretError, type Sealing, type SecondFactor, type SecondFactors } from '../../ports/index.ts';
import { placeOf } from './code.ts';

/** 20 bytes in base32, as they were stored before they were sealed. No sealed secret looks like this. */
const UNSEALED = /^[A-Z2-7]{32}$/;

/** Whether somebody could not sign in with their app without the secret of before. */
export async function isAnySealed(secondFactors: SecondFactors): Promise<boolean> {
  return (await secondFactors.list()).some((one) => one.confirmedAt !== null && !UNSEALED.test(one.sealedSecret));
}

/**
 * Seals what an older version stored as it was. Each secret is changed by itself: a process that is killed half-way
 * leaves the rest to the next start, and of two at once one is too late, which does no harm.
 * @returns why each confirmed one that cannot be opened cannot; the others are begun anew anyway
 */
export async function sealSecrets(secondFactors: SecondFactors, sealing: Sealing): Promise<readonly string[]> {
  const faults: string[] = [];
  for (const { personId, sealedSecret, confirmedAt } of await secondFactors.list()) {
    if (UNSEALED.test(sealedSecret)) {
      const sealed = sealing.seal(decodeBase32(sealedSecret), placeOf(personId));
      await secondFactors.reseal(personId, sealedSecret, sealed);
    } else if (confirmedAt !== null) {
      const fault = sealFault(sealing, { personId, sealedSecret });
      if (fault !== undefined) faults.push(fault);
    }
  }
  return faults;
}

/** Why a second factor cannot be opened; `undefined` where it can, and where it is stored unsealed. */
export function sealFault(
  sealing: Sealing,
  { personId, sealedSecret }: Pick<SecondFactor, 'personId' | 'sealedSecret'>,
): string | undefined {
  if (UNSEALED.test(sealedSecret)) return undefined;
  try {
    sealing.open(sealedSecret, placeOf(personId));
    return undefined;
  } catch (error) {
    if (error instanceof SealedSecretError) return error.message;
    throw error;
  }
}
