/** Exit codes of every command (never above 125). */
export const EXIT = {
  fine: 0,
  /** A cause was found: the request is, or would be, rejected. */
  found: 1,
  /** Usage or configuration. */
  usage: 2,
  /** Evidence is missing; the words say which. */
  cannotTell: 3,
  /** The server refused or cannot be reached. */
  server: 4,
  /** A defect of Mintmark. */
  defect: 70,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** Ends a command with words for the person: what is wrong, then what to do about it. */
export class Failure extends Error {
  override readonly name = 'Failure';
  readonly exitCode: ExitCode;
  /** One step a line. */
  readonly next: readonly string[];

  constructor(exitCode: ExitCode, message: string, ...next: string[]) {
    super(message);
    this.exitCode = exitCode;
    this.next = next;
  }
}

export function usage(message: string, ...next: string[]): Failure {
  return new Failure(EXIT.usage, message, ...next);
}

/** A file system error in words: `no such file`, not `ENOENT`. */
export function reasonOf(error: unknown): string {
  const { code, message } = error as { code?: string; message?: string };
  return REASONS[code ?? ''] ?? message ?? String(error);
}

const REASONS: Record<string, string> = {
  ENOENT: 'no such file or directory',
  EACCES: 'permission denied',
  EPERM: 'not permitted',
  EEXIST: 'it already exists',
  EISDIR: 'it is a directory',
  ENOTDIR: 'a part of the path is not a directory',
  ENAMETOOLONG: 'the name is too long',
  EROFS: 'the file system is read-only',
  ENOSPC: 'the disk is full',
};
