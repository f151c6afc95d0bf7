const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** Base32 without padding (RFC 4648 §6). */
export function encodeBase32(bytes: Uint8Array): string {
  let text = '';
  let bits = 0;
  // mutants: what is shifted out on the left is cut off
  let held = 0;
  for (const byte of bytes) {
    held = (held << 8) | byte;
    // mutants: five bits that are left for later come out the same
    for (bits += 8; bits >= 5; bits -= 5) text += ALPHABET[(held >> (bits - 5)) & 31];
  }
  return bits === 0 ? text : text + ALPHABET[(held << (5 - bits)) & 31];
}

/** The bytes of what `encodeBase32` wrote. @throws TypeError for any other text */
export function decodeBase32(text: string): Uint8Array {
  const bytes: number[] = [];
  let bits = 0;
  // mutants: what is shifted out on the left is cut off
  let held = 0;
  for (const character of text) {
    // mutants: each digit is there once
    const value = ALPHABET.indexOf(character);
    if (value < 0) throw new TypeError('not base32');
    held = ((held << 5) | value) & 0xfff;
    bits += 5;
    if (bits < 8) continue;
    bits -= 8;
    bytes.push((held >> bits) & 0xff);
  }
  return Uint8Array.from(bytes);
}
