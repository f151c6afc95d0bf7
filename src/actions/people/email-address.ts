export interface EmailAddress {
  /** As it was written, without the space around it: where mail is sent to. */
  readonly text: string;
  /** The same for all its spellings: a person is found by it, and attempts to sign in are counted by it. */
  readonly key: string;
}

/** Longest address that a mail server takes (RFC 5321 §4.5.3.1.3, without the angle brackets). */
const LENGTH_LIMIT = 254;

/**
 * Reads an e-mail address: a local part without spaces, quotes or comments, and a domain with a dot or `localhost`.
 * @returns `undefined` for any other text
 */
export function readEmailAddress(text: string): EmailAddress | undefined {
  const trimmed = text.trim();
  if (trimmed.length > LENGTH_LIMIT) return undefined;
  const [, local, domain] = /^([^@]{1,64})@([^@]+)$/.exec(trimmed) ?? [];
  if (local === undefined || domain === undefined) return undefined;
  if (!/^[^\s\p{C}"(),:;<>[\]\\]+$/u.test(local) || local.startsWith('.') || local.endsWith('.')) return undefined;
  const labels = domain.split('.');
  if (labels.length < 2 && domain.toLowerCase() !== 'localhost') return undefined;
  if (!labels.every((label) => /^(?!-)[\p{L}\p{N}\p{M}-]{1,63}(?<!-)$/u.test(label))) return undefined;
  return { text: trimmed, key: emailKey(trimmed) };
}

/** One name for every spelling of an address, also of a text that is none. */
export function emailKey(text: string): string {
  return text.normalize('NFKC').trim().toLowerCase().normalize('NFKC');
}
