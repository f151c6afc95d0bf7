/**
 * Keeps in the database what the server has to read again: encrypted and authenticated with its secret, which is kept
 * apart from the database.
 */
export interface Sealing {
  /** @param place where it is stored (`second-factor/ID`): what was sealed for one place is refused in another. */
  seal(plain: Uint8Array, place: string): string;
  /** @throws SealedSecretError where it was sealed with another secret, for another place, or is damaged. */
  open(sealed: string, place: string): Uint8Array;
}
