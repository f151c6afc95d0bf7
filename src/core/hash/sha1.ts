import { padMessage } from './pad.ts';

/** SHA-1 (FIPS 180-4 §6.1). To name what an old signer hashed, and inside HMAC; no signature that rests on it is ever accepted. */
export function sha1(message: Uint8Array): Uint8Array {
  const padded = padMessage(message, 64);
  const state = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0] as [
    number,
    number,
    number,
    number,
    number,
  ];
  const words = new Int32Array(80);
  for (let block = 0; block < padded.byteLength; block += 64) {
    for (let t = 0; t < 16; t++) words[t] = padded.getInt32(block + t * 4);
    for (let t = 16; t < 80; t++) {
      words[t] = rotate(word(words, t - 3) ^ word(words, t - 8) ^ word(words, t - 14) ^ word(words, t - 16), 1);
    }
    let [a, b, c, d, e] = state;
    for (let t = 0; t < 80; t++) {
      const next =
        (rotate(a, 5) + mixed(t, b, c, d) + e + (CONSTANTS[Math.floor(t / 20)] as number) + word(words, t)) | 0;
      [a, b, c, d, e] = [next, a, rotate(b, 30), c, d];
    }
    for (const [index, value] of [a, b, c, d, e].entries()) state[index] = ((state[index] as number) + value) | 0;
  }
  const digest = new DataView(new ArrayBuffer(20));
  for (const [index, value] of state.entries()) digest.setInt32(index * 4, value);
  return new Uint8Array(digest.buffer);
}

const CONSTANTS = [0x5a827999, 0x6ed9eba1, 0x8f1bbcdc, 0xca62c1d6];

function mixed(t: number, b: number, c: number, d: number): number {
  if (t < 20) return (b & c) ^ (~b & d);
  return t >= 40 && t < 60 ? (b & c) ^ (b & d) ^ (c & d) : b ^ c ^ d;
}

function rotate(value: number, bits: number): number {
  return (value << bits) | (value >>> (32 - bits));
}

function word(words: Int32Array, index: number): number {
  return words[index] as number;
}
