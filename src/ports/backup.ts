/** What a backup holds, for its owner to see that it is the right one. */
export interface BackupContents {
  readonly schemaVersion: number;
  readonly accounts: number;
  readonly applications: number;
  readonly people: number;
  /** Second factors that people have to sign in with, as they are stored: sealed, except by early versions. */
  readonly secondFactors: readonly { readonly personId: string; readonly sealedSecret: string }[];
}
