/** What stands in the code of a snippet. */
export interface Filling {
  /** UUID. */
  readonly applicationId: string;
  /** Where a request with the token is accepted. */
  readonly url: string;
}

/** A whole program in one language: it takes the path of a private key (RSA, PKCS#8), and prints a token. */
export interface Snippet {
  readonly id: string;
  /** Name of the language. */
  readonly title: string;
  /** The name that the file has to have. */
  readonly file: string;
  readonly run: string;
  readonly needs: string;
  code(filling: Filling): string;
}
