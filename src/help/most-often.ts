import type { CauseId } from '../core/evidence/cause-id.ts';

/**
 * The causes behind most rejected requests, most often first: by the cases that were collected from public threads and
 * support articles. Where a ticket cannot tell several apart, the one whose article does is here.
 */
export const MOST_OFTEN = [
  'token-expired',
  'clock-ahead',
  'signed-by-unknown-key',
  'key-pair-not-saved',
  'key-newlines-escaped',
  'audience-not-expected',
  'authorization-stripped-in-transit',
  'token-cached-past-expiry',
] as const satisfies readonly CauseId[];
