/** Powers of 2 in GF(256) modulo x^8 + x^4 + x^3 + x^2 + 1, and their logarithms. */
const POWERS = new Uint8Array(255);
const LOGARITHMS = new Uint8Array(256);
for (let exponent = 0, power = 1; exponent < 255; exponent++) {
  POWERS[exponent] = power;
  LOGARITHMS[power] = exponent;
  power = (power << 1) ^ (power >= 128 ? 0x11d : 0);
}

/** The Reed-Solomon codewords that a QR code adds to a block (ISO/IEC 18004 §8.5). */
export function errorCorrection(block: readonly number[], length: number): number[] {
  const generator = generatorOf(length);
  const rest = new Array<number>(length).fill(0);
  for (const codeword of block) {
    const factor = codeword ^ (rest.shift() as number);
    rest.push(0);
    for (const [at, coefficient] of generator.entries())
      rest[at] = (rest[at] as number) ^ multiply(coefficient, factor);
  }
  return rest;
}

/** The product of (x - 2^i) for i below `degree`, without its leading 1; highest power first. */
function generatorOf(degree: number): number[] {
  let polynomial = [1];
  for (let exponent = 0; exponent < degree; exponent++) {
    const root = POWERS[exponent] as number;
    polynomial = [...polynomial, 0].map((term, at) => term ^ multiply(polynomial[at - 1] ?? 0, root));
  }
  return polynomial.slice(1);
}

function multiply(left: number, right: number): number {
  if (left === 0 || right === 0) return 0;
  return POWERS[((LOGARITHMS[left] as number) + (LOGARITHMS[right] as number)) % 255] as number;
}
