/** One rule for one claim of a profile. */
export interface ClaimRule {
  readonly name: string;
  readonly type: 'string' | 'uuid' | 'numeric-date' | 'object' | 'string-or-array' | 'string-or-number' | 'number';
  readonly required: boolean;
  /** What it means, in one sentence; shown by `inspect` and the debugger. */
  readonly means: string;
  /** Names under which people send it by mistake. */
  readonly misnamedAs?: readonly string[];
}

/** What one provider accepts: data, one file each. */
export interface Profile {
  readonly id: string;
  readonly name: string;
  readonly source: string;
  readonly algorithms: readonly string[];
  /** Header Parameters beyond `alg`. */
  readonly header: readonly {
    readonly name: string;
    readonly required: boolean;
    readonly accepts?: readonly string[];
  }[];
  /** The claim that names the credential: `application_id`, `iss`. */
  readonly identityClaim: string;
  readonly claims: readonly ClaimRule[];
  readonly lifetime: {
    /** Seconds after `iat` at which a token without `exp` ends; absent: `exp` is required. */
    readonly defaultSeconds?: number;
    readonly minimumSeconds?: number;
    readonly maximumSeconds?: number;
    /** `cut`: a longer `exp` is honoured up to the maximum; `reject`: it is refused. */
    readonly beyondMaximum: 'cut' | 'reject';
    readonly measuredFrom: 'iat' | 'now';
  };
  readonly acl: boolean;
  /** Capabilities that an application needs for some paths, by the start of the path (whole segments). */
  readonly capabilities?: readonly { readonly name: string; readonly paths: readonly string[] }[];
  readonly audience?: {
    readonly accepts: readonly string[];
    readonly environments?: { readonly [name: string]: string };
  };
  /** Domains by which a request is recognised: the host itself or one below it. */
  readonly hosts: readonly string[];
  /** Paths on which an API key and secret (Basic) are taken as well as a JWT. */
  readonly basicPaths?: readonly string[];
  /** RSA modulus sizes in bits that are accepted. */
  readonly rsaBits: { readonly minimum: number; readonly maximum: number };
}
