import { errorCorrection } from './reed-solomon.ts';

/** Whether each module is dark, row by row. */
export type QrModules = readonly (readonly boolean[])[];

/** Level M of ISO/IEC 18004 table 9, versions 1 to 20: error correction codewords in a block, and blocks. */
const CORRECTION_PER_BLOCK = [10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24, 28, 28, 26, 26, 26];
const BLOCKS = [1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10, 10, 11, 13, 14, 16];
const BYTE_MODE = 0b0100;
/** The bits of level M in the format information. */
const LEVEL_M = 0b00;

/**
 * A QR code in byte mode, level M, of the smallest version that takes the bytes (ISO/IEC 18004).
 * @returns `undefined` beyond version 20, which is 666 bytes
 */
export function encodeQr(bytes: Uint8Array): QrModules | undefined {
  const version = BLOCKS.findIndex((_, index) => bytes.length <= byteCapacity(index + 1)) + 1;
  if (version === 0) return undefined;
  const { modules, isFunction } = functionPatterns(version);
  placeData(modules, isFunction, interleaved(dataCodewords(bytes, version), version));
  const masked = MASKS.map((mask, number) => {
    const rows = modules.map((row, y) => row.map((isDark, x) => (isFunction[y]?.[x] ? isDark : isDark !== mask(x, y))));
    placeFormat(rows, number);
    return { rows, penalty: penaltyOf(rows) };
  });
  return masked.reduce((best, one) => (one.penalty < best.penalty ? one : best)).rows;
}

function byteCapacity(version: number): number {
  return dataLength(version) - (version < 10 ? 2 : 3);
}

function dataLength(version: number): number {
  const at = version - 1;
  return Math.floor(rawModules(version) / 8) - (CORRECTION_PER_BLOCK[at] as number) * (BLOCKS[at] as number);
}

/** Modules that are left for codewords, once every function pattern has its place. */
function rawModules(version: number): number {
  const alignments = version < 2 ? 0 : Math.floor(version / 7) + 2;
  const taken = alignments === 0 ? 0 : (25 * alignments - 10) * alignments - 55;
  return (16 * version + 128) * version + 64 - taken - (version < 7 ? 0 : 36);
}

function dataCodewords(bytes: Uint8Array, version: number): number[] {
  const bits: number[] = [];
  const put = (value: number, length: number) => {
    for (let at = length - 1; at >= 0; at--) bits.push((value >> at) & 1);
  };
  put(BYTE_MODE, 4);
  put(bytes.length, version < 10 ? 8 : 16);
  for (const byte of bytes) put(byte, 8);
  put(0, Math.min(4, dataLength(version) * 8 - bits.length));
  while (bits.length % 8 !== 0) bits.push(0);
  const codewords: number[] = [];
  for (let at = 0; at < bits.length; at += 8) codewords.push(Number.parseInt(bits.slice(at, at + 8).join(''), 2));
  for (let pad = 0xec; codewords.length < dataLength(version); pad ^= 0xec ^ 0x11) codewords.push(pad);
  return codewords;
}

/** The codewords of all blocks in the order of §8.6: the first of each block, then the second; then their correction. */
function interleaved(data: readonly number[], version: number): number[] {
  const blocks = BLOCKS[version - 1] as number;
  const shortLength = Math.floor(data.length / blocks);
  const shortBlocks = blocks - (data.length % blocks);
  const parts: number[][] = [];
  for (let at = 0; parts.length < blocks; ) {
    const length = shortLength + (parts.length < shortBlocks ? 0 : 1);
    parts.push(data.slice(at, at + length));
    at += length;
  }
  const corrections = parts.map((part) => errorCorrection(part, CORRECTION_PER_BLOCK[version - 1] as number));
  return [...byTurns(parts), ...byTurns(corrections)];
}

function byTurns(parts: readonly (readonly number[])[]): number[] {
  const longest = Math.max(...parts.map(({ length }) => length));
  return Array.from({ length: longest }, (_, at) => parts.flatMap((part) => part[at] ?? [])).flat();
}

type Grid = boolean[][];

