import { type Deputies, openFront } from '../http/server/front.ts';
import { type Listener, openListener } from '../http/server/listener.ts';
import type { Passage } from '../http/server/pass-on.ts';
import type { Settings } from '../options/options.ts';

/** The address or the port cannot be listened on. The message says what to do. */
export class ListenError extends Error {
  override readonly name = 'ListenError';
}

/** Listens where the settings say, and answers nobody yet; workers take the connections, where there are some. @throws ListenError */
export async function listen(
  { host, port }: Pick<Settings, 'host' | 'port'>,
  workers?: { readonly passage: Passage; readonly pool: Deputies },
): Promise<Listener> {
  try {
    return await (workers ? openFront(host, port, workers.passage, workers.pool) : openListener(host, port));
  } catch (error) {
    const fault = error as NodeJS.ErrnoException & { readonly address?: string };
    const isOfWorkers = workers !== undefined && fault.address === workers.passage.path;
    throw new ListenError(
      isOfWorkers ? socketReason(fault) : listenReason(fault, host, port, '--port or MINTMARK_PORT'),
      { cause: error },
    );
  }
}

function socketReason({ message }: NodeJS.ErrnoException): string {
  return `The workers need a socket in the directory for temporary files, and it could not be made: ${message}. Choose another directory: TMPDIR. Or do without them: --workers 1.`;
}

/** Why a port cannot be listened on, and what to do. @param change the option that names another one */
export function listenReason(
  { code, message }: NodeJS.ErrnoException,
  host: string,
  port: number,
  change: string,
): string {
  switch (code) {
    case 'EADDRINUSE':
      return `Port ${port} on ${host} is in use. Stop the program that uses it, or choose another port: ${change}.`;
    case 'EACCES':
      return `Port ${port} needs more rights than this process has. Choose one above 1023: ${change}.`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `${host} is not an address of this machine. Choose another one: --host or MINTMARK_HOST.`;
    default:
      return `Listening on ${host}, port ${port}, failed: ${message}`;
  }
}
