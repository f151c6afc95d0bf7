import type { Input } from './input.ts';

export type KitKey = 'active' | 'draft' | 'replaced' | 'revoked' | 'other' | 'stranger' | 'large';

/** What an `example` is built from: an application with keys in every state, and a way to sign. */
export interface Kit {
  /** NumericDate seconds. */
  readonly now: number;
  readonly applicationId: string;
  readonly otherApplicationId: string;
  /** PEM text of each key pair. `stranger` and `large`, of 4096 bits, are registered nowhere; `other` is the other application's. */
  privateKey(name: KitKey): string;
  publicKey(name: KitKey): string;
  fingerprint(name: KitKey): string;
  /** Good claims, with `change` laid over them; a member set to `undefined` is left out. */
  claims(change?: { readonly [name: string]: unknown }): { readonly [name: string]: unknown };
  /**
   * A token. Without options it is good. `headerText` and `payloadText` replace the JSON text; `signInput` maps the
   * signing input to the bytes that are signed in its place.
   */
  mint(options?: {
    readonly header?: { readonly [name: string]: unknown };
    readonly claims?: { readonly [name: string]: unknown };
    readonly headerText?: string | Uint8Array;
    readonly payloadText?: string | Uint8Array;
    readonly key?: KitKey;
    readonly hash?: 'SHA-256' | 'SHA-384' | 'SHA-512';
    readonly signInput?: (signingInput: string) => string | Uint8Array;
  }): string;
  /** HS256 over the signing input, keyed with `secret`. */
  mintHmac(secret: string, header?: { readonly [name: string]: unknown }): string;
  /** A good and complete input (request, token, clocks, registry, replay), with `change` laid over it. */
  input(change?: Partial<Input>): Input;
}
