import { isIPv6 } from 'node:net';

/** One name for what one party holds: an IPv4 address, or the first 64 bits of an IPv6 one. */
export function network(address: string): string {
  const plain = address.replace(/^::ffff:/i, '');
  if (!isIPv6(plain)) return plain;
  // A URL has one spelling of an address (RFC 5952), and no zone.
  const { hostname } = new URL(`http://[${plain.split('%')[0]}]`);
  const [left = [], right = []] = hostname
    .slice(1, -1)
    .split('::')
    .map((side) => side.match(/[^:]+/g) ?? []);
  const zeros = Array<string>(8 - left.length - right.length).fill('0');
  return [...left, ...zeros, ...right].slice(0, 4).join(':');
}
