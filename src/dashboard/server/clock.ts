import { describeDuration } from '../../core/claims/numeric-date.ts';
import { parseHttpDate } from '../../core/request/http-date.ts';
import { unreachable } from './problem.ts';

/** How far the server's clock is ahead of this computer's, and how exactly that is known; in seconds. */
export interface Offset {
  readonly seconds: number;
  readonly bound: number;
}

/** Reads the Date field of an answer of this origin (RFC 9110 §6.6.1). It has whole seconds, so half of one is the bound. */
export async function askClock(): Promise<Offset> {
  const before = Date.now() / 1000;
  let response: Response;
  try {
    response = await fetch('/healthz', { method: 'HEAD', cache: 'no-store', credentials: 'omit' });
  } catch {
    throw unreachable();
  }
  const after = Date.now() / 1000;
  const date = parseHttpDate(response.headers.get('date') ?? '');
  if (date === undefined) throw unreachable();
  return { seconds: date + 0.5 - (before + after) / 2, bound: 0.5 + (after - before) / 2 };
}

export function offsetWords({ seconds, bound }: Offset): string {
  if (Math.abs(seconds) <= bound) return `the same as this computer's, within ${describeDuration(bound)}`;
  const side = seconds > 0 ? 'ahead of' : 'behind';
  return `${describeDuration(seconds)} ${side} this computer's, within ${describeDuration(bound)}`;
}
