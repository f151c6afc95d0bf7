import { join, resolve } from 'node:path';
import { isAnySealed, sealSecrets } from '../actions/people/seal-secrets.ts';
import { aesGcmSealing } from '../adapters/node-crypto/index.ts';
import { readServerSecret, serverSecretText, writeSecretFile } from '../adapters/system/index.ts';
import type { Settings } from '../options/options.ts';
import { type Database, type Entropy, FileExistsError, type Sealing, ServerSecretError } from '../ports/index.ts';

/** The secret file of the embedded database, beside it in the data directory. */
export const SECRET_FILE = 'server.secret';
const SECRET_BYTES = 32;

export interface ServerSeal {
  /** Absent on PostgreSQL where no secret file is named. */
  readonly sealing?: Sealing;
  /** Where second factors cannot be opened: words for the operator. */
  readonly fault?: string;
}

/**
 * Seals with the server's secret, which is made where there is neither a secret nor anything that was sealed; what an
 * older version stored unsealed is sealed now.
 * @throws ServerSecretError, FileNotWritableError, UnavailableError
 */
export async function openServerSeal(
  settings: Pick<Settings, 'data' | 'databaseUrl' | 'secretFile'>,
  database: Database,
  entropy: Entropy,
): Promise<ServerSeal> {
  const { secondFactors } = database;
  const path = secretPath(settings);
  if (path === undefined) {
    if ((await secondFactors.list()).some(({ confirmedAt }) => confirmedAt !== null)) {
      throw new ServerSecretError(
        'People have second factors in this PostgreSQL database, and no secret file is set to open them with. Set one, the same ' +
          'for every process: --secret-file or MINTMARK_SECRET_FILE.',
      );
    }
    return {};
  }
  const sealing = aesGcmSealing(readServerSecret(path) ?? (await makeSecret(path, secondFactors, entropy)));
  const faults = await sealSecrets(secondFactors, sealing);
  await database.scrub();
  if (faults.length === 0) return { sealing };
  return { sealing, fault: `Second factors that cannot be opened: ${faults.length}. The first: ${faults[0]}` };
}

function secretPath(settings: Pick<Settings, 'data' | 'databaseUrl' | 'secretFile'>): string | undefined {
  if (settings.secretFile === undefined && settings.databaseUrl !== undefined) return undefined;
  return embeddedSecretPath(settings);
}

/** Where the secret of a server on the embedded database is. */
export function embeddedSecretPath({ data, secretFile }: Pick<Settings, 'data' | 'secretFile'>): string {
  return secretFile === undefined ? join(resolve(data), SECRET_FILE) : resolve(secretFile);
}

async function makeSecret(path: string, secondFactors: Database['secondFactors'], entropy: Entropy) {
  if (await isAnySealed(secondFactors)) {
    // Another process that started at the same time may have made it and sealed with it since.
    const made = readServerSecret(path);
    if (made !== undefined) return made;
    throw new ServerSecretError(
      `The secret file ${path} is missing, and the database has second factors that only it opens. Restore it from the ` +
        'backup. If it is lost, make another (umask 077; openssl rand -base64 32 > FILE): then a backup code or ' +
        'mintmark recover lets each of those people in.',
    );
  }
  const secret = entropy.bytes(SECRET_BYTES);
  try {
    writeSecretFile(path, serverSecretText(secret));
    return secret;
  } catch (error) {
    // Another process on the same database was first.
    const theirs = error instanceof FileExistsError ? readServerSecret(path) : undefined;
    if (theirs === undefined) throw error;
    return theirs;
  }
}
