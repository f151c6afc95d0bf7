export interface Entropy {
  /** A random UUID, version 4, lower case (RFC 9562 §5.4). */
  uuid(): string;
  /** `count` bytes from a cryptographically secure source. */
  bytes(count: number): Uint8Array;
}
