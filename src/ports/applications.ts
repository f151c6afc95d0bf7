import type { KeyState } from '../core/keys/key-state.ts';
import type { Capabilities } from './capabilities.ts';

/** What an application or a key is for; empty where nobody said. */
export type Environment = '' | 'production' | 'staging' | 'test';

/** What people write down about an application or a key. */
export interface Label {
  /** Text of several lines; empty where nobody wrote one. */
  readonly note: string;
  readonly environment: Environment;
}

/** What the account chooses for an application. */
export interface ApplicationSettings extends Label {
  readonly name: string;
  readonly capabilities: Capabilities;
  /** `null`: never chosen (an older application): Save is refused until it is. */
  readonly improveAi: boolean | null;
  /** Each `jti` may be used once only. */
  readonly singleUse: boolean;
}

/** The settings of a new application where nothing else is asked for. */
export const NEW_SETTINGS = {
  improveAi: false,
  singleUse: false,
  note: '' as string,
  environment: '',
} as const satisfies Partial<ApplicationSettings>;

/** An application as it is stored. Its keys are rows of their own. */
export interface StoredApplication extends ApplicationSettings {
  /** UUID, lower case. */
  readonly id: string;
  readonly accountId: string;
  readonly suspended: boolean;
  readonly createdAt: number;
  readonly updatedAt: number;
  /** Counts every change; what an ETag is made from. */
  readonly revision: number;
}

/** A public key of an application. Private keys are never stored. Times are NumericDate seconds. */
export interface StoredKey extends Label {
  readonly id: string;
  readonly applicationId: string;
  /** SHA-256 of the SPKI DER, base64. */
  readonly fingerprint: string;
  /** SPKI PEM. */
  readonly publicKey: string;
  readonly state: KeyState;
  readonly createdAt: number;
  readonly activatedAt: number | null;
  /** When it stopped being the current key. */
  readonly endedAt: number | null;
  /** End of the overlap of a `retiring` key. */
  readonly expiresAt: number | null;
  readonly lastUsedAt: number | null;
}

export interface ApplicationPage {
  readonly items: readonly (StoredApplication & { readonly currentKey: StoredKey | null })[];
  readonly total: number;
}

/**
 * One change of one application, all or nothing, durable when the promise resolves. `application.revision` is
 * `fromRevision + 1`.
 */
export interface ApplicationChange {
  readonly application: StoredApplication;
  /** Keys to insert or replace by id; what is stored as their last use stays. */
  readonly keys: readonly StoredKey[];
  /** The revision that the change was made from. */
  readonly fromRevision: number;
}

/** A key of another application, which may have signed by mistake. */
export interface CandidateKey extends StoredKey {
  readonly applicationName: string;
  readonly accountId: string;
}

export interface NamedApplication {
  readonly id: string;
  readonly name: string;
}

/** Where the keys of an application stand. */
export interface KeyStanding {
  /** When a token that one of them signed was last accepted, NumericDate seconds. */
  readonly lastUsedAt: number | null;
  readonly hasDraft: boolean;
  /** One is active: the one to sign with. */
  readonly hasActive: boolean;
}

export interface Applications {
  /** @throws ConflictError where the id or one of the keys is taken, or the account is unknown. */
  add(application: StoredApplication, keys: readonly StoredKey[]): Promise<void>;
  get(id: string): Promise<StoredApplication | undefined>;
  /** Every key of one application, newest first, then by id. */
  keys(applicationId: string): Promise<readonly StoredKey[]>;
  /** `page` counts from 1; order: creation, then id. The current key is the active one. */
  page(accountId: string, page: number, pageSize: number): Promise<ApplicationPage>;
  /** Up to `limit`, newest first, whose name has `text` in it or whose id begins with it; every one for an empty text. */
  find(accountId: string, text: string, limit: number): Promise<readonly NamedApplication[]>;
  /** The names of those among `ids` that the account has, by id. */
  names(accountId: string, ids: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** Of those among `ids` that the account has, with keys or without, in one question. */
  keyStandings(accountId: string, ids: readonly string[]): Promise<ReadonlyMap<string, KeyStanding>>;
  /** @throws ConflictError, and changes nothing, where the stored revision is another one or a key is another application's. */
  save(change: ApplicationChange): Promise<void>;
  /** Removes the application and its keys. @returns false where there is none. */
  remove(id: string): Promise<boolean>;
  /** Every key with this public key, in any account, newest first. */
  findByFingerprint(fingerprint: string): Promise<readonly StoredKey[]>;
  /** Up to `limit` keys of other applications: of `accountId` first (where given), newest first. For the diagnosis of a rejected signature. */
  candidateKeys(
    accountId: string | undefined,
    exceptApplicationId: string,
    limit: number,
  ): Promise<readonly CandidateKey[]>;
  /** Records the last use (NumericDate seconds) by key id, where it is later than what is stored. */
  touchKeys(uses: ReadonlyMap<string, number>): Promise<void>;
}
