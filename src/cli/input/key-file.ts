import { accessSync, constants, statSync } from 'node:fs';
import { userInfo } from 'node:os';
import { basename } from 'node:path';
import type { KeyFileEvidence } from '../../core/evidence/evidence.ts';

/**
 * Why a key file that is there cannot be read, as evidence for the doctor. `undefined` where it can be, and where the
 * argument names no file: then it may be anything.
 */
export function unreadableKeyFile(path: string): KeyFileEvidence | undefined {
  try {
    const file = statSync(path);
    const known = {
      path,
      mode: (file.mode & 0o7777).toString(8).padStart(4, '0'),
      owner: `uid ${file.uid}`,
      user: userName(),
    };
    if (file.isDirectory()) return { ...known, error: 'EISDIR' };
    const error = accessError(path);
    return error === undefined ? undefined : { ...known, error };
  } catch (error) {
    // The directory that it lies in may not be entered.
    return codeOf(error) === 'EACCES' ? { path, error: 'EACCES', user: userName() } : undefined;
  }
}

function accessError(path: string): string | undefined {
  try {
    accessSync(path, constants.R_OK);
    return undefined;
  } catch (error) {
    return codeOf(error);
  }
}

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? 'unknown';
}

function userName(): string {
  return `uid ${userInfo().uid}`;
}

/** The key id in the name that Apple gives to the file of a key; a browser may have added a number. */
export function keyIdIn(path: string): string | undefined {
  return /^(?:AuthKey|SubscriptionKey|ApiKey|SignInKey|MapKitKey|MusicKitKey)_([A-Z0-9]{10})(?: ?\(\d+\))?\.(?:p8|pem|txt)$/i.exec(
    basename(path),
  )?.[1];
}
