import { fileURLToPath } from 'node:url';
import type { Running } from '../compose.ts';
import type { Settings } from '../options.ts';
import {
  DataDirectoryInUseError,
  DataDirectoryNotWritableError,
  SchemaTooNewError,
  UnavailableError,
} from '../ports/errors.ts';
import { usage } from './failure.ts';
import { version } from './version.ts';

/** Starts the server in this process. @throws Failure (usage) where the surroundings do not let it: one sentence says what to do. */
export async function startServer(settings: Settings): Promise<Running> {
  const { compose, ListenError } = await import('../compose.ts');
  try {
    return await compose(settings, { version: version(), dashboard: dashboardFolder() });
  } catch (error) {
    const told = [
      DataDirectoryInUseError,
      DataDirectoryNotWritableError,
      SchemaTooNewError,
      UnavailableError,
      ListenError,
    ];
    if (error instanceof Error && told.some((kind) => error instanceof kind)) throw usage(error.message);
    throw error;
  }
}

/** Where the build puts the dashboard: beside the bundle that this module is part of. */
function dashboardFolder(): string {
  return fileURLToPath(new URL('../dashboard', import.meta.url));
}
