import { decodeBase64 } from '../encoding/base64.ts';
import { bytesToBigInt } from '../encoding/bytes.ts';
import { TAG } from '../encoding/der.ts';
import { RSA_NUMBERS, type RsaNumbersGiven } from './rsa-recovery.ts';

export interface RsaSalvage {
  readonly wrapper: 'pkcs8' | 'pkcs1-private';
  /** The numbers that stand where they should; any of them may still be wrong. */
  readonly given: RsaNumbersGiven;
}

/** Sizes in bytes of the modulus: 2048, 4096, 3072 and 1024 bits. */
const MODULUS_BYTES = [256, 512, 384, 128];
/** Bytes in front of the first number: SEQUENCE and version; in PKCS#8 the algorithm and two more headers as well. */
const STARTS = { pkcs8: 33, 'pkcs1-private': 7 };
const WRAPPERS = ['pkcs8', 'pkcs1-private'] as const;

/**
 * Reads the numbers of an RSA private key out of base64 digits that are damaged: from the front as far as the headers
 * follow each other, and from the back as far as they do, so that what was lost, added or changed lies between the two.
 * `likely` is what the label says of the structure.
 */
export function salvageRsa(digits: string, likely: RsaSalvage['wrapper']): RsaSalvage | undefined {
  let best: { readonly count: number; readonly salvage: RsaSalvage } | undefined;
  const head = decodeDigits(digits);
  for (const size of MODULUS_BYTES) {
    const back = readBackwards(digits, size);
    for (const wrapper of likely === 'pkcs8' ? WRAPPERS : [...WRAPPERS].reverse()) {
      const front = readForwards(head, STARTS[wrapper], size);
      const count = front.size + back.size;
      if (count < 3 || count <= (best?.count ?? 0)) continue;
      best = { count, salvage: { wrapper, given: Object.fromEntries([...back, ...front]) } };
    }
  }
  return best?.salvage;
}

/** Bytes of base64 digits, from the first one on; a remainder of less than a byte is dropped. */
export function decodeDigits(digits: string): Uint8Array {
  const whole = digits.length % 4 === 1 ? digits.slice(0, -1) : digits;
  return decodeBase64(whole.padEnd(Math.ceil(whole.length / 4) * 4, '=')).bytes ?? new Uint8Array();
}

type Numbers = Map<string, bigint>;

/** The content of the numbers from `index` on, as offsets, and how many of their headers stand where they should. */
interface Chain {
  readonly score: number;
  readonly contents: readonly (readonly [start: number, end: number])[];
}

const NOTHING: Chain = { score: 0, contents: [] };

function readForwards(bytes: Uint8Array, start: number, size: number): Numbers {
  const { contents } = followHeaders(bytes, start, size, 0, 1);
  return new Map(
    contents.map(([from, to], index) => [RSA_NUMBERS[index] as string, bytesToBigInt(bytes.subarray(from, to))]),
  );
}

/** The longest chain of headers; `tolerance` of them may be damaged. A number counts if something sound follows it. */
function followHeaders(bytes: Uint8Array, at: number, size: number, index: number, tolerance: number): Chain {
  if (index === RSA_NUMBERS.length) return { score: at === bytes.length ? 1 : 0, contents: [] };
  let best = NOTHING;
  for (const length of lengthsOf(index, size)) {
    const sound = isHeader(bytes, at, length);
    const start = at + headerBytes(length);
    if (!sound && tolerance === 0) continue;
    const end = start + length;
    const left = sound ? tolerance : tolerance - 1;
    const rest = end > bytes.length ? NOTHING : followHeaders(bytes, end, size, index + 1, left);
    const score = rest.score + (sound ? 1 : 0);
    if (score <= best.score) continue;
    best = { score, contents: rest.score > 0 ? [[start, end], ...rest.contents] : [] };
  }
  return best;
}

/** The end of the body can stand in three ways to the groups of four; the one under which most headers fit is it. */
function readBackwards(digits: string, size: number): Numbers {
  let best: Numbers = new Map();
  for (const last of [0, 2, 3]) {
    const bytes = decodeDigits(digits.slice((((digits.length - last) % 4) + 4) % 4));
    const numbers: Numbers = new Map();
    let end = bytes.length;
    for (let index = RSA_NUMBERS.length - 1; index >= 0; index--) {
      const length = lengthsOf(index, size).find((length) =>
        isHeader(bytes, end - length - headerBytes(length), length),
      );
      if (length === undefined) break;
      numbers.set(RSA_NUMBERS[index] as string, bytesToBigInt(bytes.subarray(end - length, end)));
      end -= length + headerBytes(length);
    }
    if (numbers.size > best.size) best = numbers;
  }
  return best;
}

/** Content lengths that a number can have in bytes. n, p and q have their highest bit set; the others seldom begin with zeros. */
function lengthsOf(index: number, size: number): readonly number[] {
  const half = size / 2;
  switch (RSA_NUMBERS[index]) {
    case 'n':
      return [size + 1];
    case 'e':
      return [3, 1];
    case 'd':
      return [size, size + 1, size - 1, size - 2];
    case 'p':
    case 'q':
      return [half + 1];
    default:
      return [half + 1, half, half - 1, half - 2];
  }
}

function headerBytes(length: number): number {
  return length < 0x80 ? 2 : length < 0x100 ? 3 : 4;
}

function isHeader(bytes: Uint8Array, at: number, length: number): boolean {
  if (at < 0 || bytes[at] !== TAG.integer) return false;
  if (length < 0x80) return bytes[at + 1] === length;
  if (length < 0x100) return bytes[at + 1] === 0x81 && bytes[at + 2] === length;
  return bytes[at + 1] === 0x82 && bytes[at + 2] === length >> 8 && bytes[at + 3] === (length & 0xff);
}
