import type { Profile } from '../claims/profile.ts';
import type { HeaderField } from '../request/field.ts';
import type {
  ExpectedEvidence,
  KeyFileEvidence,
  KeyInUseEvidence,
  KeySetEvidence,
  MisreadEvidence,
  RedirectEvidence,
  RegistryEvidence,
  ReplayEvidence,
  SignatureEvidence,
} from './evidence.ts';
import type { ChosenBy } from './rules.ts';

/**
 * What a person or a program hands over for a diagnosis: plain data, every member optional.
 * `observe` reads it into `Evidence`.
 */
export interface Input {
  /** Whose rules judge: the id of a profile, or one of your own. Without it the evidence tells, or the rules of every JWT hold. */
  readonly profile?: string | Profile;
  /** What `profile` was chosen by, where it was not the user, and what was seen (after "because"). */
  readonly chosenBy?: ChosenBy;
  readonly because?: string;
  /** JWS algorithms that are accepted, where they are fewer than the profile's. */
  readonly algorithms?: readonly string[];
  /** Leeway both ways, in seconds; 30 by default. */
  readonly skewSeconds?: number;
  /** What this verifier has configured. */
  readonly expected?: ExpectedEvidence;
  /** The key set that the token is verified with, where it is one. */
  readonly keySet?: KeySetEvidence;
  /** The verifier's clock: NumericDate seconds. */
  readonly now?: number;
  /** `now` is the clock of the machine that asks, which proves nothing about the verifier's. */
  readonly isOwnClock?: boolean;
  /** The sender's clock: NumericDate seconds. */
  readonly clientNow?: number;
  /** `Date` of the rejecting response: an HTTP-date (RFC 9110 §5.6.7) or NumericDate seconds. */
  readonly serverDate?: string | number;
  /** The JWT alone. */
  readonly token?: string;
  /** The value of the Authorization header. */
  readonly authorization?: string;
  readonly request?: {
    readonly method?: string;
    readonly target?: string;
    readonly fields?: readonly HeaderField[];
    /** Form or JSON body: the token is looked for in it where the profile sends it there. */
    readonly body?: string;
    /** The library that sent it, by its id among `CLIENTS`, where its error or log is what is known. */
    readonly client?: string;
  };
  readonly response?: {
    readonly status?: number;
    readonly body?: string;
    readonly fields?: readonly HeaderField[];
  };
  /** The text of a private or public key that the person holds. Never copied into a finding. */
  readonly key?: string | Uint8Array;
  /** The key id that the name of the file of `key` has: `AuthKey_ABC1234567.p8`. */
  readonly keyId?: string;
  /** The public key to verify with, where there is no registry: PEM or JWK text. */
  readonly publicKey?: string;
  readonly registry?: RegistryEvidence;
  /** One character that was misread, found by whoever can verify many signatures. */
  readonly misread?: MisreadEvidence;
  readonly replay?: ReplayEvidence;
  /** Secrets that may have been used in place of the key, by the name to report them under. */
  readonly secrets?: { readonly [name: string]: string | Uint8Array };
  /** Who signed, worked out elsewhere: by another technology, or reasoned out for a mended token (`reissue`). */
  readonly signature?: SignatureEvidence;
  /** The exchanges before this one, oldest first, where redirects were followed. */
  readonly redirects?: readonly RedirectEvidence[];
  /** A passphrase was given for the `key`, and did not open it, or could not be tried on its format. Never itself. */
  readonly passphrase?: 'wrong' | 'not-tried';
  /** A key file that could not be opened, in the place of `key`. */
  readonly keyFile?: KeyFileEvidence;
  /** The key that the running process signs with, beside the `key` that it should sign with. */
  readonly keyInUse?: KeyInUseEvidence;
  /** What somebody said of the request: an error message, a log line, a stack trace. Never copied into a report. */
  readonly said?: string;
  /** What the client said in the place of an answer: `curl: (60) SSL certificate problem`. */
  readonly failure?: string;
}
