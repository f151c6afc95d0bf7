import { type Listener, openListener } from '../http/server/listener.ts';
import type { Settings } from '../options/options.ts';

/** The address or the port cannot be listened on. The message says what to do. */
export class ListenError extends Error {
  override readonly name = 'ListenError';
}

/** Listens where the settings say, and answers nobody yet. @throws ListenError */
export async function listen({ host, port }: Pick<Settings, 'host' | 'port'>): Promise<Listener> {
  try {
    return await openListener(host, port);
  } catch (error) {
    throw new ListenError(listenReason(error as NodeJS.ErrnoException, host, port), { cause: error });
  }
}

function listenReason({ code, message }: NodeJS.ErrnoException, host: string, port: number): string {
  switch (code) {
    case 'EADDRINUSE':
      return `Port ${port} on ${host} is in use. Stop the program that uses it, or choose another port: --port or MINTMARK_PORT.`;
    case 'EACCES':
      return `Port ${port} needs more rights than this process has. Choose one above 1023: --port or MINTMARK_PORT.`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `${host} is not an address of this machine. Choose another one: --host or MINTMARK_HOST.`;
    default:
      return `Listening on ${host}, port ${port}, failed: ${message}`;
  }
}
