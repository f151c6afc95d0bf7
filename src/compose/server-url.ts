import { isIPv6 } from 'node:net';
import type { Settings } from '../options/options.ts';

/**
 * `publicUrl` where it is set; otherwise a URL that works on this machine: an address that stands for all of them is
 * reached at the loopback one.
 */
export function urlOf({ publicUrl, host }: Pick<Settings, 'publicUrl' | 'host'>, port: number): string {
  if (publicUrl !== undefined) return publicUrl;
  const reachable = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '::1' : host;
  return `http://${isIPv6(reachable) ? `[${reachable}]` : reachable}:${port}`;
}