function functionPatterns(version: number): { readonly modules: Grid; readonly isFunction: Grid } {
  const size = 4 * version + 17;
  const grid = () => Array.from({ length: size }, () => new Array<boolean>(size).fill(false));
  const [modules, isFunction] = [grid(), grid()];
  const set = (x: number, y: number, isDark: boolean) => {
    if (x < 0 || y < 0 || x >= size || y >= size) return;
    (modules[y] as boolean[])[x] = isDark;
    (isFunction[y] as boolean[])[x] = true;
  };
  for (let at = 0; at < size; at++) {
    set(6, at, at % 2 === 0);
    set(at, 6, at % 2 === 0);
  }
  const square = (cx: number, cy: number, radius: number, isDark: (distance: number) => boolean) => {
    for (let dy = -radius; dy <= radius; dy++) {
      for (let dx = -radius; dx <= radius; dx++) {
        set(cx + dx, cy + dy, isDark(Math.max(Math.abs(dx), Math.abs(dy))));
      }
    }
  };
  const last = size - 4;
  for (const [cx, cy] of [
    [3, 3],
    [last, 3],
    [3, last],
  ] as const) {
    square(cx, cy, 4, (distance) => distance !== 2 && distance !== 4);
  }
  const centres = alignmentCentres(version, size);
  const end = centres.at(-1);
  for (const cy of centres) {
    for (const cx of centres) {
      const isAtFinder = (cx === 6 && (cy === 6 || cy === end)) || (cx === end && cy === 6);
      if (!isAtFinder) square(cx, cy, 2, (distance) => distance !== 1);
    }
  }
  placeFormat(modules, 0, set);
  if (version >= 7) {
    const bits = (version << 12) | remainder(version, 12, 0x1f25);
    for (let at = 0; at < 18; at++) {
      const [far, near] = [size - 11 + (at % 3), Math.floor(at / 3)];
      set(far, near, ((bits >> at) & 1) === 1);
      set(near, far, ((bits >> at) & 1) === 1);
    }
  }
  return { modules, isFunction };
}

function alignmentCentres(version: number, size: number): number[] {
  if (version === 1) return [];
  const count = Math.floor(version / 7) + 2;
  const step = Math.ceil((4 * version + 4) / (2 * count - 2)) * 2;
  return [6, ...Array.from({ length: count - 1 }, (_, at) => size - 7 - (count - 2 - at) * step)];
}

/** Level and mask, twice, and the dark module (§8.9). */
function placeFormat(
  modules: Grid,
  mask: number,
  set = (x: number, y: number, isDark: boolean) => {
    (modules[y] as boolean[])[x] = isDark;
  },
): void {
  const size = modules.length;
  const data = (LEVEL_M << 3) | mask;
  const bits = ((data << 10) | remainder(data, 10, 0x537)) ^ 0x5412;
  for (let at = 0; at < 15; at++) {
    const isDark = ((bits >> at) & 1) === 1;
    set(8, at < 6 ? at : at < 8 ? at + 1 : size - 15 + at, isDark);
    set(at < 8 ? size - 1 - at : at < 9 ? 7 : 14 - at, 8, isDark);
  }
  set(8, size - 8, true);
}

/** What is left of `value`, moved up by `degree`, when it is divided by the generator. */
function remainder(value: number, degree: number, generator: number): number {
  let rest = value;
  for (let at = 0; at < degree; at++) rest = (rest << 1) ^ ((rest >> (degree - 1)) * generator);
  return rest;
}

/** Two columns at a time from the right, up and down by turns (§8.7.3). */
function placeData(modules: Grid, isFunction: Grid, codewords: readonly number[]): void {
  const size = modules.length;
  let bit = 0;
  for (let right = size - 1, isUp = true; right > 0; right -= right === 8 ? 3 : 2, isUp = !isUp) {
    for (let step = 0; step < size; step++) {
      const y = isUp ? size - 1 - step : step;
      for (const x of [right, right - 1]) {
        if (isFunction[y]?.[x]) continue;
        (modules[y] as boolean[])[x] = (((codewords[bit >> 3] ?? 0) >> (7 - (bit & 7))) & 1) === 1;
        bit++;
      }
    }
  }
}

const MASKS: readonly ((x: number, y: number) => boolean)[] = [
  (x, y) => (x + y) % 2 === 0,
  (_, y) => y % 2 === 0,
  (x) => x % 3 === 0,
  (x, y) => (x + y) % 3 === 0,
  (x, y) => (Math.floor(x / 3) + Math.floor(y / 2)) % 2 === 0,
  (x, y) => ((x * y) % 2) + ((x * y) % 3) === 0,
  (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2 === 0,
  (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2 === 0,
];

/** How hard a pattern is to read (§8.8.2): runs, blocks, what looks like a finder, and more dark than light. */
function penaltyOf(rows: Grid): number {
  const columns = rows.map((_, x) => rows.map((row) => row[x] as boolean));
  const lines = [...rows, ...columns].map((line) => line.map(Number).join(''));
  let penalty = 0;
  for (const line of lines) {
    for (const [run] of line.matchAll(/0{5,}|1{5,}/g)) penalty += run.length - 2;
    penalty += 40 * [...line.matchAll(/(?=10111010000|00001011101)/g)].length;
  }
  let dark = 0;
  for (const [y, row] of rows.entries()) {
    for (const [x, isDark] of row.entries()) {
      if (isDark) dark++;
      const others = [row[x + 1], rows[y + 1]?.[x], rows[y + 1]?.[x + 1]];
      if (others.every((other) => other === isDark)) penalty += 3;
    }
  }
  return penalty + 10 * Math.floor(Math.abs((dark / rows.length ** 2) * 100 - 50) / 5);
}
