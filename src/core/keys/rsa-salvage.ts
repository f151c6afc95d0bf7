import { decodeBase64, encodeBase64 } from '../encoding/base64.ts';
import { bytesToBigInt } from '../encoding/bytes.ts';
import { TAG } from '../encoding/der.ts';
import { RSA_NUMBERS, type RsaNumber, type RsaNumbersGiven } from './rsa-recovery.ts';

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
  let most = 2;
  let best: RsaSalvage | undefined;
  const head = decodeDigits(digits);
  for (const size of MODULUS_BYTES) {
    const back = readBackwards(digits, size);
    for (const wrapper of likely === 'pkcs8' ? WRAPPERS : [...WRAPPERS].reverse()) {
      const front = readForwards(head, STARTS[wrapper], size);
      const count = front.size + back.size;
      if (count <= most) continue;
      most = count;
      best = { wrapper, given: Object.fromEntries([...back, ...front]) };
    }
  }
  return best;
}

/** Bytes of base64 digits, from the first one on; a remainder of less than a byte is dropped. */
export function decodeDigits(digits: string): Uint8Array {
  const whole = digits.length % 4 === 1 ? digits.slice(0, -1) : digits;
  return decodeBase64(whole.padEnd(Math.ceil(whole.length / 4) * 4, '=')).bytes ?? new Uint8Array();
}

/** Base64 without padding. */
export function encodeDigits(bytes: Uint8Array): string {
  return encodeBase64(bytes).replaceAll('=', '');
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
  const name = RSA_NUMBERS[index];
  // mutants: the end counts as something sound, however much
  if (name === undefined) return { score: at === bytes.length ? 1 : 0, contents: [] };
  let best = NOTHING;
  for (const length of lengthsOf(name, size)) {
    const sound = isHeader(bytes, at, length);
    const start = at + headerOf(length).length;
    if (!sound && tolerance === 0) continue;
    const end = start + length;
    const left = sound ? tolerance : tolerance - 1;
    const rest = followHeaders(bytes, end, size, index + 1, left);
    const score = rest.score + (sound ? 1 : 0); // mutants: where all count twice the longest is the same
    if (score <= best.score) continue; // mutants: of two that are as long either may be it
    best = { score, contents: rest.score > 0 ? [[start, end], ...rest.contents] : [] };
  }
  return best;
}

/** The end of the body can stand in several ways to the groups of four; the one under which most headers fit is it. */
function readBackwards(digits: string, size: number): Numbers {
  let best: Numbers = new Map();
  for (const skipped of [0, 1, 2, 3]) {
    const bytes = decodeDigits(digits.slice(skipped));
    const numbers: Numbers = new Map();
    let end = bytes.length;
    for (const name of [...RSA_NUMBERS].reverse()) {
      const fits = (length: number) => isHeader(bytes, end - length - headerOf(length).length, length);
      const length = lengthsOf(name, size).find(fits); // mutants: two do not fit but by chance
      if (length === undefined) break;
      numbers.set(name, bytesToBigInt(bytes.subarray(end - length, end)));
      end -= length + headerOf(length).length;
    }
    if (numbers.size > best.size) best = numbers; // mutants: nor do two ways
  }
  return best;
}

/** Content lengths that a number can have in bytes. n, p and q have their highest bit set; the others seldom begin with zeros. */
function lengthsOf(name: RsaNumber, size: number): readonly number[] {
  const half = size / 2;
  switch (name) {
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

/** The DER header of an INTEGER with so many bytes of content (X.690 §8.1.3). */
function headerOf(length: number): readonly number[] {
  if (length < 0x80) return [TAG.integer, length];
  return length < 0x100 ? [TAG.integer, 0x81, length] : [TAG.integer, 0x82, length >> 8, length & 0xff];
}

function isHeader(bytes: Uint8Array, at: number, length: number): boolean {
  return headerOf(length).every((byte, index) => bytes[at + index] === byte);
}
