import { closeSync, fstatSync, openSync, readFileSync } from 'node:fs';
import { ServerSecretError } from '../../ports/errors.ts';
import { reasonOf } from './reason.ts';

const SECRET_BYTES = 32;
const READABLE_BY_OTHERS = 0o007;

/**
 * The secret of a server, from a file that holds 32 bytes in base64; `undefined` where there is no such file. One that
 * every user of the machine can reach is refused; its group may have it, as containers are handed theirs.
 * @throws ServerSecretError
 */
export function readServerSecret(path: string): Uint8Array | undefined {
  const text = read(path);
  if (text === undefined) return undefined;
  const trimmed = text.trim();
  const bytes = Buffer.from(trimmed, 'base64');
  if (bytes.length !== SECRET_BYTES || bytes.toString('base64') !== trimmed) {
    throw new ServerSecretError(
      `The secret file ${path} does not hold 32 bytes in base64 (44 characters). ` +
        'Put back the file that belongs to this database.',
    );
  }
  return new Uint8Array(bytes);
}

/** The text of such a file. @param secret 32 bytes */
export function serverSecretText(secret: Uint8Array): string {
  return `${Buffer.from(secret).toString('base64')}\n`;
}

function read(path: string): string | undefined {
  let handle: number | undefined;
  try {
    handle = openSync(path, 'r');
    const mode = fstatSync(handle).mode & 0o777;
    if (process.platform !== 'win32' && (mode & READABLE_BY_OTHERS) !== 0) {
      throw new ServerSecretError(
        `The secret file ${path} can be read by every user of this machine (mode 0${mode.toString(8)}). ` +
          'Make it private to its owner: chmod 600. Other users of this machine may have read it.',
      );
    }
    return readFileSync(handle, 'utf8');
  } catch (cause) {
    if (cause instanceof ServerSecretError) throw cause;
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new ServerSecretError(
      `The secret file ${path} cannot be read: ${reasonOf(cause)}. Let this user read it, or name another file.`,
      { cause },
    );
  } finally {
    if (handle !== undefined) closeSync(handle);
  }
}
