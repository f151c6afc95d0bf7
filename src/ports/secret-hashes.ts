/** Who asks for a computation. Those of one network, and in it those with one name, take turns with the others. */
export interface Asker {
  readonly network: string;
  readonly name: string;
}

/** Salted, slow hashes of API secrets and passwords, off the event loop. */
export interface SecretHashes {
  /** @returns a self-describing string: `scrypt$N$r$p$salt$hash`, base64. @throws UnavailableError `busy` when too many wait. */
  hash(secret: string): Promise<string>;
  /**
   * Whether the secret is that of any of the stored hashes. Takes as long for no hash (an unknown account) as for two,
   * so that time does not tell; a pair that verified before is answered from memory.
   * @throws UnavailableError `busy` when too many wait, of all or of this asker.
   */
  verify(secret: string, stored: readonly string[], asker?: Asker): Promise<boolean>;
  /** The same, and which of them: its index, -1 for none. */
  match(secret: string, stored: readonly string[], asker?: Asker): Promise<number>;
}
