import type { Profile } from '../../core/claims/profile.ts';
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
  readonly passwordHashes: Pick<SecretHashes, 'hash' | 'verify'>;
  /** Absent: the server has no secret, and no second factor can be set up. */
  readonly sealing?: Sealing;
  /** Absent: links are shown and logged instead. */
  readonly mail?: Mail;
  /** Whose rules the gate holds, for keys and trial tokens of the dashboard; Vonage's by default. */
  readonly profile?: Profile;
  /** Where the dashboard is reached, without a final slash. Never taken from a request. */
  readonly publicUrl: string;
}
