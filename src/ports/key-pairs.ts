import type { KeyKind } from '../core/keys/key-kind.ts';

/** Makes key pairs, off the event loop. */
export interface KeyPairs {
  /**
   * SPKI and PKCS#8 PEM, `\n` line ends and a final one. The private key is handed to the caller once and kept nowhere.
   * @param kind RSA by default
   */
  generate(kind?: KeyKind): Promise<{ readonly publicKey: string; readonly privateKey: string }>;
}
