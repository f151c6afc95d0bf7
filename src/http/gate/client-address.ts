import type { HeaderField } from '../../core/request/field.ts';

/** Entries of X-Forwarded-For that are looked at, from the last one back. */
const HOPS = 10;

/**
 * Who sent a request: the peer itself, or the last address of X-Forwarded-For that is no trusted proxy's. What a client
 * wrote there itself stands before that, and is not believed.
 */
export function clientAddress(
  fields: readonly HeaderField[],
  peer: string | undefined,
  isTrusted: (address: string | undefined) => boolean,
): string | undefined {
  if (!isTrusted(peer)) return peer;
  const hops = fields
    .filter(([name]) => name.toLowerCase() === 'x-forwarded-for')
    .flatMap(([, value]) => value.split(','))
    .map((hop) => hop.trim())
    .slice(-HOPS)
    .reverse();
  return hops.find((hop) => !isTrusted(hop)) ?? hops.at(-1) ?? peer;
}
