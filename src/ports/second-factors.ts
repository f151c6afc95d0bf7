import type { Session } from './sessions.ts';

/** The shared secret of an authenticator app (RFC 6238). */
export interface SecondFactor {
  readonly personId: string;
  /** 20 bytes, sealed for this person. */
  readonly sealedSecret: string;
  /** NumericDate seconds; `null` until a first code has proved that the app has the secret: it is not asked for before. */
  readonly confirmedAt: number | null;
  /** The time step of the last code that was taken: no code of it or before it is taken again. */
  readonly usedStep: number;
}

export interface SecondFactors {
  get(personId: string): Promise<SecondFactor | undefined>;
  /** Stores one that is not confirmed, in the place of another such. @returns false where there is a confirmed one. */
  start(factor: SecondFactor): Promise<boolean>;
  /**
   * Confirms the one with this sealed secret, sets the backup codes, ends every session of the person and begins this one;
   * all or nothing. @returns false where it is gone or confirmed already.
   */
  confirm(factor: SecondFactor, backupCodeHashes: readonly string[], session: Session): Promise<boolean>;
  /** @returns false where a code of this step or a later one was taken already: of many at once, one is true. */
  useStep(personId: string, step: number): Promise<boolean>;
  /** @returns false where there is no such code: each is good for one use. */
  useBackupCode(personId: string, hash: string): Promise<boolean>;
  replaceBackupCodes(personId: string, hashes: readonly string[]): Promise<void>;
  countBackupCodes(personId: string): Promise<number>;
  /** Every one, confirmed or not, in no order. */
  list(): Promise<readonly SecondFactor[]>;
  /** The same secret, sealed anew, in the place of `before`. @returns false where that is not there any more. */
  reseal(personId: string, before: string, sealedSecret: string): Promise<boolean>;
  /** Removes the factor and its backup codes. @returns false where there is none. */
  remove(personId: string): Promise<boolean>;
}
