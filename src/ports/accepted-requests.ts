import type { KeptRequests, Position, RequestFilter, Tally } from './request-filter.ts';

/** One request that was let through. Nothing of its token but whose it was, and a hash that tells two tokens apart. */
export interface AcceptedRequest {
  readonly id: string;
  /** NumericDate seconds with fraction. */
  readonly at: number;
  readonly accountId: string;
  readonly applicationId: string;
  /** What was answered: 204 by the gate, the status of the API behind it in the sandbox. */
  readonly status: number;
  readonly method: string | null;
  /** Without query string: it may hold secrets. */
  readonly path: string | null;
  /** Of who sent it, as trusted proxies tell it. */
  readonly clientAddress: string | null;
  readonly userAgent: string | null;
  /** Of the key that verified the token. */
  readonly keyFingerprint: string;
  /** The same for two requests with one token, by its `jti`. */
  readonly tokenHash: string;
  /** How many requests of the same application, key and status it stands for, itself with them: 1 where all are kept. */
  readonly standsFor: number;
}

/** Bounded in number and age, apart from the reports: accepted requests push out no rejected one. */
export interface AcceptedRequests {
  /**
   * Never blocks and never throws: kept with the next batch, a second later at most, or dropped and counted where
   * storage cannot take it. One whose application was removed meanwhile is not kept.
   */
  add(request: AcceptedRequest): void;
  get(accountId: string, id: string): Promise<AcceptedRequest | undefined>;
  /** Newest first. */
  list(filter: RequestFilter, limit: number, before?: Position): Promise<readonly AcceptedRequest[]>;
  /** Exact, also for requests that are not kept any more: of whole minutes, by application, cause, status and time. */
  count(filter: RequestFilter, bucketSeconds: number): Promise<readonly Tally[]>;
  kept(accountId: string): Promise<KeptRequests>;
  /** Resolves when everything added so far is kept or dropped. */
  settled(): Promise<void>;
  /** How many requests were dropped since the start. */
  dropped(): number;
}
