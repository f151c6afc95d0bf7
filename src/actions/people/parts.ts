import type { KeyKind } from '../../core/keys/key-kind.ts';
import type {
  Accounts,
  Clock,
  Companies,
  Entropy,
  Mail,
  OneTimeLinks,
  People,
  Sealing,
  SecondFactors,
  SecretHashes,
  Sessions,
} from '../../ports/index.ts';

/** What the actions about people work with; each one names the parts that it needs. */
export interface PeopleParts {
  readonly accounts: Accounts;
  readonly people: People;
  readonly sessions: Sessions;
  readonly links: OneTimeLinks;
  readonly secondFactors: SecondFactors;
  readonly companies: Companies;
  readonly clock: Clock;
  readonly entropy: Entropy;
  readonly passwordHashes: SecretHashes;
  /** Absent: the server has no secret, and no second factor can be set up. */
  readonly sealing?: Sealing;
  /** Absent: links are shown and logged instead. */
  readonly mail?: Mail;
  /** Of the key pairs that the dashboard generates; RSA by default. */
  readonly keyKind?: KeyKind;
  /** Where the dashboard is reached, without a final slash. Never taken from a request. */
  readonly publicUrl: string;
}
