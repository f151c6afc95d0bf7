import { fileURLToPath } from 'node:url';
import type { Running, Surroundings } from '../../compose/compose.ts';
import type { Settings } from '../../options/options.ts';
import { version } from '../../options/version.ts';
import {
  DataDirectoryInUseError,
  DataDirectoryNotWritableError,
  FileNotWritableError,
  LockFileDamagedError,
  SchemaTooNewError,
  ServerSecretError,
  UnavailableError,
} from '../../ports/errors.ts';
import { usage } from '../terminal/failure.ts';

/** Starts the server in this process. @throws Failure (usage) where the environment does not let it: one sentence says what to do. */
export async function startServer(
  settings: Settings,
  more: Pick<Surroundings, 'profile' | 'stop' | 'onServing'> = {},
): Promise<Running> {
  const [{ compose }, { ListenError }] = await Promise.all([
    import('../../compose/compose.ts'),
    import('../../compose/listen.ts'),
  ]);
  return compose(settings, { version: version(), dashboard: dashboardFolder(), ...more }).catch(
    tellStartFailure(ListenError),
  );
}

type ErrorClass = new (...parameters: never[]) => Error;

/** Makes errors of opening a database, and of the kinds given, the person's own words; others go on as they are. */
export function tellStartFailure(...more: ErrorClass[]): (error: unknown) => never {
  const kinds: readonly ErrorClass[] = [...STORAGE_ERRORS, ...more];
  return (error) => {
    if (!kinds.some((one) => error instanceof one)) throw error;
    const next = error instanceof UnavailableError ? NEXT[error.reason] : undefined;
    throw usage((error as Error).message, ...(next === undefined ? [] : [next]));
  };
}

/** What to do about storage that cannot be used; where it is damaged, the message says it. */
const NEXT: { readonly [reason in UnavailableError['reason']]?: string } = {
  away: 'Start the database, or say where it is: --database-url, or --data for the embedded one',
  busy: 'Another program holds it: let that one finish, then try again',
  full: 'Free some space on that disk, then try again; nothing was lost',
  'read-only': 'Let this user write there, then try again',
  failed: 'Check the disk, or the log of the database, then try again',
};

const STORAGE_ERRORS = [
  DataDirectoryInUseError,
  DataDirectoryNotWritableError,
  LockFileDamagedError,
  SchemaTooNewError,
  ServerSecretError,
  FileNotWritableError,
  UnavailableError,
];

/** Where the build puts the dashboard: beside the bundle that this module is part of. */
function dashboardFolder(): string {
  return fileURLToPath(new URL('../dashboard', import.meta.url));
}
