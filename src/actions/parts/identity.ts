/** Who sent an accepted request. */
export interface Identity {
  readonly applicationId: string;
  readonly accountId: string;
  readonly subject: string | null;
  readonly jti: string;
  readonly keyFingerprint: string;
  /** NumericDate seconds at which the token ends, leeway not counted; `Infinity` where it does not say. */
  readonly expiresAt: number;
}
