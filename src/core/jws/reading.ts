import type { JsonObject } from '../encoding/json.ts';

export type Part = 'header' | 'payload' | 'signature';
export const PARTS = ['header', 'payload', 'signature'] as const;

/** What keeps a text from being a strict JWS Compact Serialization (RFC 7515 §7.1) of a claims set (RFC 7519 §7.2). */
export type TokenFault =
  | { readonly kind: 'too-large'; readonly length: number; readonly limit: number }
  /** `count` is the number of dot-separated parts; a JWS has three. */
  | { readonly kind: 'part-count'; readonly count: number }
  | { readonly kind: 'part-empty'; readonly part: Part }
  | {
      readonly kind: 'base64url';
      readonly part: Part;
      /** Offset in characters from the start of the token. */
      readonly at: number;
      readonly reason: 'whitespace' | 'padding' | 'standard-alphabet' | 'character' | 'length' | 'trailing-bits';
    }
  | {
      readonly kind: 'utf8';
      readonly part: 'header' | 'payload';
      /** Offset in bytes from the start of the decoded part. */
      readonly byte: number;
      readonly reason: 'byte-order-mark' | 'invalid';
    }
  | {
      readonly kind: 'json';
      readonly part: 'header' | 'payload';
      readonly byte: number;
      readonly reason: 'syntax' | 'not-an-object' | 'too-deep' | 'number-out-of-range';
      /** In a person's words: `expected a comma or a closing brace`. */
      readonly expected: string;
    }
  | {
      readonly kind: 'duplicate-member';
      readonly part: 'header' | 'payload';
      readonly byte: number;
      readonly member: string;
      /** JSON Pointer of the member that comes twice. */
      readonly pointer: string;
    };

/** One dot-separated part, decoded as far as it can be. Offsets count characters of the token. */
export interface PartReading {
  readonly start: number;
  readonly end: number;
  /** Absent where the part is not base64url even when read leniently. */
  readonly bytes?: Uint8Array;
  /** Decoded text of header or payload; absent where it is not UTF-8. */
  readonly text?: string;
  /** The members; where there are duplicates, the last one. Absent where it is not a JSON object. */
  readonly members?: JsonObject;
}

/** As much of a token as can be read. Strict where it counts: a token with any fault is never accepted. */
export interface TokenReading {
  readonly text: string;
  readonly header: PartReading;
  readonly payload: PartReading;
  readonly signature: PartReading;
  /** In order of severity: size, parts, encoding, JSON; header before payload. Empty for a strict token. */
  readonly faults: readonly TokenFault[];
}
