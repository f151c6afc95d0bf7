import { useState } from 'preact/hooks';
import { type KeyKind, RSA_ALONE } from '../../core/keys/key-kind.ts';
import { useRules } from '../server/session.ts';

export interface KindChoice {
  readonly kind: KeyKind;
  readonly kinds: readonly KeyKind[];
  readonly choose: (kind: KeyKind) => void;
}

/** The kind of the key pair that is generated next: the usual one of this server, until another one is chosen. */
export function useKindChoice(): KindChoice {
  const kinds = useRules()?.key_kinds ?? RSA_ALONE;
  const [chosen, choose] = useState<KeyKind>();
  return { kind: chosen ?? kinds[0] ?? 'RSA', kinds, choose };
}

const WORDS: { readonly [kind in KeyKind]: string } = {
  RSA: 'RSA, for RS256',
  'P-256': 'P-256, for ES256',
  'P-384': 'P-384, for ES384',
  Ed25519: 'Ed25519, for EdDSA',
};

/** Where a server takes one kind of keys alone, there is nothing to choose. */
export function KindSelect({ kind, kinds, choose }: KindChoice) {
  if (kinds.length < 2) return null;
  return (
    <label class="row small">
      Kind of key
      <select
        class="input"
        value={kind}
        onChange={({ currentTarget }) => choose(currentTarget.value as KeyKind)}
        aria-label="Kind of key"
      >
        {kinds.map((one) => (
          <option key={one} value={one}>
            {WORDS[one]}
          </option>
        ))}
      </select>
    </label>
  );
}

/** What a public key of one's own may be, after "PEM, a certificate or a JWK;". */
export function kindWords(kinds: readonly KeyKind[]): string {
  return kinds.map((kind) => (kind === 'RSA' ? 'RSA with at least 2048 bits' : kind)).join(', or ');
}
