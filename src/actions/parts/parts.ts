import type { KeyKind } from '../../core/keys/key-kind.ts';
import type {
  Accounts,
  Applications,
  Clock,
  Entropy,
  KeyDirectory,
  KeyPairs,
  Origin,
  SecretHashes,
} from '../../ports/index.ts';

/** What the actions work with; each one names the parts that it needs. */
export interface Parts {
  readonly accounts: Accounts;
  readonly applications: Applications;
  readonly clock: Clock;
  readonly entropy: Entropy;
  readonly keyPairs: KeyPairs;
  /** Kinds of keys that applications may have; the first is generated. RSA alone by default. */
  readonly keyKinds?: readonly KeyKind[];
  readonly secretHashes: SecretHashes;
  /** Told of every change of an application, so that the gate sees it at once. */
  readonly directory: Pick<KeyDirectory, 'forget'>;
}

/** The parts, and the same for whoever changes something: the audit log names them. */
export interface PartsByOrigin extends Parts {
  by(origin: Origin): Parts;
}
