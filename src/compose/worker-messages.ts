import type { Profile } from '../core/claims/profile.ts';
import type { AnswerCounts } from '../http/server/answer-counts.ts';
import type { Passage } from '../http/server/pass-on.ts';
import type { Settings } from '../options/options.ts';
import type { AcceptedRequest } from '../ports/accepted-requests.ts';

/** What a worker is told first: everything that its verdicts depend on. */
export interface WorkerBegin {
  readonly settings: Pick<
    Settings,
    'realm' | 'skewSeconds' | 'trustedProxies' | 'preflights' | 'acceptedKept' | 'otlpUrl'
  >;
  /** Whose rules hold; absent: Vonage's. */
  readonly profile?: Profile;
  /** The database, as `openDatabase` has it. */
  readonly target: string;
  /** Where it passes requests on to. */
  readonly passage: Passage;
  /** A Unix socket of its own. */
  readonly path: string;
}

/** What a worker counted since it told the last time. */
export interface WorkerCounts {
  readonly accepted: number;
  readonly answers: AnswerCounts;
  /** Last uses of keys, by id. */
  readonly uses: ReadonlyMap<string, number>;
  /** Accepted requests for the request log, a sample where they were many. */
  readonly requests: readonly AcceptedRequest[];
  /** Of what it had to tell an OTLP receiver. */
  readonly unsent: number;
  readonly cpuSeconds: number;
}

export type ToWorker =
  | { readonly kind: 'begin'; readonly begin: WorkerBegin }
  /** With a connection, unless it was closed meanwhile. */
  | { readonly kind: 'connection'; readonly id: number }
  | { readonly kind: 'begin-end' }
  | { readonly kind: 'hold'; readonly id: number }
  | { readonly kind: 'count'; readonly id: number }
  | { readonly kind: 'release' };

export type FromWorker =
  | { readonly kind: 'ready' }
  /** The connection that was given with this id. */
  | { readonly kind: 'taken'; readonly id: number }
  | { readonly kind: 'counts'; readonly counts: WorkerCounts }
  /** To what was asked with this id; what was counted was told before. */
  | { readonly kind: 'done'; readonly id: number };

/** Where a worker has inherited the board of changes; the four before are the standard ones and the channel. */
export const BOARD_FD = 4;
