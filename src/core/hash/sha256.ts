import { padMessage } from './pad.ts';
import { ROUND_CONSTANTS, SQUARE_ROOTS } from './sha2-constants.ts';

const K = Int32Array.from(ROUND_CONSTANTS.slice(0, 64), (constant) => Number(BigInt.asIntN(32, constant >> 32n)));
const INITIAL_256 = SQUARE_ROOTS.slice(0, 8).map((root) => Number(BigInt.asIntN(32, root >> 32n)));
const INITIAL_224 = SQUARE_ROOTS.slice(8, 16).map((root) => Number(BigInt.asIntN(32, root)));

/** SHA-256 (FIPS 180-4 §6.2): 32 bytes. */
export function sha256(message: Uint8Array): Uint8Array {
  return digest(message, INITIAL_256);
}

/** SHA-224 (FIPS 180-4 §6.3): 28 bytes. */
export function sha224(message: Uint8Array): Uint8Array {
  return digest(message, INITIAL_224).subarray(0, 28);
}

function digest(message: Uint8Array, initial: readonly number[]): Uint8Array {
  const view = padMessage(message, 64);
  const state = Int32Array.from(initial);
  const schedule = new Int32Array(64);
  for (let at = 0; at < view.byteLength; at += 64) compress(state, schedule, view, at);
  const out = new DataView(new ArrayBuffer(32));
  state.forEach((word, index) => {
    out.setInt32(index * 4, word);
  });
  return new Uint8Array(out.buffer);
}

function compress(state: Int32Array, w: Int32Array, view: DataView, at: number): void {
  for (let t = 0; t < 16; t++) w[t] = view.getInt32(at + t * 4);
  for (let t = 16; t < 64; t++) {
    const early = w[t - 15] as number;
    const late = w[t - 2] as number;
    const s0 = rotate(early, 7) ^ rotate(early, 18) ^ (early >>> 3);
    const s1 = rotate(late, 17) ^ rotate(late, 19) ^ (late >>> 10);
    w[t] = (w[t - 16] as number) + s0 + (w[t - 7] as number) + s1;
  }
  let [a, b, c, d, e, f, g, h] = state as unknown as [number, number, number, number, number, number, number, number];
  for (let t = 0; t < 64; t++) {
    const s1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25);
    const t1 = (h + s1 + ((e & f) ^ (~e & g)) + (K[t] as number) + (w[t] as number)) | 0;
    const s0 = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22);
    const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + t1) | 0;
    d = c;
    c = b;
    b = a;
    a = (t1 + t2) | 0;
  }
  [a, b, c, d, e, f, g, h].forEach((word, index) => {
    state[index] = (state[index] as number) + word;
  });
}

function rotate(word: number, bits: number): number {
  return (word >>> bits) | (word << (32 - bits));
}
