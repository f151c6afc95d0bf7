import type { AclReading } from '../claims/acl.ts';
import type { Profile } from '../claims/profile.ts';
import type { Misreading } from '../encoding/misread.ts';
import type { TokenReading } from '../jws/reading.ts';
import type { SignedBytes, SignedHash } from '../jws/signed-bytes-form.ts';
import type { SetMember } from '../keys/key-set.ts';
import type { KeyState } from '../keys/key-state.ts';
import type { KeyReading } from '../keys/reading.ts';
import type { CredentialsReading } from '../request/authorization.ts';
import type { HeaderField } from '../request/field.ts';
import type { TargetReading } from '../request/target.ts';
import type { ChosenBy } from './rules.ts';
import type { SaidMatch } from './said.ts';

/** A public key that the registry knows, as far as a diagnosis needs it. Times are NumericDate seconds. */
export interface RegisteredKey {
  readonly id: string;
  readonly applicationId: string;
  readonly applicationName: string;
  /** Account of the application; absent: that of the application which the token names. */
  readonly accountId?: string;
  /** SHA-256 of the SPKI DER, base64: what `openssl rsa -pubout -outform DER | openssl sha256 -binary | openssl base64` prints. */
  readonly fingerprint: string;
  readonly state: KeyState;
  /** SPKI PEM. */
  readonly publicKey: string;
  /** Absent where nobody told. */
  readonly createdAt?: number;
  /** End of the overlap of a `retiring` key, which is not accepted without one; absent for the other states. */
  readonly expiresAt?: number;
  /** When the key stopped being the current one (replaced or revoked). */
  readonly endedAt?: number;
}

/** What the registry knows about the application that a token names. */
export interface RegistryEvidence {
  /** The account for which the registry was asked, where it was asked for one. */
  readonly accountId?: string;
  /** The id that the registry was asked for, where no application has it: it need not be the one in the token. */
  readonly askedFor?: string;
  /** `null`: no application has this id. */
  readonly application: {
    readonly id: string;
    readonly name: string;
    readonly accountId: string;
    readonly suspended: boolean;
    /** Absent where nobody told which it has. */
    readonly capabilities?: readonly string[];
    /** Each `jti` may be used once only. */
    readonly singleUse: boolean;
    /** The privacy setting was never chosen, so that Save is refused (an older application). */
    readonly improveAiUnset?: boolean;
  } | null;
  /** Every key of that application, in any state, newest first. */
  readonly keys: readonly RegisteredKey[];
  /** Keys of other applications that may have signed by mistake: a bounded number, same account first. */
  readonly otherKeys: readonly RegisteredKey[];
  /** Ids of applications of the same account, for near misses: a bounded number. */
  readonly siblingIds?: readonly string[];
}

/** A key that may have signed: one of the registry's, or one that the person handed over. */
export interface CandidateKey {
  readonly source: 'registered' | 'given';
  readonly fingerprint: string;
  /** The verifier accepts signatures of this key at this time. */
  readonly accepted: boolean;
  readonly registered?: RegisteredKey;
}

/** The signature opened under `key`: the key is proved, and so is the digest that was signed. */
export interface OpenedSignature {
  readonly key: CandidateKey;
  readonly hash: SignedHash;
  /** Lower-case hexadecimal. */
  readonly digest: string;
  readonly signed: SignedBytes;
}

export interface SignatureEvidence {
  /** Fingerprint of the accepted key (active, or retiring and not past its end) that the signature verified under. */
  readonly verifiedBy: string | null;
  /** Fingerprint of the accepted key that `kid` names: then no other key of the application counts. */
  readonly namedByKid?: string;
  /** Keys that the signature opens under. Absent: not tried yet. Empty: none of the candidates. */
  readonly opened?: readonly OpenedSignature[];
  /** How many candidate keys were tried, and how many there were. */
  readonly tried?: { readonly keys: number; readonly of: number };
  /** A secret whose HMAC reproduces the signature, by the name it was handed in under (never the secret itself). */
  readonly reproducedBy?: string;
  /** The mended token was not signed for real: which key would sign it was reasoned out. */
  readonly assumed?: true;
}

export interface RequestEvidence {
  readonly method?: string;
  /** The request target as sent: path and query. */
  readonly target?: TargetReading;
  /** Header lines in their order, names as sent. */
  readonly fields?: readonly HeaderField[];
  /** The form or JSON body, where the token travels in it. */
  readonly body?: string;
  /** The library that sent it, by its id among `CLIENTS`. */
  readonly client?: string;
}

/** One exchange of a chain of redirects: what was asked, and where the answer pointed. */
export interface RedirectEvidence {
  /** Absolute URL of the request. */
  readonly url: string;
  /** Header lines of the request. */
  readonly fields: readonly HeaderField[];
  readonly status: number;
  /** The Location field of the answer, as sent. */
  readonly location: string;
}

/** Why a key file could not be opened. */
export interface KeyFileEvidence {
  readonly path: string;
  /** The system's code: `EACCES`, `EPERM`, `ENOENT`, `EISDIR`. */
  readonly error: string;
  /** Permission bits of the file, where they could be read: `0600`. */
  readonly mode?: string;
  /** Owner of the file and user of the process, by name. */
  readonly owner?: string;
  readonly user?: string;
}

/** The key that a running process really signs with. */
export interface KeyInUseEvidence {
  /** `null`: the process has none. */
  readonly fingerprint: string | null;
  /** Where it was asked: the name of a variable or a process. */
  readonly where?: string;
}

