import type { PrivateKey, PublicKey } from './key.ts';

/** The forms in which people hold keys, told apart by label, magic or shape. */
export type KeyFormat =
  | 'spki-pem'
  | 'spki-der'
  | 'pkcs1-public-pem'
  | 'pkcs1-public-der'
  | 'pkcs8-pem'
  | 'pkcs8-der'
  | 'pkcs1-private-pem'
  | 'pkcs1-private-der'
  | 'sec1-pem'
  | 'sec1-der'
  | 'encrypted-pkcs8-pem'
  | 'encrypted-pkcs8-der'
  | 'encrypted-legacy-pem'
  | 'certificate-pem'
  | 'certificate-der'
  | 'certificate-request-pem'
  | 'certificate-request-der'
  | 'openssh-private'
  | 'openssh-public'
  | 'putty'
  | 'pkcs12'
  | 'pkcs7'
  | 'crl'
  | 'jwk'
  | 'jwks';

/** What is wrong with the text of a key. Each kind maps to a cause. */
export type KeyFault =
  | { readonly kind: 'empty' }
  | { readonly kind: 'path'; readonly text: string }
  /** A reference or an encrypted file in the place of the key; `next` is the step that turns it into one. */
  | { readonly kind: 'stand-in'; readonly what: string; readonly next: string }
  | { readonly kind: 'newlines-escaped'; readonly depth: number }
  | { readonly kind: 'quoted'; readonly quote: string }
  | { readonly kind: 'line-breaks-lost'; readonly replacedBy: 'nothing' | 'spaces' | 'other' }
  | { readonly kind: 'encoding'; readonly found: 'utf-16' | 'cr-only' | 'crlf' | 'byte-order-mark' }
  | { readonly kind: 'wrapped-in-base64'; readonly depth: number }
  /** `command` writes the key without its passphrase. */
  | { readonly kind: 'encrypted'; readonly format: KeyFormat; readonly command?: string }
  | { readonly kind: 'container-unsupported'; readonly format: KeyFormat; readonly command: string }
  /** `line` and `column` count from 1, in the PEM text as it was unwrapped; `expected` is in a person's words. */
  | {
      readonly kind: 'damaged';
      readonly what: string;
      readonly line?: number;
      readonly column?: number;
      readonly expected: string;
    }
  | { readonly kind: 'label-mismatch'; readonly label: string; readonly holds: KeyFormat }
  | { readonly kind: 'secret'; readonly looksLike: string }
  /** `accepted`: kinds of keys that are taken instead, where they are not RSA alone. */
  | { readonly kind: 'algorithm-unsupported'; readonly algorithm: string; readonly accepted?: readonly string[] }
  /**
   * A private key whose numbers do not fit each other. `relations` are those that fail (`n = p*q`); `numbers` are the
   * damaged ones (`dp`), and `line` and `column` the first damaged character, where the sound numbers prove it.
   */
  | {
      readonly kind: 'inconsistent';
      readonly relations: readonly string[];
      readonly numbers?: readonly string[];
      readonly line?: number;
      readonly column?: number;
    }
  /** A JWK Set with several keys, or with none, where one is wanted. */
  | { readonly kind: 'key-set'; readonly keys: number }
  /** `looksLike`: what the text is instead, where that shows. */
  | { readonly kind: 'unrecognised'; readonly looksLike?: string };

/** One step of a repair, named; composed in the order in which they are applied. */
export type KeyRepair =
  | 'utf-16-decoded'
  | 'byte-order-mark-removed'
  | 'carriage-returns-normalised'
  | 'newlines-unescaped'
  | 'quotes-removed'
  | 'line-breaks-restored'
  | 'base64-decoded'
  | 'url-decoded'
  | 'armour-restored'
  | 'indentation-removed'
  | 'stray-characters-removed'
  | 'alphabet-restored'
  | 'label-corrected'
  | 'numbers-recomputed'
  | 'der-header-restored'
  | 'padding-restored'
  | 'hex-decoded'
  | 'container-converted'
  | 'text-around-removed';

/** A key text, read strictly: `ok` only where it is taken as it stands, PEM and DER by OpenSSL 3 as well as by us. */
export type KeyReading =
  | {
      readonly ok: true;
      readonly format: KeyFormat;
      readonly key: PrivateKey | PublicKey;
      /** What OpenSSL 3 lets pass and other readers refuse: CRLF, a byte order mark, text around. */
      readonly tolerated?: readonly KeyFault[];
    }
  | {
      readonly ok: false;
      readonly format?: KeyFormat;
      readonly faults: readonly [KeyFault, ...KeyFault[]];
      /** The key that the text was made from, where that is certain; as its numbers stand, where they are at fault. */
      readonly key?: PrivateKey | PublicKey;
    };

/** The mended text with its key, and the repairs that gave it. */
export type KeyRepairResult =
  | {
      readonly ok: true;
      readonly pem: string;
      readonly key: PrivateKey | PublicKey;
      readonly format: KeyFormat;
      readonly repairs: readonly KeyRepair[];
      /** What was wrong with the text, as `parseKey` tells it; empty for a text that needed no repair. */
      readonly faults: readonly KeyFault[];
    }
  | { readonly ok: false; readonly faults: readonly [KeyFault, ...KeyFault[]] };
