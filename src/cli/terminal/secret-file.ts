import {
  closeSync,
  existsSync,
  fsyncSync,
  ftruncateSync,
  linkSync,
  openSync,
  statSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { EXIT, Failure, reasonOf, usage } from './failure.ts';

/** More than the PEM text of any key that is made here. */
const ROOM_BYTES = 8192;

/** A file that only its owner can read, made before there is a secret: so none is ever lost for want of a file. */
export interface SecretFile {
  /** Writes the secret, durably. @returns the path. */
  keep(secret: string, name?: string): string;
  /** Removes the file: there was no secret. */
  discard(): void;
}

/**
 * Asks for something that comes with a secret, and keeps the secret in `file`. Without one, the file goes away again.
 * @returns the answer, and the path of the file.
 */
export async function keepSecretOf<Answer>(
  file: SecretFile,
  ask: () => Promise<Answer>,
  read: (answer: Answer) => { readonly secret: string | undefined; readonly name?: string },
): Promise<{ readonly answer: Answer; readonly path: string }> {
  let answer: Answer;
  try {
    answer = await ask();
  } catch (error) {
    file.discard();
    throw error;
  }
  const { secret, name } = read(answer);
  if (secret !== undefined) return { answer, path: file.keep(secret, name) };
  file.discard();
  throw new Failure(EXIT.server, 'The server answered without a private key, so it is not a Mintmark server');
}

/** Makes `path`, exclusively and with mode 0600. @throws Failure (usage) where it exists or cannot be made. */
export function makeSecretFile(path: string): SecretFile {
  const descriptor = create(path);
  return {
    keep(secret) {
      fill(descriptor, path, secret);
      return path;
    },
    discard: () => remove(descriptor, path),
  };
}

/**
 * Makes a file in `directory` under a passing name; `keep` gives it the name that is known only then, and does not
 * replace a file of that name.
 */
export function makeUnnamedSecretFile(directory: string, passingName: string): SecretFile {
  const passing = join(directory, passingName);
  const descriptor = create(passing);
  return {
    keep(secret, name = passingName) {
      fill(descriptor, passing, secret);
      const path = join(directory, name);
      try {
        linkSync(passing, path);
      } catch (error) {
        throw new Failure(
          EXIT.usage,
          `The secret is in ${passing}: it could not be renamed to ${path}: ${reasonOf(error)}`,
        );
      }
      unlinkSync(passing);
      return path;
    },
    discard: () => remove(descriptor, passing),
  };
}

/** Takes the name and the room, so that a full disk is told before there is a secret. */
function create(path: string): number {
  let descriptor: number | undefined;
  try {
    descriptor = openSync(path, 'wx', 0o600);
    writeSync(descriptor, ' '.repeat(ROOM_BYTES));
    fsyncSync(descriptor);
    return descriptor;
  } catch (error) {
    if (descriptor !== undefined) remove(descriptor, path);
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') {
      if (statSync(path, { throwIfNoEntry: false })?.isDirectory())
        throw usage(`${path} is a directory`, 'Name a file in it', 'Nothing was done');
      throw usage(
        `${path} exists, and a file with a key in it is never replaced`,
        'Name another file, or move this one away',
      );
    }
    const place = existsSync(dirname(path)) ? path : dirname(path);
    throw usage(`${basename(path)} cannot be written: ${place}: ${reasonOf(error)}`, 'Nothing was done');
  }
}

function fill(descriptor: number, path: string, secret: string): void {
  try {
    ftruncateSync(descriptor, writeSync(descriptor, secret, 0));
    fsyncSync(descriptor);
    closeSync(descriptor);
  } catch (error) {
    throw new Failure(
      EXIT.usage,
      `${path} could not be written completely: ${reasonOf(error)}`,
      'The key in it cannot be used',
    );
  }
}

function remove(descriptor: number, path: string): void {
  closeSync(descriptor);
  unlinkSync(path);
}
