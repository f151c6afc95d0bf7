import { padMessage } from './pad.ts';
import { ROUND_CONSTANTS, SQUARE_ROOTS } from './sha2-constants.ts';

// A 64-bit word is two 32-bit halves at 2i (high) and 2i + 1 (low): BigInt words are some thirty times slower.
const K = halves(ROUND_CONSTANTS);
const INITIAL_512 = halves(SQUARE_ROOTS.slice(0, 8));
const INITIAL_384 = halves(SQUARE_ROOTS.slice(8, 16));

/** SHA-512 (FIPS 180-4 §6.4): 64 bytes. */
export function sha512(message: Uint8Array): Uint8Array {
  return digest(message, INITIAL_512);
}

/** SHA-384 (FIPS 180-4 §6.5): 48 bytes. */
export function sha384(message: Uint8Array): Uint8Array {
  return digest(message, INITIAL_384).subarray(0, 48);
}

function halves(words: readonly bigint[]): Int32Array {
  return Int32Array.from(
    words.flatMap((word) => [Number(BigInt.asIntN(32, word >> 32n)), Number(BigInt.asIntN(32, word))]),
  );
}

function digest(message: Uint8Array, initial: Int32Array): Uint8Array {
  const view = padMessage(message, 128);
  const state = initial.slice();
  const schedule = new Int32Array(160);
  for (let at = 0; at < view.byteLength; at += 128) compress(state, schedule, view, at);
  const out = new DataView(new ArrayBuffer(64));
  state.forEach((half, index) => {
    out.setInt32(index * 4, half);
  });
  return new Uint8Array(out.buffer);
}

function compress(state: Int32Array, w: Int32Array, view: DataView, at: number): void {
  for (let i = 0; i < 32; i++) w[i] = view.getInt32(at + i * 4);
  for (let i = 32; i < 160; i += 2) {
    const eh = w[i - 30] as number;
    const el = w[i - 29] as number;
    const lh = w[i - 4] as number;
    const ll = w[i - 3] as number;
    const s0h = right(eh, el, 1) ^ right(eh, el, 8) ^ (eh >>> 7);
    const s0l = right(el, eh, 1) ^ right(el, eh, 8) ^ ((el >>> 7) | (eh << 25));
    const s1h = right(lh, ll, 19) ^ right(ll, lh, 29) ^ (lh >>> 6);
    const s1l = right(ll, lh, 19) ^ right(lh, ll, 29) ^ ((ll >>> 6) | (lh << 26));
    add(w, i, s0h, s0l, s1h, s1l, w[i - 14] as number, w[i - 13] as number, w[i - 32] as number, w[i - 31] as number);
  }
  // v holds the working variables a to h; t1 and t2 are the two sums of each round.
  const v = state.slice();
  const t1 = new Int32Array(2);
  const t2 = new Int32Array(2);
  for (let i = 0; i < 160; i += 2) {
    const [ah, al, bh, bl, ch, cl] = v as unknown as [number, number, number, number, number, number];
    const eh = v[8] as number;
    const el = v[9] as number;
    const s1h = right(eh, el, 14) ^ right(eh, el, 18) ^ right(el, eh, 9);
    const s1l = right(el, eh, 14) ^ right(el, eh, 18) ^ right(eh, el, 9);
    const chooseHigh = (eh & (v[10] as number)) ^ (~eh & (v[12] as number));
    const chooseLow = (el & (v[11] as number)) ^ (~el & (v[13] as number));
    add(t1, 0, v[14] as number, v[15] as number, s1h, s1l, chooseHigh, chooseLow, K[i] as number, K[i + 1] as number);
    add(t1, 0, t1[0] as number, t1[1] as number, w[i] as number, w[i + 1] as number, 0, 0, 0, 0);
    const s0h = right(ah, al, 28) ^ right(al, ah, 2) ^ right(al, ah, 7);
    const s0l = right(al, ah, 28) ^ right(ah, al, 2) ^ right(ah, al, 7);
    add(t2, 0, s0h, s0l, (ah & bh) ^ (ah & ch) ^ (bh & ch), (al & bl) ^ (al & cl) ^ (bl & cl), 0, 0, 0, 0);
    v.copyWithin(2, 0, 14);
    add(v, 8, v[8] as number, v[9] as number, t1[0] as number, t1[1] as number, 0, 0, 0, 0);
    add(v, 0, t1[0] as number, t1[1] as number, t2[0] as number, t2[1] as number, 0, 0, 0, 0);
  }
  for (let i = 0; i < 16; i += 2) {
    add(state, i, state[i] as number, state[i + 1] as number, v[i] as number, v[i + 1] as number, 0, 0, 0, 0);
  }
}

/** One half of a 64-bit word rotated right by less than 32; the halves swap for the other one, and for 32 more. */
function right(half: number, other: number, bits: number): number {
  return (half >>> bits) | (other << (32 - bits));
}

/** Writes the sum of four 64-bit words, modulo 2^64, at `at` and `at + 1`. */
function add(
  out: Int32Array,
  at: number,
  ah: number,
  al: number,
  bh: number,
  bl: number,
  ch: number,
  cl: number,
  dh: number,
  dl: number,
): void {
  const low = (al >>> 0) + (bl >>> 0) + (cl >>> 0) + (dl >>> 0);
  out[at] = ah + bh + ch + dh + Math.floor(low / 2 ** 32);
  out[at + 1] = low;
}
