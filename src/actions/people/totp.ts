import { hmacSha1 } from '../../core/hash/hmac.ts';

/** What authenticator apps take without being told (RFC 6238 §4, RFC 4226 §5.3). */
const STEP_SECONDS = 30;
const DIGITS = 6;
/** Steps before and after the current one whose code is taken: clocks differ, and people type slowly. */
const DRIFT_STEPS = 1;

export const TOTP_SECRET_BYTES = 20;

/**
 * The time step that a code stands for, within one step of the server's clock; `undefined` where it is the code of none
 * of them, or of a step up to `usedStep`: each code is taken once (RFC 6238 §5.2).
 */
export function matchTotp(secret: Uint8Array, code: string, now: number, usedStep: number): number | undefined {
  const current = Math.floor(now / STEP_SECONDS);
  let found: number | undefined;
  // Every step is computed, whichever matches.
  for (let step = current - DRIFT_STEPS; step <= current + DRIFT_STEPS; step++) {
    if (isSame(totp(secret, step), code) && step > usedStep) found = step;
  }
  return found;
}

/** The code of a time step: 6 digits (RFC 6238 §4.2). */
export function totp(secret: Uint8Array, step: number): string {
  const counter = new DataView(new ArrayBuffer(8));
  counter.setBigUint64(0, BigInt(step));
  const digest = new DataView(hmacSha1(secret, new Uint8Array(counter.buffer)).buffer);
  const offset = digest.getUint8(19) & 0xf;
  const number = digest.getUint32(offset) & 0x7fffffff;
  return String(number % 10 ** DIGITS).padStart(DIGITS, '0');
}

function isSame(a: string, b: string): boolean {
  let difference = a.length ^ b.length;
  for (let at = 0; at < a.length; at++) difference |= a.charCodeAt(at) ^ b.charCodeAt(at);
  return difference === 0;
}
