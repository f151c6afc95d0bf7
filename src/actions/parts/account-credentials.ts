import type { Entropy } from '../../ports/index.ts';

const LETTERS_AND_DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const GENERATED_SECRET_LENGTH = 16;

/** A new API key: 8 lower-case hexadecimal digits. */
export function newApiKey(entropy: Entropy): string {
  return [...entropy.bytes(4)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** A new API secret: 16 letters and digits (95 bits), of every kind that the rules ask for. */
export function newApiSecret(entropy: Entropy): string {
  for (;;) {
    let secret = '';
    while (secret.length < GENERATED_SECRET_LENGTH) {
      // A byte of 248 or more would make the first letters likelier than the rest.
      for (const byte of entropy.bytes(GENERATED_SECRET_LENGTH)) {
        if (byte < 248) secret += LETTERS_AND_DIGITS[byte % 62];
      }
    }
    secret = secret.slice(0, GENERATED_SECRET_LENGTH);
    if (hasEveryKind(secret)) return secret;
  }
}

/** The rules for a chosen secret (Account API): 8 to 25 characters, a lower-case letter, an upper-case one, a digit. */
export function isSecretAllowed(secret: string): boolean {
  return /^[!-~]{8,25}$/.test(secret) && hasEveryKind(secret);
}

function hasEveryKind(secret: string): boolean {
  return /[a-z]/.test(secret) && /[A-Z]/.test(secret) && /[0-9]/.test(secret);
}
