import { emailKey } from './email-address.ts';

const MINIMUM = 12;
const MAXIMUM = 256;
const DIFFERENT = 5;

/** The form in which a password is hashed: one for all the ways in which a keyboard may compose the same characters. */
export function normalisePassword(password: string): string {
  return password.normalize('NFC');
}

/** What keeps a text from being a new password, as words after its name; `undefined` for nothing. Any characters do. */
export function passwordFault(password: string, email: string): string | undefined {
  const characters = [...normalisePassword(password)];
  if (characters.length < MINIMUM) return `must have at least ${MINIMUM} characters; a few words make a good one`;
  if (characters.length > MAXIMUM) return `must have at most ${MAXIMUM} characters`;
  if (new Set(characters).size < DIFFERENT) return `must have at least ${DIFFERENT} different characters`;
  if (emailKey(password) === emailKey(email)) return 'must differ from the e-mail address';
  return undefined;
}
