/** A profile as people write it: JSON by `PROFILE_SCHEMA`. */
export interface ProfileDocument {
  readonly $schema?: string;
  readonly id: string;
  readonly title?: string;
  readonly source?: string;
  readonly algorithms: readonly string[];
  readonly typ?: readonly string[];
  readonly header?: readonly string[];
  readonly identity?: string;
  readonly required?: readonly string[];
  readonly types?: { readonly [claim: string]: string };
  readonly values?: { readonly [claim: string]: readonly string[] };
  readonly means?: { readonly [claim: string]: string };
  readonly issuers?: readonly string[];
  readonly audiences?: readonly string[];
  readonly scopes?: readonly string[];
  readonly lifetimeSeconds?: number;
  readonly defaultLifetimeSeconds?: number;
  readonly leewaySeconds?: number;
  readonly carriedIn?: readonly string[];
  readonly hosts?: readonly string[];
  readonly keys?: { readonly from: 'registry' | 'jwks' | 'secret'; readonly url?: string };
}
