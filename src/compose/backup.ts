import { resolve } from 'node:path';
import { sealFault } from '../actions/people/seal-secrets.ts';
import { aesGcmSealing } from '../adapters/node-crypto/index.ts';
import { backUpSqlite } from '../adapters/sql/index.ts';
import { fillSecretFile, readServerSecret } from '../adapters/system/index.ts';
import type { Settings } from '../options/options.ts';
import type { BackupContents } from '../ports/index.ts';
import { embeddedSecretPath } from './server-secret.ts';
import { databaseIn } from './storage.ts';

export type BackupSettings = Pick<Settings, 'data' | 'secretFile'>;

/** Whether second factors of a backup can be opened. */
export interface SecretState {
  /** Where the server looks for its secret file, which no backup holds. */
  readonly path: string;
  readonly state: 'not-needed' | 'fits' | 'missing' | 'other';
}

export interface BackedUp {
  /** Absolute. */
  readonly file: string;
  readonly contents: BackupContents;
  readonly secret: SecretState;
}

/**
 * Writes a backup of the embedded database, whose server may be running, to a new file that only its owner can read.
 * It appears under its name whole or not at all.
 * @throws NoDatabaseError, FileExistsError, FileNotWritableError, DatabaseCorruptError, SchemaTooNewError,
 * UnavailableError, ServerSecretError
 */
export async function backUp(settings: BackupSettings, file: string): Promise<BackedUp> {
  const path = databaseIn(resolve(settings.data));
  const target = resolve(file);
  const contents = await fillSecretFile(target, (part) => backUpSqlite(path, part, target));
  return { file: target, contents, secret: secretFor(settings, contents) };
}

/** @throws ServerSecretError for a file that holds no secret, or that every user of the machine can read */
export function secretFor(settings: BackupSettings, { secondFactors }: BackupContents): SecretState {
  const path = embeddedSecretPath(settings);
  if (secondFactors.length === 0) return { path, state: 'not-needed' };
  const secret = readServerSecret(path);
  if (secret === undefined) return { path, state: 'missing' };
  const sealing = aesGcmSealing(secret);
  const isOther = secondFactors.some((factor) => sealFault(sealing, factor) !== undefined);
  return { path, state: isOther ? 'other' : 'fits' };
}
