import type { JsonObject } from '../../encoding/json.ts';

/** One kind of token that an issuer makes. The first kind that fits is the token's. */
export interface TokenKind {
  /** `access token`, `ID token`: as people call it, after "an". */
  readonly name: string;
  /** Whether a Claims Set (with its JOSE Header) is of this kind. */
  readonly fits: (claims: JsonObject, header: JsonObject) => boolean;
}

/** What is published about an identity provider or another issuer of tokens: data, one entry each. */
export interface Issuer {
  readonly id: string;
  /** As people call it: `Auth0`. */
  readonly name: string;
  /** Page that says what its tokens look like. */
  readonly source: string;
  /** `iss` of its tokens, whole. */
  readonly iss: RegExp;
  /** For an issuer with a name of the company's own: claims that only its tokens have, all of them. */
  readonly marks?: readonly string[];
  /** `aud` of its tokens, where `iss` is that of others too. */
  readonly aud?: RegExp;
  readonly kinds: readonly TokenKind[];
  /** `sub` of its tokens, where they need no `iss`. */
  readonly sub?: RegExp;
  /** A service of its company, which keeps its clock right: none that its users run themselves. */
  readonly isHosted?: true;
  /** Where the keys of this `iss` are published, or the discovery document that says so; `{iss}` is its value without a slash at the end. */
  readonly keys?: string;
  /** Where the keys are, in words, where no address follows from `iss`. */
  readonly keysInWords?: string;
}