/** The answer that rejected the request, when the person has it. */
export interface ResponseEvidence {
  readonly status?: number;
  readonly body?: string;
  readonly fields?: readonly HeaderField[];
}

/** What the verifier has configured: values that are compared to the letter. */
export interface ExpectedEvidence {
  /** Id of the application that the token has to name, where no registry was asked. */
  readonly application?: string;
  readonly issuers?: readonly string[];
  readonly audiences?: readonly string[];
  /** JWS algorithms, where they are fewer than those that the rules take. */
  readonly algorithms?: readonly string[];
  /** The product whose message states it, where nobody handed it over; and whether the message names this token's value. */
  readonly statedBy?: { readonly product: string; readonly isBorneOut: boolean };
}

/** A JWK Set (RFC 7517 §5) beside a token: what its members say of themselves. */
export interface KeySetEvidence {
  readonly keys: readonly SetMember[];
  /** Place in `keys` of the one that the signature verifies under, whatever `kid` says; absent: none, or not tried. */
  readonly signedBy?: number;
  /** It is the JWK of one key: whoever has that alone does not choose by `kid`. */
  readonly isSingle?: true;
  /** Which set has the key that signed: the newest, or one that was handed over as older; `null`: none, or not tried. */
  readonly signer: 'newest' | 'older' | null;
}

/**
 * One character of the token or the public key with which the signature verifies, as it does not without the change; or
 * of the private key, with which it is the other half of the public one.
 */
export interface MisreadEvidence extends Misreading {
  readonly in: 'token' | 'key' | 'private-key';
  /** In the text of a private key: both from 1. */
  readonly place?: { readonly line: number; readonly column: number };
  /** Fingerprint of the key that the signature then verifies under, where the verifier accepts it. */
  readonly verifiedBy?: string;
  /** In a JWK: the member, the text in it, where `at` counts, and the PEM of the key as it was meant. */
  readonly jwk?: { readonly member: string; readonly text: string; readonly mended: string };
}

/** Earlier use of the same `jti` by the same application. */
export interface ReplayEvidence {
  /** `null`: first use. NumericDate seconds. */
  readonly firstSeenAt: number | null;
  /** When this token, or what it stands for, was revoked. NumericDate seconds. */
  readonly revokedAt?: number;
  /** `iat` of other tokens that the same sender used, in any order. */
  readonly mintedAt?: readonly number[];
}

/**
 * Everything that is known about one request. Each member may be absent: a cause that needs it then
 * gives no verdict. Built by `observe`, or by the gate stage by stage.
 */
export interface Evidence {
  readonly profile: Profile;
  /** What decided for these rules, and what was seen; absent: they are given, as at the gate. */
  readonly chosenBy?: ChosenBy;
  readonly because?: string;
  /** Leeway both ways, in seconds; the boundary is accepted. */
  readonly skewSeconds: number;
  /** The verifier's clock: NumericDate seconds. */
  readonly now?: number;
  /** `now` is the clock of the machine that asks, which proves nothing about the verifier's. */
  readonly isOwnClock?: true;
  /** The sender's clock when it sent: NumericDate seconds. */
  readonly clientNow?: number;
  /** `Date` of the response that rejected: NumericDate seconds. */
  readonly serverDate?: number;
  readonly request?: RequestEvidence;
  /** The Authorization header; `null` when the request is known and has none. */
  readonly credentials?: CredentialsReading | null;
  readonly token?: TokenReading;
  readonly acl?: AclReading;
  readonly expected?: ExpectedEvidence;
  readonly keySet?: KeySetEvidence;
  readonly registry?: RegistryEvidence;
  readonly signature?: SignatureEvidence;
  readonly replay?: ReplayEvidence;
  /** A key that the person holds, as text was read. */
  readonly key?: KeyReading;
  /** The key id that the name of its file has: `AuthKey_ABC1234567.p8`. */
  readonly keyId?: string;
  /** A passphrase that was given for that key did not open it, or could not be tried on its format. */
  readonly passphrase?: 'wrong' | 'not-tried';
  /** The public key handed over to verify with, as its text was read. */
  readonly verifierKey?: KeyReading;
  /** The text of that key, as it was given. */
  readonly verifierKeyText?: string;
  readonly misread?: MisreadEvidence;
  /** Names of the secrets that the signature was tried with, where its algorithm takes one; never the secrets. */
  readonly secrets?: readonly string[];
  /** Bits of the secret that reproduces the signature; where none does, of the first one that was given. */
  readonly secretBits?: number;
  readonly response?: ResponseEvidence;
  /** The exchanges before this one, oldest first, where redirects were followed. */
  readonly redirects?: readonly RedirectEvidence[];
  /** A key file that could not be opened. */
  readonly keyFile?: KeyFileEvidence;
  readonly keyInUse?: KeyInUseEvidence;
  /** The known messages in what was said of the request; empty: it was said in words that are not known. */
  readonly said?: readonly SaidMatch[];
  /** What the client said in the place of an answer: there was no HTTP status. */
  readonly failure?: string;
}

/** The members of `Evidence` that a cause may name in `needs`. */
export type EvidenceName = Exclude<
  keyof Evidence,
  'profile' | 'chosenBy' | 'because' | 'skewSeconds' | 'isOwnClock' | 'verifierKeyText'
>;
