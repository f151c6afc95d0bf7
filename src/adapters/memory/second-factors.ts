import type { SecondFactor, SecondFactors } from '../../ports/second-factors.ts';

/** Second factors in memory: gone with the process. */
export function memorySecondFactors(): SecondFactors {
  const factors = new Map<string, SecondFactor>();
  const backupCodes = new Map<string, Set<string>>();

  return {
    async get(personId) {
      return factors.get(personId);
    },
    async start(factor) {
      const isConfirmed = typeof factors.get(factor.personId)?.confirmedAt === 'number';
      if (!isConfirmed) factors.set(factor.personId, factor);
      return !isConfirmed;
    },
    async confirm(factor, hashes) {
      const started = factors.get(factor.personId);
      if (started?.sealedSecret !== factor.sealedSecret || started.confirmedAt !== null) return false;
      factors.set(factor.personId, factor);
      backupCodes.set(factor.personId, new Set(hashes));
      return true;
    },
    async useStep(personId, step) {
      const factor = factors.get(personId);
      if (!factor || factor.usedStep >= step) return false;
      factors.set(personId, { ...factor, usedStep: step });
      return true;
    },
    async useBackupCode(personId, hash) {
      return backupCodes.get(personId)?.delete(hash) ?? false;
    },
    async replaceBackupCodes(personId, hashes) {
      backupCodes.set(personId, new Set(hashes));
    },
    async countBackupCodes(personId) {
      return backupCodes.get(personId)?.size ?? 0;
    },
    async list() {
      return [...factors.values()];
    },
    async reseal(personId, before, sealedSecret) {
      const factor = factors.get(personId);
      if (factor?.sealedSecret !== before) return false;
      factors.set(personId, { ...factor, sealedSecret });
      return true;
    },
    async remove(personId) {
      backupCodes.delete(personId);
      return factors.delete(personId);
    },
  };
}
