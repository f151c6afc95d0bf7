import type { Profile } from '../../claims/profile.ts';
import type { RegistryEvidence } from '../../evidence/evidence.ts';
import type { Input } from '../../evidence/input.ts';

export interface ClassifierParts {
  /** Whose rules hold and how far clocks may differ, where somebody said so: else each request and its profile tell. */
  readonly profile?: Profile;
  readonly skewSeconds?: number;
  readonly keys?: ClassifierKeys;
  /** Whose rules hold where neither `profile` nor the host tells; without it the claims do. */
  readonly usual?: Profile;
  /** Adds what the verifier expects, where somebody said it. */
  expecting?(input: Input): Input;
  /**
   * With `expecting`, where signatures are checked: names what verifies the token, so that tokens of one header and one
   * name have the same evidence; `null` where only the whole evidence of each tells.
   */
  signerOf?(token: string): string | null;
}

/** Keys to check signatures with. */
export interface ClassifierKeys {
  readonly publicKey?: string;
  /** What is known of one application: evidence for the tokens that name it. */
  readonly registry?: RegistryEvidence;
  /** Fingerprint of the key that verifies the token, `null` where none does; `undefined`: not checked. */
  verify(token: string): string | null | undefined;
}

/** What a token is called by, where its claims have it as text. */
export interface TokenNames {
  readonly application: string | undefined;
  /** Its hash. */
  readonly jti: number | undefined;
}
