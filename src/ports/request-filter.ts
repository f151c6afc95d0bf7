/** Which requests of one account are asked for; what is absent is not asked about. */
export interface RequestFilter {
  readonly accountId: string;
  readonly applicationId?: string;
  readonly status?: number;
  /** Start of the path, as it was sent: upper and lower case differ. */
  readonly pathPrefix?: string;
  /** A part of the path, as it was sent. */
  readonly pathPart?: string;
  /** A part of the User-Agent; upper and lower case of English letters are the same. */
  readonly userAgentPart?: string;
  /** Fingerprint of the key that verified a request, or that the report of a rejected one names. */
  readonly keyFingerprint?: string;
  /** Of the token; `hash` as the log of accepted requests has it. */
  readonly jti?: { readonly text: string; readonly hash: string };
  readonly clientAddress?: string;
  /** NumericDate seconds, included. */
  readonly since?: number;
  /** NumericDate seconds, left out. */
  readonly until?: number;
}

/** A place in a list that is newest first: later times come first, of one time the greater id. */
export interface Position {
  /** NumericDate seconds with fraction. */
  readonly at: number;
  readonly id: string;
}

/** How many requests fall into one part of the time, `[at, at + bucketSeconds)`. */
export interface Tally {
  /** `null`: accepted. */
  readonly cause: string | null;
  /** NumericDate seconds: a whole multiple of `bucketSeconds`. */
  readonly at: number;
  readonly count: number;
  /** NumericDate seconds of the first and the last of them. */
  readonly firstAt: number;
  readonly lastAt: number;
}

/** How far back a list goes. */
export interface KeptRequests extends LogBounds {
  /** How large the log may be on disk; `null`: not bounded. */
  readonly maxBytes: number | null;
  /** NumericDate seconds of the account's oldest one; `null` where it has none. */
  readonly since: number | null;
}

/** How many are kept, and for how long: the oldest go first. */
export interface LogBounds {
  readonly limit: number;
  readonly maxAgeSeconds: number;
}
