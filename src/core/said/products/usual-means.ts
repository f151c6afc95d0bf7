import type { Means } from '../../evidence/said.ts';

/** Signed by another key than the server has: most often the wrong pair, seldom a damaged one. */
export const OTHER_KEY: Means = {
  'signed-by-unknown-key': 6,
  'signed-by-replaced-key': 3,
  'key-pair-not-saved': 3,
  'signed-by-other-application': 2,
  'no-active-key': 1,
  'stale-key-in-process': 1,
};

export const BAD_SIGNATURE: Means = {
  ...OTHER_KEY,
  'signed-bytes-differ': 1,
  'private-key-damaged': 1,
  'ecdsa-signature-encoding': 1,
  'secret-in-place-of-private-key': 1,
  'secret-form-mismatch': 1,
};

export const ENDED: Means = {
  'token-expired': 6,
  'token-cached-past-expiry': 4,
  'clock-behind': 2,
  'lifetime-impossible': 1,
  'time-zone-offset': 1,
  'duration-in-place-of-time': 1,
};

export const NOT_BEGUN: Means = {
  'clock-ahead': 6,
  'token-not-yet-valid': 3,
  'time-zone-offset': 2,
  'time-in-milliseconds': 1,
};

export const TOO_LONG: Means = {
  'lifetime-too-long': 5,
  'lifetime-at-limit': 4,
  'clock-ahead': 3,
  'time-units-mixed': 1,
  'time-in-milliseconds': 1,
  'time-zone-offset': 1,
};

/** A shared secret: the other side has another one, or reads the same one in another encoding. */
export const OTHER_SECRET: Means = {
  'signed-by-unknown-key': 6,
  'stale-key-in-process': 2,
  'verifier-holds-wrong-key': 2,
  'signed-bytes-differ': 1,
};

/** The verifier was given no key at all. */
export const NO_KEY: Means = { 'verifier-holds-wrong-key': 5, 'stale-key-in-process': 2, 'key-not-in-set': 1 };

/** Where a shared secret is looked at. */
export const SECRET_LOOK =
  'Give the secret that this program has: mintmark doctor TOKEN --secret env:NAME (or @FILE). It is tried as text and in base64.';

/** Where the text of a key is looked at. */
export const KEY_LOOK =
  'Look at the key as the program receives it: mintmark keys check env:NAME (or the file). Its first line has to be -----BEGIN … KEY-----, with real line breaks.';

/** The text of a private key that a library cannot read. */
export const KEY_TEXT: Means = {
  'key-newlines-escaped': 6,
  'key-in-quotes': 3,
  'key-line-breaks-lost': 3,
  'key-path-in-place-of-key': 2,
  'key-text-damaged': 2,
  'key-wrapped-in-base64': 2,
  'public-key-in-place-of-private': 1,
  'secret-in-place-of-private-key': 1,
  'key-file-encoding': 1,
  'key-container-unsupported': 1,
  'key-passphrase-wrong': 1,
  'private-key-damaged': 1,
  'stale-key-in-process': 1,
};

/** No credential arrived. */
export const NOTHING_ARRIVED: Means = {
  'authorization-missing': 4,
  'authorization-stripped-in-transit': 3,
  'authorization-dropped-on-redirect': 1,
};

export const NO_JWT: Means = { 'token-of-other-kind': 4, 'not-a-jwt': 4, 'token-truncated': 2 };

/** The same means, each so many times as likely. */
export function scaled(means: Means, factor: number): Means {
  return Object.fromEntries(Object.entries(means).map(([cause, weight]) => [cause, weight * factor]));
}
