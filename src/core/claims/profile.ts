/** The form of a string: what a value of another form is, is something else in its place. */
export interface TextForm {
  readonly matches: RegExp;
  /** After "expected": `a team id of ten characters`. */
  readonly words: string;
}

/** One rule for one claim of a profile. */
export interface ClaimRule {
  readonly name: string;
  readonly type:
    | 'string'
    | 'uuid'
    | 'numeric-date'
    | 'object'
    | 'string-or-array'
    | 'string-or-number'
    | 'number'
    | 'any';
  readonly required: boolean;
  /** Required only where this other claim is absent. */
  readonly unless?: string;
  /** What it means, in one sentence; shown by `inspect` and the debugger. */
  readonly means: string;
  /** Names under which people send it by mistake. */
  readonly misnamedAs?: readonly string[];
  readonly form?: TextForm;
  /** A value of another form is refused, though the claim may be absent. */
  readonly isFormRequired?: true;
  /** It counts where it stands in the JOSE Header instead. */
  readonly inHeader?: true;
  /** The claim that it has to be equal to. */
  readonly sameAs?: string;
}

/** One of several systems of a provider, each with accounts and keys of its own. */
export interface Environment {
  readonly name: string;
  /** What `aud` has to be there, exactly; absent where tokens name no audience. */
  readonly audience?: string;
  /** Domains of it: the host itself or one below it. */
  readonly hosts: readonly string[];
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
    /** `accepts` are media types: case does not count, nor `application/` before them (RFC 7515 §4.1.9). */
    readonly isMediaType?: true;
    readonly form?: TextForm;
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
    /** The claim that lifts the maximum where it is there. */
    readonly liftedBy?: string;
    /** Times in milliseconds are taken as well. */
    readonly takesMilliseconds?: true;
    /** A sender may mint a new token no sooner than this after the last one. */
    readonly renewalSeconds?: number;
  };
  /** Leeway for clocks, where the provider says or shows one; Mintmark's own default otherwise. */
  readonly skewSeconds?: number;
  readonly acl: boolean;
  /** Capabilities that an application needs for some paths, by the start of the path (whole segments). */
  readonly capabilities?: readonly { readonly name: string; readonly paths: readonly string[] }[];
  readonly audience?: {
    /** Exact values beside those of the environments. */
    readonly accepts: readonly string[];
    /** Values that differ from tenant to tenant. */
    readonly form?: TextForm;
    /** An array is taken as well. */
    readonly takesArray: boolean;
  };
  readonly environments?: readonly Environment[];
  /** Words that the claim `scope` has to hold, blanks between them. */
  readonly scopes?: readonly string[];
  /** Values of a claim that name a credential of a type which may not mint such tokens. */
  readonly otherCredentials?: readonly { readonly claim: string; readonly matches: RegExp; readonly words: string }[];
  /** `grant_type` of the token request that carries the token (RFC 6749 §4, RFC 7523 §2). */
  readonly grantType?: string;
  /**
   * Where the token travels: the Authorization header by default; a field of another name, a parameter of the query, a
   * cookie, a member of the body, or nowhere, as it is handed to a client.
   */
  readonly carriedIn?:
    | { readonly field: string }
    | { readonly query: string }
    | { readonly cookie: string }
    | { readonly body: string }
    | 'nowhere';
  /** Domains by which a request is recognised: the host itself or one below it. */
  readonly hosts: readonly string[];
  /** Claims by which a token is recognised: one of them is enough. `nothing-else`: all that are required, no other. */
  readonly marks?: readonly { readonly claim: string; readonly matches?: RegExp }[] | 'nothing-else';
  /** Paths on which an API key and secret (Basic) are taken as well as a JWT. */
  readonly basicPaths?: readonly string[];
  /** The rules of every JWT, or of an API of one's own: no provider's. */
  readonly isGeneral?: true;
  /** `false`: whoever judges can check no proof of possession, and so takes no token that is bound to a key (RFC 7800). */
  readonly takesBound?: false;
  /** What a verifier with these rules has configured: values of `iss` and `aud`, exactly. */
  readonly expected?: { readonly issuers?: readonly string[]; readonly audiences?: readonly string[] };
  /** Where the keys are: found by the identity claim (absent), in a key set at a URL, or a shared secret. */
  readonly keys?: { readonly from: 'registry' | 'jwks' | 'secret'; readonly url?: string };
  /** RSA modulus sizes in bits that are accepted. */
  readonly rsaBits: { readonly minimum: number; readonly maximum: number };
}
